// Collect, step 2: how the table is made, and the button that saves it.

import { FILE, PERSON, SAVE, STAIRS, TICK } from "./collect-icons.js";
import { button, h, icon, tick } from "./parts.js";
import { say } from "./words.js";

const ROWS = [["person", PERSON], ["goal", STAIRS], ["file", FILE]];

/**
 * @param {{state: any, change: () => void, save: (format: "xlsx" | "csv") => void, sum: Node,
 *   saved: Node}} how `sum` is what `sumOf` makes, which changes with the table; `saved` says where the file is
 * @returns {Node} the panel
 */
export function panelBox({ state, change, save, sum, saved }) {
  const picks = ROWS.map(([key, path]) => h("label", { class: "pick" },
    h("input", { type: "radio", name: "rows", checked: state.rows === key, on: { change: () => { state.rows = key; change(); } } }),
    icon(path), h("span", {}, say(`collect.${key}`)), yes()));
  const private_ = tick(say("collect.no_persons"), { about: say("collect.no_persons_about"), checked: state.impersonal, on: (isOn) => { state.impersonal = isOn; change(); } });
  const csv = h("button", { type: "button", class: "linkish", on: { click: () => save("csv") } }, say("collect.csv"));
  return h("section", { class: "panel", "aria-labelledby": "get-title" },
    h("h2", { id: "get-title" }, icon(SAVE), say("collect.get")),
    h("div", {}, h("fieldset", {}, h("legend", {}, say("collect.each")), h("div", { class: "pairs thirds" }, picks))),
    h("div", {}, private_),
    h("div", { class: "sum" }, sum, h("p", { class: "do" }, button(say("collect.xlsx"), { kind: "main full", on: () => save("xlsx") })), h("p", {}, csv), saved));
}

function yes() {
  const shown = icon(TICK);
  shown.classList.add("yes");
  return shown;
}

/** @returns {Node[]} what the table holds and what it leaves out */
export function sumOf(state) {
  const { rows, left_out: left, without_goals: without, without_id: unknown } = state.table;
  const isOpen = state.tabled().some((item) => (state.about(item)?.doubles ?? []).some(({ path }) => !(path in item.choices)));
  const lines = [say(isOpen ? "collect.sum_about" : "collect.sum_plain")];
  if (state.impersonal) lines.push(say("collect.sum_left_out", left), say("collect.sum_people"));
  else if (state.tabled().some(({ pictures }) => pictures)) lines.push(say("collect.sum_pictures"));
  if (unknown && state.rows === "person" && !state.impersonal) lines.push(say("collect.sum_no_id"));
  if (without) lines.push(without === 1 ? say("collect.sum_no_goals_one") : say("collect.sum_no_goals", { count: without }));
  const count = rows.length === 1 ? say("collect.rows_one") : say("collect.rows", { count: rows.length });
  return [h("p", {}, h("b", {}, count)), ...lines.map((line) => h("p", { class: "small" }, line)), missing(state)].filter(Boolean);
}

/** Whose sheets have not come back, if there is a list of codes. */
function missing(state) {
  const all = state.table.missing;
  if (!all) return null;
  if (!all.length) return h("p", { class: "small" }, say("collect.missing_all"));
  const words = all.length === 1 ? say("collect.missing_one") : say("collect.missing", { count: all.length });
  const lines = all.map(({ id, row, forms }) => h("li", {}, `${id || say("collect.missing_row", { row })}: ${forms.join(", ")}`));
  return h("details", { class: "more small" }, h("summary", {}, words), h("ul", {}, lines));
}
