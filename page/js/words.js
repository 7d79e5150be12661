// The page's own words, in the language that was chosen.

import { valueOf } from "./store.js";

let all = {};
let chosen = "da";

/** Loads the words of all languages. */
export async function loadWords() {
  all = await valueOf("words");
}

/** @returns {string[]} the codes of the languages */
export function languages() {
  return Object.keys(all);
}

/** @returns {string} the code of the language that was chosen */
export function language() {
  return chosen;
}

/** @param {string} code of the language to say everything in */
export function choose(code) {
  chosen = all[code] ? code : "da";
  document.documentElement.lang = chosen;
}

/**
 * @param {string} key such as "start.title"
 * @param {Record<string, string | number>} values for {places} in the words
 * @returns {string}
 */
export function say(key, values = {}) {
  const text = all[chosen]?.[key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? shown(values[name]) : place));
}

/** @param {string} key @returns {boolean} whether there are words for it */
export function isSaid(key) {
  return key in all[chosen];
}

/** @param {number | string} value @returns {string} a number as people write it in the language */
export function shown(value) {
  return typeof value === "number" ? value.toLocaleString(chosen) : String(value);
}
