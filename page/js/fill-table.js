// Fill, step 1: the table and the sheet.

import { headed, ICONS, menu } from "./fill-parts.js";
import { fileName } from "./file-names.js";
import { button, confirmation, drawing, h, icon, message, picture, save } from "./parts.js";
import { say } from "./words.js";

const MOST = 64; // MB of a table's file
const MB = 2 ** 20;
const IMAGE = /\.(png|jpe?g|gif|bmp|webp|heic|tiff?|svg)$/i;
const WORD = /\.(docx?|docm|odt|rtf|pages|pptx?)$/i;
const OTHER = /\.(exe|msi|zip|7z|rar|html?|mp[34]|mov|avi|eml|msg|lnk|xml|py|js|css)$/i;
const MAP = /\.toml$/i;
const OLE = [0xd0, 0xcf, 0x11, 0xe0]; // a workbook with a password is such a container (MS-OFFCRYPTO 2.1)
const PICTURES = [[0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], [0x47, 0x49, 0x46, 0x38], [0x42, 0x4d]];
const FIRST = ["visual-plan", "plan-agreement", "status-sheet", "goal-staircase"];
const BOM = "\ufeff"; // so that Excel takes the text for UTF-8

const startsWith = (data, bytes) => bytes.every((byte, at) => data[at] === byte);

/** @returns {string} why a file is no table, or "" */
function refusal({ name, size, data }) {
  if (IMAGE.test(name) || (data && PICTURES.some((bytes) => startsWith(data, bytes)))) return say("fill.not_image", { name });
  if (WORD.test(name)) return say("fill.not_word", { name });
  if (OTHER.test(name)) return say("fill.not_other", { name });
  if (size > MOST * MB) return say("fill.too_big", { name, most: MOST });
  if (!data) return say("fill.not_folder", { name });
  return data.length ? "" : say("fill.not_empty", { name });
}

/** Reads a file, unless it is too large; a folder has no bytes. */
async function readFile(file) {
  const found = { name: file.name, size: file.size, data: null };
  if (file.size > MOST * MB) return found;
  try {
    found.data = new Uint8Array(await file.arrayBuffer());
  } catch {
    found.data = null;
  }
  return found;
}

/** Takes what was dropped, chosen or pasted: a table, a map of columns, or both. */
async function take(work, list) {
  const files = await Promise.all([...list].slice(0, 2).map(readFile));
  const before = work.kept();
  const given = {};
  for (const file of files) {
    const why = refusal(file);
    if (why) return work.show("table", { note: why });
    if (/\.xls[xm]$/i.test(file.name) && startsWith(file.data, OLE)) return work.fail({ kind: "EncryptedError", code: "needs-password", text: "" }, file.name);
    given[MAP.test(file.name) ? "map" : "table"] = file;
  }
  if (given.map) work.useMap(given.map);
  if (given.table) work.useTable(given.table);
  return work.table ? work.readColumns({ skip: true, before }) : work.show("table", { note: say("fill.have_map_only") });
}

function dropField(work) {
  const input = h("input", { type: "file", class: "vh", multiple: true, tabindex: -1, "aria-hidden": "true" });
  input.addEventListener("change", () => take(work, input.files));
  const field = h("section", { class: "drop", "aria-labelledby": "drop-title" },
    drawing("table"), h("h2", { id: "drop-title" }, say("fill.drop")), h("p", {}, say("fill.drop_about")),
    work.table && h("p", { class: "note have" }, icon(ICONS.tick), h("b", {}, say("fill.have", { name: work.table.name }))),
    work.mapFile && h("p", { class: "note have" }, icon(ICONS.tick), h("span", {}, say("fill.have_map", { name: work.mapFile.name }))),
    button(say(work.table ? "fill.choose_other" : "fill.choose"), { kind: work.table ? "" : "main", on: () => input.click() }), input,
    h("p", {}, h("button", { type: "button", class: "linkish", on: { click: () => emptyTable(work) } }, say("fill.empty"))),
    h("p", { class: "here", "aria-hidden": "true" }, say("fill.drop_here")));
  let inside = 0;
  const over = (by) => {
    inside = Math.max(0, inside + by);
    field.classList.toggle("over", inside > 0);
  };
  field.addEventListener("dragenter", () => over(1));
  field.addEventListener("dragleave", () => over(-1));
  field.addEventListener("dragover", (dragged) => dragged.preventDefault());
  field.addEventListener("drop", (dropped) => {
    dropped.preventDefault();
    over(-inside);
    take(work, dropped.dataTransfer.files);
  });
  return field;
}

/** Cells of a spreadsheet are text with tabs: a table like any other. */
function useText(work, text) {
  const before = work.kept();
  work.useTable({ name: say("fill.pasted"), data: new TextEncoder().encode(text), pasted: true });
  return work.readColumns({ skip: true, before });
}

