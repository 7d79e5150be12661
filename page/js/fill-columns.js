// Fill, step 2: which column is which question, and the sheet of one row as it will be.

import { whatOf } from "./doubts.js";
import { bold, counted, headed, ICONS, menu, sentence } from "./fill-parts.js";
import { previewPanel } from "./fill-preview.js";
import { fileName } from "./file-names.js";
import { button, h, icon, message, save, tick } from "./parts.js";
import { say } from "./words.js";

const CHANGE = "change";
const LEAVE = "leave";

/** The columns that answer a question: parts of a name may be several. */
function columnsOf(work, question) {
  const { columns } = work.found;
  const parts = question.path === "name" ? columns.filter((column) => column.roles.includes("name")) : [];
  return parts.length > 1 ? parts : columns.filter((column) => column.header === question.column);
}

function lead(work, matched, asked) {
  const { rows } = work.found;
  const read = bold(rows === 1 ? "fill.read_one" : "fill.read_many", "name", { name: work.table.name, count: rows });
  const ask = asked ? counted("fill.ask_one", "fill.ask_many", asked) : say("fill.ask_none");
  return h("span", {}, read, ` ${counted("fill.fit_one", "fill.fit_many", matched)} ${ask}`);
}

function first(column) {
  return column.first && h("small", {}, `${say("fill.first_row")} `, h("q", {}, column.first));
}

/** A column of which nobody knows what it is, with a menu of the questions. */
function asking(work, column, number) {
  const free = work.found.questions.filter((question) => question.drawn || question.column === column.header);
  const entry = (question) => [question.path, question.heading];
  const near = free.filter((question) => question.path === column.nearest?.path);
  const groups = [["", [["", say("fill.ask_choose")]]], [say("fill.ask_near"), near.map(entry)],
    [say("fill.ask_all"), free.filter((question) => !near.includes(question)).map(entry)], ["", [[LEAVE, say("fill.ask_skip")]]]];
  const select = menu(say("fill.ask_for", { column: column.header }), "", groups,
    (path) => path && work.decide(column.header, path === LEAVE ? "" : path).then(() => focusNext(work)));
  select.dataset.column = column.header;
  return h("div", { class: "row", id: `asking-${number}` }, h("span", { class: "chooser" }, select),
    h("span", { class: "join un", "aria-hidden": "true" }, h("span", {}, "?")),
    h("span", { class: "theirs held" }, h("span", {}, h("b", {}, column.header), first(column),
      column.same_as && h("small", {}, say("fill.ask_same", { other: column.same_as })))));
}

/** What the library doubts by one code, perhaps of several columns: said, and accepted in words. */
function doubting(work, doubts) {
  const [doubt] = doubts;
  const accept = (isRight) => {
    work.touched = true;
    if (isRight) work.accept.add(doubt.accept);
    else work.accept.delete(doubt.accept);
  };
  const said = doubts.map((one) => h("p", {}, placeOf(one), sentence(whatOf(one))));
  if (!["same-name", "same-id"].includes(doubt.accept)) return h("li", {}, said, tick(say("fill.doubt_yes"), { about: doubt.meaning, on: accept, "data-doubt": doubt.accept }));
  const group = { type: "radio", name: `doubt-${doubt.accept}` };
  const join = () => {
    work.touched = true;
    work.map = { ...work.map, group_by: doubt.column };
    return work.readColumns({ keepFocus: true });
  };
  return h("li", {}, said, tick(say("fill.own_person"), { ...group, on: accept, "data-doubt": doubt.accept }), tick(say("fill.one_person"), { ...group, on: join }));
}

/** Doubts in their order, those of one code together: to accept it accepts them all. */
function byCode(doubts) {
  const codes = [...new Set(doubts.map((doubt) => doubt.accept))];
  return codes.map((code) => doubts.filter((doubt) => doubt.accept === code));
}

/** Where in the table something is doubted. */
function placeOf(doubt) {
  const place = [doubt.row > 0 && say("fill.row_of", { row: doubt.row }), doubt.column].filter(Boolean);
  return place.length > 0 && h("b", {}, `${place.join(", ")}: `);
}

/** A question and the column that answers it. */
function pair(work, question) {
  const columns = columnsOf(work, question);
  const theirs = h("span", { class: "theirs" });
  const change = () => {
    const entries = work.found.columns.map((column) => [column.header, column.header]);
    const select = menu(say("fill.column_for", { question: question.heading }), question.column, [["", entries], ["", [["", say("fill.not_there")]]]],
      (header) => work.decide(header || question.column, header ? question.path : "").then(() => focusPair(work, question.path)));
    theirs.replaceChildren(select);
    select.focus();
  };
  const values = columns.map((column) => column.first).filter(Boolean).join(" ");
  theirs.append(h("span", {}, columns.map((column) => column.header).join(" + "), values && first({ first: values })),
    button([say("fill.change"), h("span", { class: "vh" }, ` ${say("fill.change_of", { question: question.heading })}`)], { kind: "thin", on: change, "data-kind": CHANGE }));
  return h("li", { class: "row", "data-path": question.path }, h("span", { class: "ours" }, question.heading),
    h("span", { class: "join" }, h("span", {}, icon(ICONS.tick), h("span", { class: "vh" }, say("fill.belongs")))), theirs);
}

