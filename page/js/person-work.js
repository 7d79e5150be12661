// What one person has answered so far, and which screens there are for it. Nothing of it is written
// anywhere but into a file that the person asks for.

/**
 * @typedef {object} Work
 * @property {string} form the name of the form
 * @property {any} asked the answer of `forms` for it, with room for all entries
 * @property {Record<string, any>} values path → answer
 * @property {Record<string, Uint8Array>} files name → bytes of a picture
 * @property {Record<string, number>} entries list → how many of its entries are asked
 * @property {boolean} unsaved whether an answer is in no file yet
 * @property {Set<string>} seen the keys of the screens that were shown
 * @property {string} last the key of the screen that was shown last
 * @property {string} message what is said on the next screen, once
 */

/** @returns {Work} a form without answers */
export function newWork(form, asked) {
  const work = { form, asked, values: {}, files: {}, entries: {}, unsaved: false, seen: new Set(), last: "", message: "" };
  for (const list of asked.lists) work.entries[list.key] = firstCount(list);
  return work;
}

/** How many entries are asked to begin with: one, or as many as the sheet always has. */
function firstCount(list) {
  return list.least === list.most ? list.most : Math.min(Math.max(list.least, 1), list.count);
}

/** @returns {Record<string, number>} list → how many entries the questions must have room for */
export function counts(work) {
  return Object.fromEntries(Object.entries(work.entries).filter(([, count]) => count > 0));
}

/** Takes an answer; null, "" and false take it away. */
export function answer(work, path, value) {
  if (value === null || value === "" || value === false || value === undefined) delete work.values[path];
  else work.values[path] = value;
  work.unsaved = true;
}

/**
 * @returns {{key: string, questions?: any[], more?: any}[]} the screens in their order: a question, or
 *   ticks that belong together; and after each list that can grow whether there is one more
 */
export function screens(work) {
  const { questions, lists } = work.asked;
  const asked = together(questions.filter((question) => isAsked(work, question)));
  const found = [];
  const ended = new Set();
  const end = (key) => {
    const list = lists.find((one) => one.key === key);
    if (!list || ended.has(key)) return;
    ended.add(key);
    if (work.entries[key] < list.most) found.push({ key: `more.${key}`, more: list });
  };
  asked.forEach((group, at) => {
    const [{ path, list }] = group;
    found.push({ key: path, questions: group });
    if (list && asked[at + 1]?.[0].list !== list) end(list);
  });
  for (const list of lists) end(list.key); // one without an entry yet
  return found;
}

/** Ticks that follow each other under one heading are asked at once; each other question is alone. */
function together(questions) {
  const groups = [];
  for (const question of questions) {
    const last = groups.at(-1);
    if (last && isBeside(last[0], question)) last.push(question);
    else groups.push([question]);
  }
  return groups;
}

/** Whether two questions are ticks of the same list: their paths differ in the last word only. */
function isBeside(one, other) {
  const above = ({ path }) => path.slice(0, path.lastIndexOf(".") + 1);
  return one.kind === "tick" && other.kind === "tick" && above(one) !== "" && above(one) === above(other);
}

/** @returns {boolean} whether something on a screen has an answer */
export function isAnswered(work, screen) {
  return screen.questions.some(({ path }) => path in work.values);
}

/** @returns {any | undefined} the screen that asks for a path */
export function screenOf(work, path) {
  return screens(work).find(({ questions }) => questions?.some((question) => question.path === path));
}

function isAsked(work, question) {
  if (question.kind === "description") return false; // stands beside its picture
  return !question.list || question.position <= (work.entries[question.list] ?? 0);
}

/** @returns {any[]} the questions of the same entry of a list */
export function entryOf(work, question) {
  return work.asked.questions.filter((other) => other.list === question.list && other.position === question.position);
}

/** @returns {any | undefined} the question that describes a picture */
export function descriptionOf(work, question) {
  const [key, ...above] = question.path.split(".").reverse();
  const beside = above.reverse().join(".");
  return work.asked.questions.find((other) => other.kind === "description" && other.describes === key
    && other.path.slice(0, other.path.lastIndexOf(".")) === beside);
}

/** Takes away entries at the end that nothing was written in. */
export function dropEmptyEntries(work, list) {
  const isEmpty = (position) => !Object.keys(work.values).some((path) => path.startsWith(`${list.key}.${position}.`));
  while (work.entries[list.key] > firstCount(list) && isEmpty(work.entries[list.key])) work.entries[list.key] -= 1;
}

/** @returns {object} the answers as the calls take them */
export function answers(work) {
  const lists = new Set(work.asked.lists.map((list) => list.key));
  const made = {};
  for (const [path, value] of Object.entries(work.values)) {
    const keys = path.split(".");
    let here = made;
    keys.forEach((key, at) => {
      if (at === keys.length - 1) here[key] = value;
      else if (at === 0 && lists.has(key)) here = here[key] ??= [];
      else if (Array.isArray(here)) here = entryIn(here, Number(key));
      else here = here[key] ??= {};
    });
  }
  return made;
}

function entryIn(list, position) {
  while (list.length < position) list.push({});
  return list[position - 1];
}

/** @returns {Record<string, any>} path → answer, of answers as the calls give them */
export function flat(value, prefix = "") {
  const found = {};
  for (const [key, member] of Object.entries(value)) {
    const path = prefix + (Array.isArray(value) ? Number(key) + 1 : key);
    if (member !== null && typeof member === "object") Object.assign(found, flat(member, `${path}.`));
    else found[path] = member;
  }
  return found;
}

/** @returns {Record<string, Uint8Array>} the pictures that answers name */
export function picturesOf(work) {
  const named = new Set(Object.values(work.values));
  return Object.fromEntries(Object.entries(work.files).filter(([name]) => named.has(name)));
}