function pasteField(work) {
  const area = h("textarea", { rows: 4, id: "paste-cells", spellcheck: "false" });
  const why = h("div", { role: "status" });
  const use = () => {
    if (area.value.trim()) return useText(work, area.value);
    why.replaceChildren(message(say("fill.paste_none"), { role: null }));
    return area.focus();
  };
  return h("details", { class: "more" }, h("summary", {}, say("fill.paste")),
    h("label", { class: "label", for: "paste-cells" }, say("fill.paste_label")), area, why,
    h("p", { class: "acts" }, button(say("fill.paste_use"), { on: use })));
}

/** A paste anywhere on the screen, besides into a field of its own. */
function hearPaste(work, host) {
  const hear = (pasted) => {
    if (!host.isConnected) return document.removeEventListener("paste", hear);
    if (pasted.target?.closest?.("textarea, input")) return undefined;
    const { files } = pasted.clipboardData;
    if (files.length) return take(work, files);
    const text = pasted.clipboardData.getData("text/plain");
    return text.trim() ? useText(work, text) : undefined;
  };
  document.addEventListener("paste", hear);
}

/** Saves a table that has only the headings of the sheet. */
async function emptyTable(work) {
  const name = "t.csv";
  const found = await work.long("fill.reading", (how) => work.call("columns", { table: name }, { [name]: new TextEncoder().encode(`${"x"}\n`) }, how));
  if (!found) return;
  const cell = (text) => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const headings = found.value.questions.filter((question) => question.drawn).map((question) => cell(question.heading));
  const file = fileName(say("fill.file_empty", { sheet: work.sheet }), "csv");
  save(file, new TextEncoder().encode(`${BOM}${headings.join(";")}\r\n`), "text/csv");
  work.show("table", { done: say("fill.saved", { file }) });
}

function sheetCard(work, form) {
  const input = h("input", { type: "radio", name: "sheet", value: form.name, checked: form.name === work.form });
  input.addEventListener("change", () => work.useForm(form.name));
  const count = form.pages.a4;
  return h("li", {}, h("label", { class: "sheet" },
    h("span", { class: "band" }, h("small", {}, count === 1 ? say("fill.pages_one") : say("fill.pages", { count })), input),
    h("span", { class: "view" }, h("img", { src: picture(form.name, work.lang), alt: "" })),
    h("span", { class: "t" }, form.sheet)));
}

function whichSheet(work) {
  const every = work.known.forms.filter((form) => form.asks);
  const few = FIRST.map((name) => every.find((form) => form.name === name)).filter(Boolean);
  const isFew = !work.allForms && few.some((form) => form.name === work.form);
  const list = h("ul", { class: "sheets blue" });
  const fill = (forms) => list.replaceChildren(...forms.map((form) => sheetCard(work, form)));
  fill(isFew ? few : [...few, ...every.filter((form) => !few.includes(form))]);
  const more = h("button", { type: "button", class: "linkish", on: { click: () => {
    work.allForms = true;
    fill([...few, ...every.filter((form) => !few.includes(form))]);
    more.remove();
    list.querySelectorAll("input")[few.length]?.focus();
  } } }, say("fill.all_forms", { count: every.length }));
  return h("fieldset", { class: "which" }, h("legend", {}, say("fill.which")), list, isFew && h("p", {}, more));
}

function sheetLanguage(work) {
  const codes = work.known.languages.map(({ code, name }) => [code, name]);
  return h("label", { class: "lang" }, h("span", {}, say("fill.language")),
    menu(say("fill.language"), work.lang, [["", codes]], (code) => {
      work.useLanguage(code);
      work.show("table", { keepFocus: true });
      document.querySelector(".lang select")?.focus();
    }));
}

/** A workbook with several sheets that fit asks which one it is. */
function worksheets(work) {
  if (!work.worksheets.length) return null;
  const names = work.worksheets.map((name) => [name, name]);
  return h("section", { class: "ask" }, h("h2", {}, say("fill.which_sheet")),
    menu(say("fill.which_sheet"), work.worksheet, [["", [["", say("fill.which_sheet_choose")], ...names]]], (name) => {
      work.worksheet = name;
    }));
}

/** @param {any} work of fill.js @param {{note?: string, done?: string}} how a sentence to say first @returns {Node} the screen */
export function tableView(work, { note = "", done = "" } = {}) {
  const told = h("div", { id: "fill-note" }, note && message(note, { role: "alert" }), done && confirmation(done));
  const next = () => {
    if (!work.worksheets.length || work.worksheet) return work.readColumns({ skip: true });
    told.replaceChildren(message(say("fill.which_sheet"), { role: "alert" }));
    return host.querySelector(".ask select").focus();
  };
  const host = h("div", { class: "wide narrow blue" }, headed(work, 0, say("fill.title"), say("fill.lead")),
    told, worksheets(work), dropField(work), pasteField(work), whichSheet(work), sheetLanguage(work),
    h("div", { class: "acts ends2" }, h("a", { class: "btn", href: "#start" }, icon(ICONS.back), say("fill.back")),
      work.table && button([say("fill.next"), icon(ICONS.next)], { kind: "main", on: next })));
  hearPaste(work, host);
  return host;
}