function leftOut(work, columns) {
  const chips = columns.map((column) => h("li", {}, h("span", {}, column.header, column.roles.includes("id") && h("small", {}, ` (${say("fill.names_files")})`)),
    button([say("fill.use"), h("span", { class: "vh" }, ` ${column.header}`)], { on: () => {
      work.used.add(column.header);
      work.show("columns", { keepFocus: true });
      focusOn(work, column.header);
    } })));
  const empty = work.found.questions.filter((question) => question.drawn && !question.column && isNear(work, question)).map((question) => question.heading);
  return h("section", { class: "left" }, columns.length > 0 && [h("h2", {}, say("fill.left_out")), h("p", {}, say("fill.left_out_about")), h("ul", { class: "chips" }, chips)],
    empty.length > 0 && h("p", { class: "empty" }, `${say("fill.empty_questions")} `, h("b", {}, `${empty.join(", ")}.`)));
}

/** Whether a question belongs to an entry that the table has: goal 9 of nobody is not told. */
function isNear(work, question) {
  if (!question.list) return true;
  return work.found.questions.some((other) => other.list === question.list && other.position === question.position && other.column);
}

/** Moves on to what is asked next, or to the button that goes on. */
function focusNext(work) {
  (work.host.querySelector(".ask select, .ask input") ?? work.host.querySelector(".acts .main"))?.focus();
}

function focusPair(work, path) {
  const button = work.host.querySelector(`.row[data-path="${path}"] button`);
  if (button) button.focus();
  else focusNext(work);
}

function focusOn(work, header) {
  [...work.host.querySelectorAll("select[data-column]")].find((select) => select.dataset.column === header)?.focus();
}

/** Goes on, or says what is missing and moves there. */
function goOn(work, told) {
  const [unknown] = work.unknown;
  if (unknown) {
    told.replaceChildren(message(say("fill.ask_first", { column: unknown.header }), { role: "alert" }));
    return focusOn(work, unknown.header);
  }
  const [doubt] = work.openDoubts;
  if (doubt) {
    told.replaceChildren(message(say("fill.doubt_first"), { role: "alert" }));
    return work.host.querySelector(`[data-doubt="${doubt.accept}"]`)?.focus();
  }
  const wrong = work.doubts.find((message) => !message.accept && message.severity === "error");
  if (wrong) return told.replaceChildren(message(sentence(wrong.sentence), { role: "alert" }));
  return work.check();
}

/** @param {any} work of fill.js @returns {Node} the screen */
export function columnsView(work) {
  const { columns, questions } = work.found;
  const { unknown } = work;
  const known = questions.filter((question) => question.column && !unknown.some((column) => column.header === question.column));
  const out = columns.filter((column) => !column.path && !unknown.includes(column) && !column.roles.includes("name"));
  const doubts = byCode(work.openDoubts);
  const notes = work.found.notes.map((note) => sentence(note.sentence));
  const told = h("div", { class: "told" });
  const saved = h("span", { role: "status" });
  const keep = () => {
    const file = fileName(say("fill.file_map", { sheet: work.sheet }), "toml");
    save(file, work.mapBytes, "application/toml");
    saved.textContent = say("fill.saved", { file });
  };
  const main = h("div", {},
    unknown.length > 0 && h("section", { class: "ask", "aria-labelledby": "ask-title" }, h("h2", { id: "ask-title" }, say("fill.ask_title")),
      h("div", { class: "match" }, unknown.map((column, at) => asking(work, column, at)))),
    doubts.length > 0 && h("section", { class: "ask doubts", "aria-labelledby": "doubt-title" }, h("h2", { id: "doubt-title" }, say("fill.doubt_title")),
      h("ul", {}, doubts.map((same) => doubting(work, same)))),
    known.length > 0 && [h("h2", {}, say("fill.fits")), h("p", { class: "cols-head", "aria-hidden": "true" }, h("span", {}, say("fill.ours")), h("span"), h("span", {}, say("fill.theirs"))),
      h("ul", { class: "match" }, known.map((question) => pair(work, question)))],
    leftOut(work, out),
    notes.length > 0 && h("details", { class: "more" }, h("summary", {}, say("fill.notes")), h("ul", { class: "plain" }, notes.map((note) => h("li", {}, note)))),
    h("div", { class: "box remember" }, h("div", {}, h("b", {}, say("fill.remember")), h("br"), h("small", { class: "soft" }, say("fill.remember_about"))),
      button([icon(ICONS.save), say("fill.remember_save")], { kind: "thin", on: keep }), saved),
    told,
    h("div", { class: "acts ends2" }, button([icon(ICONS.back), say("fill.back")], { on: () => work.show("table") }),
      button([say("fill.next"), icon(ICONS.next)], { kind: "main", on: () => goOn(work, told) })));
  return h("div", { class: "wide blue" }, headed(work, 1, say("fill.columns"), lead(work, known.length, unknown.length + doubts.length)),
    h("div", { class: "two" }, main, previewPanel(work)));
}
