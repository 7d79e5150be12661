// How a question is put on a screen, in the words of the sheet: its heading, what stands above it
// and what helps below it.

import { language, say } from "./words.js";

const SCORES = ["score_now", "score_expected", "score_then", "own_score"];

/**
 * @param {any} question
 * @param {any[]} entry the questions of the same entry of a list
 * @returns {{about: string, title: string, hint: string}}
 */
export function put(question, entry) {
  const label = plain(question.label);
  const { before, after } = halves(question.question);
  const about = question.list ? entryName(question, entry) : "";
  if (question.kind === "theme") return { about, title: say("person.theme"), hint: say("person.theme_how") };
  if (question.kind === "score") {
    const key = question.path.split(".").pop();
    const title = SCORES.includes(key) ? say(`person.${key}`) : label;
    return { about, title, hint: say("person.score_how") };
  }
  if (question.list) return { about, ...ofEntry(question, label, after, about) };
  return alone(question, label, before, after);
}

/**
 * How ticks that belong together are put: above them stands how all of their questions begin.
 *
 * @param {any[]} questions
 * @param {any[]} entry the questions of the same entry of a list
 * @returns {{about: string, title: string, hint: string}}
 */
export function putTogether(questions, entry) {
  const about = questions[0].list ? entryName(questions[0], entry) : "";
  const begin = beginningOf(questions);
  const rest = about && begin.startsWith(`${about} `) ? begin.slice(about.length + 1) : begin;
  return { about, title: rest ? `${capital(rest)} …` : say("person.ticks"), hint: say("person.ticks_how") };
}

/** @returns {{path: string, words: string, about: string}[]} what stands at each of these ticks */
export function rowsOf(questions) {
  const begin = beginningOf(questions);
  return questions.map(({ path, question, label, hint }) => ({
    path, words: capital(begin ? question.slice(begin.length).trim() : plain(label)), about: plain(hint),
  }));
}

/** What all of these questions say before their labels, or how they begin; "" if it is one word at most. */
function beginningOf(questions) {
  const cuts = questions.map(({ question, label }) => (question.toLowerCase().endsWith(` ${plain(label).toLowerCase()}`)
    ? question.slice(0, -plain(label).length).trim() : ""));
  if (cuts[0] && cuts.every((cut) => cut === cuts[0])) return cuts[0];
  const [first, ...others] = questions.map(({ question }) => question.split(" "));
  const differs = first.findIndex((word, at) => others.some((other) => other[at] !== word));
  return differs > 1 ? first.slice(0, differs).join(" ") : "";
}

/** The heading of a question that is asked once. */
function alone({ kind, question, hint: below }, label, before, after) {
  const hint = plain(below);
  if (kind === "tick" && before) return { about: before, title: capital(after), hint };
  if (after.endsWith("?")) return { about: label, title: capital(after), hint: "" };
  const isWhole = !before && (!hint || isOpen(question) || /^\p{Ll}/u.test(label));
  if (isWhole && !same(question, `${label} ${hint}`)) return { about: "", title: capital(question), hint: isOpen(question) ? hint : "" };
  return { about: "", title: capital(label), hint: capital(hint || after) };
}

/** The heading of a question in a list, which has its number above it. */
function ofEntry(question, label, after, about) {
  const hint = plain(question.hint);
  if (label === about || isOpen(after)) {
    const title = after && !(hint && same(after, hint)) ? capital(after) : label;
    return isOpen(title) || label === about ? { title, hint: same(title, hint) ? "" : hint } : { title: label, hint };
  }
  if (!after && !question.question.startsWith(label)) return { title: capital(question.question), hint };
  return { title: label, hint };
}

/** What an entry of a list is called: “Mål 1”, “Deltager 2”, “1. eftermiddag”. */
export function entryName(question, entry) {
  const number = String(question.position);
  const first = plain(entry[0].label);
  if (first.includes(number)) return first;
  for (const { question: words } of entry) {
    const { before } = halves(words);
    if (before.includes(number) && !before.includes(",")) return before;
  }
  const last = entry[0].question.split(", ").pop();
  return last.includes(number) ? capital(last) : number;
}

/** Cuts a question at its first colon. */
function halves(words) {
  const at = words.indexOf(": ");
  return at < 0 ? { before: "", after: "" } : { before: words.slice(0, at), after: words.slice(at + 2) };
}

function isOpen(words) {
  return /[?…]$/.test(words);
}

function same(one, other) {
  return one.toLowerCase() === other.toLowerCase();
}

function plain(words) {
  return words.replace(/\s+/g, " ").trim();
}

function capital(words) {
  return words && words[0].toLocaleUpperCase(language()) + words.slice(1);
}
