// What the screens of Fill have in common: icons, the head with its steps, and words for files.

import { h, icon } from "./parts.js";
import { say } from "./words.js";

/** Icons as path data in 24 × 24. */
export const ICONS = {
  fill: "M2.5 4 H11 V20 H2.5 Z M2.5 9.3 H11 M2.5 14.6 H11 M13.5 12 H21.5 M18 8.4 L21.5 12 L18 15.6",
  mend: "M20 11.5 V20 H4 V4 H12.5 M8 16 L9 12.4 L17.8 3.6 L20.4 6.2 L11.6 15 Z",
  tick: "M4 12.5 L10 18.5 L20 6.5",
  back: "M20 12 H4 M11 5 L4 12 L11 19",
  next: "M4 12 H20 M13 5 L20 12 L13 19",
  eye: "M2 12 C5 7 8.2 5 12 5 C15.8 5 19 7 22 12 C19 17 15.8 19 12 19 C8.2 19 5 17 2 12 Z M15 12 A3 3 0 1 1 9 12 A3 3 0 1 1 15 12 Z",
  save: "M12 3 V15 M6.5 10 L12 15.5 L17.5 10 M3.5 20.5 H20.5",
  duplex: "M4 3 H14 V17 H4 Z M10 21 H20 V7 H14 M7 7.5 H11 M7 11 H11",
  large: "M2 19 L7.5 5 L13 19 M4 14.5 H11 M15 19 L18.2 11 L21.5 19 M16.1 16.4 H20.3",
  gray: "M21 12 A9 9 0 1 1 3 12 A9 9 0 1 1 21 12 Z M12 3 V21 M12 7 H19 M12 12 H21 M12 17 H19",
  warn: "M12 3.5 L21.5 20 H2.5 Z M12 9.5 V14 M12 17 V17.3",
};
const STEPS = ["fill.step_1", "fill.step_2", "fill.step_3"];

/** The head of a step: plate, heading, one sentence, and the steps; those behind can be gone back to. */
export function headed(work, step, title, lead, drawn = ICONS.fill) {
  const items = STEPS.map((key, at) => {
    const name = h("span", { class: "n" }, say(key), at < step && h("span", { class: "vh" }, ` (${say("fill.step_done")})`));
    const dot = h("span", { class: "dot" }, at < step ? icon(ICONS.tick) : String(at + 1));
    if (at >= step) return h("li", { "aria-current": at === step && "step" }, dot, name);
    return h("li", { class: "done" }, h("a", { href: "#fill", on: { click: (event) => {
      event.preventDefault();
      work.show(["table", "columns"][at]);
    } } }, dot, name));
  });
  return [
    h("div", { class: "head" }, h("span", { class: "plate" }, icon(drawn)), h("h1", { tabindex: -1 }, title), h("p", { class: "lead" }, lead)),
    h("nav", { "aria-label": say("fill.steps") }, h("p", { class: "vh" }, say("fill.step_of", { step: step + 1 })), h("ol", { class: "steps" }, items)),
  ];
}

/** A text with one value of it in bold. */
export function bold(key, name, values) {
  const [before, after] = say(key, { ...values, [name]: "\u0000" }).split("\u0000");
  return [before, h("b", {}, String(values[name])), after];
}

/** A menu: `groups` are [label, [[value, words], …]]; without a label the entries stand alone. */
export function menu(label, chosen, groups, on) {
  const options = (entries) => entries.map(([value, words]) => h("option", { value, selected: value === chosen }, words));
  const select = h("select", { "aria-label": label }, groups.filter(([, entries]) => entries.length)
    .map(([words, entries]) => (words ? h("optgroup", { label: words }, options(entries)) : options(entries))));
  select.addEventListener("change", () => on(select.value));
  return select;
}

/** Counts in words: a key for one, and a key for more. */
export function counted(one, many, count, values = {}) {
  return say(count === 1 ? one : many, { count, ...values });
}

/** @returns {string} a message of the library as a sentence: it may begin with a small letter */
export function sentence(text) {
  const whole = /[.?!]$/.test(text) ? text : `${text}.`;
  return whole.charAt(0).toLocaleUpperCase() + whole.slice(1);
}

/** A message beside a field, with its sign. */
export function faultLine(text, id) {
  return h("p", { class: "err", id }, icon(ICONS.warn), h("span", {}, sentence(text)));
}
