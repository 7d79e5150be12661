// What the library doubts of a table, in the page's words: its own name a code that nobody can type here.

import { isSaid, say } from "./words.js";

/** @returns {string} what is wrong, without the cure; it may begin with a small letter */
export function whatOf(fault) {
  if (!fault.accept) return fault.sentence;
  const own = `doubt.${fault.accept}_what`;
  return isSaid(own) ? say(own) : fault.what;
}

/** @returns {string} what to do about a doubt; "" where nothing is known */
export function cureOf(code) {
  return isSaid(`doubt.${code}`) ? say(`doubt.${code}`) : "";
}

/** @returns {string} what happens if the table is right as it is */
export function acceptedAs(code) {
  return say(isSaid(`doubt.${code}_yes`) ? `doubt.${code}_yes` : "doubt.other_yes");
}
