// Questions that are answered by choosing: a choice, a tick, and a number on the scale.

import { helpPicture } from "./person-help.js";
import { button, h, tick } from "./parts.js";
import { say } from "./words.js";

/**
 * @param {any} question
 * @param {{value: any, on: (value: any) => void}} how
 * @returns {HTMLElement} radio buttons
 */
export function choiceField(question, { value, on }) {
  const rows = question.states.map((state) => tick(state.words || state.said, {
    type: "radio", name: "answer", checked: state.value === value, on: () => on(state.value),
  }));
  return h("div", { class: "choices" }, rows, removal(rows, value !== undefined, on));
}

/** A button that takes the answer away again: a radio button cannot. */
export function removal(within, isThere, on) {
  const remove = button(say("person.remove"), { kind: "thin remove", hidden: !isThere, on: () => {
    for (const row of [within].flat(9)) for (const input of row.querySelectorAll("input")) input.checked = false;
    remove.hidden = true;
    [within].flat(9)[0].querySelector("input").focus();
    on(null);
  } });
  for (const row of [within].flat(9)) row.addEventListener("change", () => { remove.hidden = false; });
  return remove;
}

/** @returns {HTMLElement} one tick, which says yes */
export function tickField({ value, on }) {
  return h("div", { class: "choices" }, tick(say("person.yes"), { name: "answer", checked: value === true, on }));
}

/**
 * @param {{path: string, words: string, about: string, checked: boolean}[]} rows
 * @param {(path: string, value: boolean) => void} on
 * @returns {HTMLElement} ticks, of which any number may be set
 */
export function ticksField(rows, on) {
  return h("div", { class: "choices ticks" }, rows.map(({ path, words, about, checked }) => tick(words, {
    about, name: path, checked, on: (is) => on(path, is),
  })));
}

/**
 * @param {any} question
 * @param {{value: any, words: any[], themes: any[], on: (value: any) => void}} how
 * @returns {HTMLElement[]} discs in a row, or in a column where there is no room; and what was chosen
 */
export function scoreField(question, { value, words, themes, on }) {
  const wordsOf = (number) => words.find((one) => one.value === number);
  const chosen = h("div", { class: "chosen-place", role: "status" });
  const show = (state) => chosen.replaceChildren(...(state ? [chosenScore(state, wordsOf(state.value), themes)] : []));
  const discs = question.states.map((state) => {
    const found = wordsOf(state.value);
    const input = h("input", { type: "radio", name: "answer", checked: state.value === value,
      "aria-label": found ? `${state.words}: ${found.words}` : state.words,
      on: { change: () => { on(state.value); show(state); } } });
    return h("label", { class: found ? "" : "half" }, input,
      h("span", { class: "disc", "aria-hidden": "true" }, state.words),
      h("span", { class: "w", "aria-hidden": "true" }, found?.words ?? ""));
  });
  show(question.states.find((state) => state.value === value));
  const scale = h("div", { class: "scale" }, discs);
  const taken = (given) => { on(given); show(null); };
  return [scale, chosen, removal([scale], value !== undefined, taken)];
}

/** The picture, the number and its word; a half stands between two. */
function chosenScore(state, found, themes) {
  const title = found ? say("person.chosen", { number: state.words, words: found.words })
    : say("person.chosen_half", { number: state.words });
  const example = found?.example && h("p", {}, say("person.for_example", { example: found.example }));
  const picture = found && h("span", { class: "help-picture", role: "img", "aria-label": found.picture }, helpPicture(state.value, themes));
  return h("div", { class: found ? "chosen" : "chosen half" }, picture || "",
    h("div", {}, h("p", {}, h("b", {}, title)), example || ""));
}
