// Collect, step 2: the table of answers; below 704 px a card for each row.

import { EYE } from "./collect-icons.js";
import { doubts } from "./collect-look.js";
import { h, icon } from "./parts.js";
import { say } from "./words.js";

const FIRST = 12; // rows that are shown at once
const HIDDEN = ["file", "form", "version", "language", "sheet_id", "beside", "id", "row", "number"];
const HALF = /^(\d*)[.,]5$/;

/**
 * @param {any} state
 * @param {Record<string, any>} forms the answer of `forms` in each language: names of the themes
 * @param {(item: any) => void} look goes to what is said of a file
 * @returns {Node} the table
 */
export function tableBox(state, forms, look) {
  const { rows } = state.table;
  const shape = columnsOf(state);
  const body = h("tbody", {}, rows.slice(0, FIRST).map((row, at) => rowOf(state, shape, row, at, forms, look)));
  const heads = [shape.title, ...shape.shown.map(({ heading }) => heading)];
  const table = h("table", { class: "ans" }, h("thead", {}, h("tr", {}, heads.map((text) => h("th", { scope: "col" }, text)))), body);
  const all = rows.length > FIRST && h("p", {}, h("button", { type: "button", class: "linkish", on: { click: () => {
    const rest = rows.slice(FIRST).map((row, at) => rowOf(state, shape, row, at + FIRST, forms, look));
    body.append(...rest);
    all.remove();
    rest[0].querySelector("th").focus();
  } } }, say("collect.show_all", { count: rows.length })));
  return h("section", { class: "answers", "aria-labelledby": "answers-title" }, h("h2", { id: "answers-title" }, titleOf(state, rows.length)),
    h("div", { class: "tab", tabindex: 0, role: "region", "aria-label": say("collect.table_label") }, table), all);
}

function titleOf(state, count) {
  const key = { person: "people", file: "files", goal: "goals" }[state.rows];
  return count === 1 ? say(`collect.${key}_one`) : say(`collect.${key}`, { count });
}

/** Which column heads the rows, and which others are shown. */
function columnsOf(state) {
  const columns = state.table.columns.map((column, at) => ({ ...column, at, heading: state.table.headings[at] }));
  const at = (path) => columns.find((column) => column.path === path)?.at ?? -1;
  const name = columns.find(({ path, kind }) => path === "name" && kind)?.at ?? -1;
  const isByFile = name < 0 || state.rows === "file";
  const ownHeadings = { number: say("collect.column_number"), id: say("collect.column_id"), row: say("collect.column_row") };
  const kept = columns.filter((column) => column.kind || !HIDDEN.includes(column.path) || column.path in ownHeadings);
  const shown = kept.filter((column) => column.at !== (isByFile ? -1 : name))
    .map((column) => ({ ...column, heading: column.kind ? column.heading : ownHeadings[column.path] ?? column.heading }));
  shown.push(...openColumns(state, columns));
  const head = isByFile ? at("file") : name;
  const title = isByFile ? say("collect.column_file") : state.table.headings[name];
  return { head, title: head < 0 ? say("collect.column_row") : title, shown, file: at("file"), number: at("number") };
}

/** Columns of questions that nobody has answered once: their cells wait for a choice. */
function openColumns(state, columns) {
  const found = new Map();
  for (const item of state.impersonal ? [] : state.tabled()) {
    for (const { path, question, kind } of state.about(item)?.doubles ?? []) {
      const shown = state.rows === "goal" ? path.replace(/\.\d+\./, ".") : path;
      const isOpen = !(path in item.choices) && !columns.some((column) => column.path === shown);
      if (isOpen) found.set(shown, { path: shown, kind, at: -1, heading: question.replace(/["“”„«»]/g, "") });
    }
  }
  return [...found.values()];
}

function rowOf(state, shape, row, at, forms, look) {
  const items = itemsOf(state, row[shape.file]);
  const title = row[shape.head] || (row[shape.file] ?? say("collect.row", { count: at + 1 }));
  const links = items.flatMap((item) => linkTo(state, item, look));
  const cells = shape.shown.map((column) => {
    const isOpen = items.some((item) => isUndecided(state, item, column.path, row[shape.number]));
    const shown = isOpen ? unknown() : cellOf(row[column.at], column, forms);
    return h("td", { "data-l": column.heading, class: !isOpen && !row[column.at] && "empty" }, shown);
  });
  return h("tr", {}, h("th", { scope: "row", tabindex: -1 }, title, links), cells);
}

/** The files of a row: one, or several with “; ” between their names. */
function itemsOf(state, files) {
  if (!files) return [];
  const parts = files.split("; ");
  return state.tabled().filter(({ name }) => name === files || parts.includes(name));
}

function linkTo(state, item, look) {
  const { doubles, beside, notes } = doubts(state, item);
  const open = doubles.some(({ path }) => !(path in item.choices));
  const key = (open && "link_twice") || (beside && "link_beside") || (notes.length > 0 && "link_noticed");
  return key ? [h("br"), h("button", { type: "button", class: "look linkish", on: { click: () => look(item) } }, icon(EYE), say(`collect.${key}`))] : [];
}

/** Whether a cell waits for a choice. With a row for each goal the column has no number. */
function isUndecided(state, item, path, number) {
  return (state.about(item)?.doubles ?? []).some((double) => {
    if (double.path in item.choices) return false;
    const isSame = number && double.path.split(".")[1] === number && double.path.replace(/\.\d+\./, ".") === path;
    return double.path === path || isSame;
  });
}

function unknown() {
  return h("span", { class: "mini open" }, h("span", { "aria-hidden": "true" }, "?"), h("span", { class: "vh" }, say("collect.unknown")));
}

function cellOf(text, { kind }, forms) {
  if (!text) return "";
  if (kind === "score") return h("span", { class: "mini" }, text.replace(HALF, "$1½").replace(/^0½$/, "½"));
  if (kind === "theme") return themeTag(text, forms);
  return text;
}

/** A theme with its disc, in whatever language the sheet says it. */
function themeTag(text, forms) {
  const theme = Object.values(forms).flatMap((one) => one.themes).find((one) => one.name === text);
  if (!theme) return text;
  const shown = h("span", { class: "tdisc" }, icon(theme.icon));
  shown.style.setProperty("--c", theme.color);
  return h("span", { class: "tag" }, shown, h("span", {}, text));
}
