// What is to be printed: the choices of Print and of the course set, and how they become a call.

import { theLook } from "./store.js";
import { language } from "./words.js";

/**
 * What somebody has chosen to print. It stays while the page is open, and is written nowhere.
 *
 * @typedef {object} PrintWork
 * @property {string[]} forms in the order in which they were chosen
 * @property {boolean} named whether the sets have names
 * @property {number} sets how many sets without names
 * @property {string} names one on each line
 * @property {number} copies of each person's set
 * @property {string} size @property {boolean} duplex @property {boolean} large @property {boolean} gray
 * @property {string} lang of the sheets; "" is that of the page
 * @property {Record<string, number | string>} settings that are not the usual ones
 * @property {string[]} accept the codes of doubts about names that were accepted
 * @property {object | null} made the PDF, and what is in it
 */

/** @returns {PrintWork} the usual choices: five sets on A4, in colour, on both sides */
export function newWork(forms = []) {
  return {
    forms: [...forms], named: false, sets: 5, names: "", copies: 1, size: "a4", duplex: true, large: false, gray: false,
    lang: "", settings: {}, accept: [], made: null,
    unsaved() { return this.named && this.names.trim() !== "" && !this.made?.saved; },
  };
}

/** @param {PrintWork} work @returns {string} the language of the sheets */
export function sheetLanguage(work) {
  const spoken = theLook()?.languages;
  const wanted = work.lang || language();
  return spoken && !spoken.includes(wanted) ? spoken[0] : wanted;
}

/** @param {PrintWork} work @returns {string[]} the names that were written */
export function namesOf(work) {
  return work.names.split("\n").map((name) => name.trim()).filter(Boolean);
}

/**
 * @param {any} context
 * @param {PrintWork} work
 * @returns {any[]} what `forms` says of the chosen sheets
 */
export function chosenForms(context, work) {
  const about = new Map(context.forms[sheetLanguage(work)].forms.map((form) => [form.name, form]));
  return work.forms.map((name) => about.get(name));
}

/** @param {PrintWork} work @returns {string} the key of `pages` of a form */
export function pagesKey(work) {
  return work.large ? `${work.size}-large` : work.size;
}

/** The settings of the chosen sheets that differ from what is usual. */
export function settingsOf(context, work) {
  const known = new Set(chosenForms(context, work).flatMap((form) => Object.keys(form.settings)));
  return Object.fromEntries(Object.entries(work.settings).filter(([key]) => known.has(key)));
}

/** @returns {[object, Record<string, Uint8Array>]} the arguments and files of the call `blank` */
export function callOf(context, work) {
  const look = theLook();
  const args = {
    forms: work.forms, lang: sheetLanguage(work), size: work.size, ink: work.gray ? "gray" : "color", large: work.large,
    duplex: work.duplex, settings: settingsOf(context, work), accept: work.accept,
    ...(work.named ? { names: work.names, copies: work.copies } : { sets: work.sets }),
    ...(look && { look: look.name }),
  };
  return [args, look?.files ?? {}];
}

/**
 * Counts what can be counted without Python: sets without names, of sheets as they usually are.
 *
 * @returns {{sets: number, sides: number, papers: number, list_sides: number} | null}
 */
export function quickCount(context, work) {
  if (work.named || Object.keys(settingsOf(context, work)).length) return null;
  const pages = chosenForms(context, work).map((form) => form.pages[pagesKey(work)]);
  const papers = pages.map((count) => (work.duplex ? Math.ceil(count / 2) : count));
  const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);
  return { sets: work.sets, sides: sum(pages) * work.sets, papers: sum(papers) * work.sets, list_sides: 0 };
}

/** @returns {number} how many backs have nothing on them */
export function emptyBacks(work, { sides, papers }) {
  return work.duplex ? 2 * papers - sides : 0;
}
