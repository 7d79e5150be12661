// What One person asks Python for: the questions, the sheet, and files of answers.

import { fileName } from "./file-names.js";
import { save } from "./parts.js";
import { answers, counts, flat, newWork, picturesOf } from "./person-work.js";
import { language, say } from "./words.js";

const DPI = 110; // of the pictures of pages
const asked = new Map();

/** What every call needs of the look that the build has put in. */
function looked(context) {
  return context.look ? { args: { look: context.look.name }, files: context.look.files } : { args: {}, files: {} };
}

async function call(context, name, args, files = {}) {
  const look = looked(context);
  const python = await context.python;
  return python.call(name, { lang: language(), ...args, ...look.args }, { ...files, ...look.files });
}

/** @returns {string} what the questions depend on */
function keyOf(form, sizes, large) {
  return JSON.stringify([form, language(), large, sizes]);
}

/** @returns {any} the questions if they were asked for already, else undefined */
export function knownQuestions(form, sizes = {}, large = false) {
  return asked.get(keyOf(form, sizes, large));
}

/**
 * Asks for the questions of a form.
 *
 * @param {any} context
 * @param {string} form
 * @param {Record<string, number>} sizes list → how many entries there must be questions for
 * @param {boolean} large
 */
export async function questionsOf(context, form, sizes = {}, large = false) {
  const key = keyOf(form, sizes, large);
  if (!asked.has(key)) asked.set(key, await asking(context, form, sizes, large));
  return asked.get(key);
}

async function asking(context, form, sizes, large) {
  const args = { form, ...(large ? { large } : {}) };
  const usual = asked.get(keyOf(form, {}, large)) ?? (await call(context, "forms", { ...args, example: true })).value;
  asked.set(keyOf(form, {}, large), usual);
  const more = usual.lists.filter((list) => (sizes[list.key] ?? 0) > list.count);
  if (!more.length) return usual;
  const isNew = more.some((list) => !list.count); // there is no entry whose room is known
  const settings = Object.fromEntries(more.map((list) => [list.key, sizes[list.key]]));
  const { value } = await call(context, "forms", { ...args, settings, words_only: !isNew });
  const rooms = new Map(usual.questions.map((question) => [question.pattern, question.room]));
  const questions = value.questions.map((question) => ({ ...question, room: question.room ?? rooms.get(question.pattern) ?? null }));
  const lists = value.lists.map((list) => ({ ...list, count: usual.lists.find((one) => one.key === list.key).count }));
  return { ...value, questions, lists };
}

/** Makes room for the entries that are asked now. @returns {Promise<void>} */
export async function makeRoom(context, work) {
  work.asked = await questionsOf(context, work.form, counts(work), work.large);
}

/** @returns {Promise<{pdf: Uint8Array, pages: Uint8Array[], places: Record<string, number>, notes: any[]}>} the sheet */
export async function sheetOf(context, work) {
  const args = { form: work.form, answers: answers(work), dpi: DPI, ...(work.large ? { large: true } : {}) };
  const { value, files } = await call(context, "fill", args, picturesOf(work));
  return { pdf: files[value.file], pages: value.pages.map((name) => files[name]), places: value.places, notes: value.notes };
}

/** Saves the answers as a file, to go on with another day. @returns {Promise<string>} its name */
export async function saveAnswers(context, work) {
  const python = await context.python;
  const args = { form: work.form, lang: language(), answers: answers(work), keep: true };
  const { value, files } = await python.call("fill", args, picturesOf(work));
  const name = fileName(say("person.answers_file", { sheet: work.asked.sheet }), "json");
  save(name, files[value.file], "application/json");
  work.unsaved = false;
  return name;
}

/**
 * Opens a file of answers.
 *
 * @returns {Promise<{form: string, answers: any, files: Record<string, Uint8Array>}>} `form` is "" if it does not say
 */
export async function openAnswers(context, name, data) {
  const python = await context.python;
  const { value, files } = await python.call("fill", { open: name }, { [name]: data });
  return { form: value.form, answers: value.answers, files };
}

/**
 * Takes opened answers into a form; what does not fit is left out and counted.
 *
 * @returns {Promise<object>}
 */
export async function takeAnswers(context, form, opened, large) {
  const work = newWork(form, await questionsOf(context, form, {}, large));
  work.large = large;
  for (const list of work.asked.lists) {
    const entries = opened.answers[list.key];
    const given = Array.isArray(entries) ? entries.length : 0;
    work.entries[list.key] = Math.min(list.most, Math.max(work.entries[list.key], given));
  }
  await makeRoom(context, work);
  const all = flat(opened.answers);
  const known = new Set(work.asked.questions.map((question) => question.path));
  work.files = opened.files;
  work.values = Object.fromEntries(Object.entries(all).filter(([path, value]) => known.has(path) && value !== false && value !== ""));
  await leaveOutFaults(context, work);
  const left = Object.entries(all).filter(([path, value]) => !(path in work.values) && value !== false && value !== "").length;
  if (left) work.message = say(left === 1 ? "person.left_out_one" : "person.left_out", { count: left });
  work.unsaved = left > 0;
  return work;
}

/** Takes out answers that the form does not take, until it takes the rest. */
async function leaveOutFaults(context, work) {
  for (let turn = 0; turn < 3; turn += 1) {
    const args = { form: work.form, answers: answers(work), check: true };
    const { value } = await call(context, "fill", args, picturesOf(work));
    if (!value.faults.length) return;
    for (const { path } of value.faults) {
      for (const key of Object.keys(work.values)) if (key === path || key.startsWith(`${path}.`)) delete work.values[key];
    }
  }
}
