// Fill, step 3: who is ready, what has to be mended, and how the sheets are wanted.

import { acceptedAs, cureOf, whatOf } from "./doubts.js";
import { fileCount } from "./fill-making.js";
import { cellKey } from "./fill-work.js";
import { counted, faultLine, headed, ICONS, sentence } from "./fill-parts.js";
import { button, drawing, h, icon, message, tick } from "./parts.js";
import { say } from "./words.js";

const CARDS = 20; // shown at a time
const NOTES = 20;
const NOBODY = ["no-person", "totals"]; // doubts whether a row is anybody: an empty cell is no cure
const COLUMNS = 3; // of those who are ready, beside the name

function named(person) {
  return person.name || person.id || say("fill.preview_row", { row: person.row });
}

/** One cell to be mended, with what is wrong with it. */
function cellField(work, person, faults, number) {
  const [{ row, column }] = faults;
  const cells = person.cells?.find((one) => one.row === row)?.cells ?? {};
  const id = `cell-${number}`;
  const key = cellKey({ row, column });
  const typed = work.drafts.get(key); // before another card was answered, and all were drawn anew
  const input = h("input", { type: "text", id, class: "wrong", "aria-describedby": `${id}-why`, value: typed ?? cells[column] ?? "" });
  input.dataset.row = row;
  input.dataset.column = column;
  input.addEventListener("input", () => work.drafts.set(key, input.value));
  const heading = work.found.questions.find((question) => question.column === column)?.heading ?? column;
  const why = h("div", { id: `${id}-why` }, faults.map((fault) => faultLine(whatOf(fault))));
  return { input, heading, node: h("div", { class: "cell" }, h("label", { class: "label", for: id }, heading), input, why) };
}

/** Faults by the cell that they are about; those of no cell stand alone. */
function byCell(faults) {
  const found = new Map();
  for (const fault of faults) {
    const key = fault.column ? `${fault.row}\u0000${fault.column}` : "";
    found.set(key, [...(found.get(key) ?? []), fault]);
  }
  return found;
}

/** A card for somebody whose row has to be mended. */
function card(work, person, number, after) {
  const cells = byCell(person.faults);
  const whole = cells.get("") ?? [];
  cells.delete("");
  const fields = [...cells.values()].map((faults, at) => cellField(work, person, faults, `${number}-${at}`));
  const save = async () => {
    await work.mend(person, fields.map(({ input }) => ({ row: Number(input.dataset.row), column: input.dataset.column, value: input.value })));
    after(person);
  };
  const empty = (input) => {
    input.value = "";
    return save();
  };
  const every = [...new Set(person.faults.map((fault) => fault.accept).filter(Boolean))];
  const nobody = every.filter((code) => NOBODY.includes(code));
  const isPerson = !nobody.length;
  const codes = isPerson ? every : nobody; // whose row it is, is asked first
  const acts = [
    fields.length > 0 && button([icon(ICONS.tick), say("fill.mend_save")], { kind: "thin", on: save }),
    isPerson && fields.map(({ input, heading }) => link(say("fill.mend_empty", { question: heading }), () => empty(input))),
    (!fields.length || !isPerson) && link(say("fill.mend_skip"), () => {
      work.leaveOut(person);
      after(person);
    }),
    codes.map((code) => link(acceptedAs(code), () => {
      work.accept.add(code);
      work.touched = true;
      return work.check();
    })),
  ];
  const cures = [...new Set(codes.map(cureOf).filter(Boolean))]; // once for all cells of a row
  for (const { input } of fields) input.addEventListener("keydown", (key) => key.key === "Enter" && save());
  return h("li", { class: "fix", "data-row": person.row }, h("div", { class: "box edge gold" },
    h("div", { class: "who" }, h("b", {}, named(person)), h("span", { class: "small soft" }, say("fill.row_of", { row: person.row }))),
    h("div", {}, fields.map(({ node }) => node), whole.map((fault) => faultLine(whatOf(fault))),
      cures.map((cure) => h("p", { class: "cure" }, cure)), h("div", { class: "acts" }, acts))));
}

function link(words, on) {
  return h("button", { type: "button", class: "linkish", on: { click: on } }, words);
}

function tally(work) {
  const part = (color, count, drawn, name, about) => h("div", { class: color }, h("span", { class: "num" }, count.toLocaleString(document.documentElement.lang)),
    h("b", {}, icon(drawn), say(name)), h("small", {}, say(about)));
  const [ready, failed] = [work.ready.length, work.failed.length];
  return [part("green", ready, ICONS.tick, "fill.ready", "fill.ready_about"), failed > 0 && part("yellow", failed, ICONS.mend, "fill.to_mend", "fill.to_mend_about")];
}

/** The first rows that are ready, with some of their cells. */
function firstReady(work) {
  const people = work.ready.filter((person) => person.cells?.length).slice(0, 3);
  const asked = work.found.questions.filter((question) => question.column && question.path !== "name");
  const short = ["date", "theme", "score"].map((kind) => asked.find((question) => question.kind === kind)).filter(Boolean);
  const questions = [...new Set([...short, ...asked])].slice(0, COLUMNS);
  const name = work.found.questions.find((question) => question.path === "name" && question.column);
  if (!people.length) return null;
  const cells = (person) => questions.map((question) => {
    const text = person.cells[0].cells[question.column] ?? "";
    return h("td", { "data-l": question.heading }, cellOf(work, question, text));
  });
  return h("section", { class: "first" }, h("h2", {}, say("fill.first_ready")), h("div", { class: "tab", tabindex: 0, role: "region", "aria-label": say("fill.first_ready") }, h("table", { class: "ans" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, name?.heading ?? say("fill.row")), questions.map((question) => h("th", { scope: "col" }, question.heading)))),
    h("tbody", {}, people.map((person) => h("tr", {}, h("th", { scope: "row" }, named(person)), cells(person)))))));
}

/** A cell as the sheets show it: a score in its disc, a theme beside its own. */
function cellOf(work, question, text) {
  if (question.kind === "score" && text && text.length <= 3) return h("span", { class: "mini" }, text);
  const theme = question.kind === "theme" && work.known.themes.find((one) => one.name === text);
  if (!theme) return h("span", {}, text);
  const disc = h("span", { class: "tdisc" }, icon(theme.icon));
  disc.style.setProperty("--c", theme.color);
  return h("span", { class: "tag" }, disc, text);
}

function choosing(work, redraw) {
  const set = (key, value) => {
    work.choices[key] = value;
    work.making = null;
    redraw();
  };
  const { output, duplex, large, gray } = work.choices;
  const how = (value) => tick(say(`fill.how_${value}`), { about: say(`fill.how_${value}_about`), type: "radio", name: "output", checked: output === value, on: () => set("output", value) });
  const chosen = (key, checked) => {
    const label = tick(say(`fill.${key}`), { checked, on: (on) => set(key, on), "data-choice": key });
    label.append(h("span", { class: "pic" }, icon(ICONS[key])));
    return label;
  };
  return [
    h("div", {}, h("fieldset", {}, h("legend", {}, say("fill.how")), how("print"), how("zip"))),
    h("div", {}, output === "print" && chosen("duplex", duplex), chosen("large", large), chosen("gray", gray)),
  ];
}

/** The panel: how the sheets are wanted, how many they are, and the blue button. */
function fetchPanel(work) {
  const box = h("div", { class: "choose" });
  const sum = h("div", { class: "sum" });
  const told = h("div");
  const redraw = () => {
    const active = document.activeElement;
    const kept = active && box.contains(active) ? (active.dataset.choice ?? active.parentElement.textContent) : "";
    box.replaceChildren(...choosing(work, redraw));
    const [ready, failed] = [work.ready.length, work.failed.length];
    const files = fileCount(ready, work.choices.output);
    const make = ready ? counted("fill.make_one", "fill.make", ready) : say("fill.make", { count: 0 });
    sum.replaceChildren(h("p", {}, h("b", {}, say("fill.sum", { ready, total: ready + failed }))),
      failed > 0 && ready > 0 ? h("p", { class: "small" }, counted("fill.sum_rest_one", "fill.sum_rest", failed)) : "",
      files > 1 ? h("p", { class: "small" }, say("fill.sum_parts", { count: files })) : "", told,
      button(make, { kind: "main full", on: () => (work.ready.length ? work.make() : missing()) }));
    if (kept) [...box.querySelectorAll("input")].find((input) => (input.dataset.choice ?? input.parentElement.textContent) === kept)?.focus();
  };
  const missing = () => {
    told.replaceChildren(message(say("fill.make_none"), { role: "alert" }));
    work.host.querySelector(".fix input")?.focus();
  };
  redraw();
  return { redraw, node: h("section", { class: "panel", "aria-labelledby": "fetch-title" }, h("h2", { id: "fetch-title" }, icon(ICONS.save), say("fill.fetch")), box, sum) };
}

/** @param {any} work of fill.js @param {{words?: string}} how what is said @returns {Node} the screen */
export function mendView(work, { words = "" } = {}) {
  const failed = work.failed.length;
  const titled = () => {
    const [now, left] = [work.ready.length, work.failed.length];
    if (!left) return [counted("fill.ready_title_one", "fill.ready_title", now), say("fill.ready_lead")];
    return [counted("fill.mend_title_one", "fill.mend_title", left),
      now ? counted("fill.mend_lead_one", "fill.mend_lead", left) : say("fill.mend_lead_none")];
  };
  const [title, lead] = titled();
  const panel = fetchPanel(work);
  const counts = h("div", { class: "tally" }, tally(work));
  const heard = h("div", { class: "heard", role: "status" }, words);
  const list = h("ul", {});
  const more = h("p");
  const cards = [];
  const grow = () => {
    const people = work.failed.slice(cards.length, cards.length + CARDS);
    for (const person of people) cards.push(person), list.append(card(work, person, cards.length, after));
    const left = work.failed.filter((person) => !cards.includes(person)).length;
    more.replaceChildren(...(left ? [link(say("fill.more_cards", { count: Math.min(left, CARDS) }), grow)] : []));
  };
  const after = (person) => {
    const isOut = !work.checked.people.includes(person);
    const told = isOut ? "" : say(person.ready ? "fill.mended" : "fill.not_mended", { name: named(person) });
    if (!list.isConnected) return work.show("mend", { words: told }); // a screen that showed progress has come between
    const item = list.querySelector(`[data-row="${person.row}"]`);
    if (person.ready || isOut) {
      const next = item.nextElementSibling ?? item.previousElementSibling;
      item.remove();
      (next?.querySelector("input, button") ?? panel.node.querySelector(".main")).focus();
    } else {
      const again = card(work, person, cards.indexOf(person) + 1, after);
      item.replaceWith(again);
      again.querySelector("input")?.focus();
    }
    heard.textContent = told;
    counts.replaceChildren(...tally(work).filter(Boolean));
    if (!work.failed.length) section.querySelector("h2")?.remove();
    const [now, about] = titled();
    work.host.querySelector("h1").textContent = now;
    work.host.querySelector(".head .lead").textContent = about;
    return panel.redraw();
  };
  const section = h("section", {}, failed > 0 && h("h2", {}, say("fill.mend_here")), heard, list, more);
  grow();
  const notes = work.checked.notes.slice(0, NOTES).map((note) => h("li", {}, sentence(note.text)));
  return h("div", { class: "wide blue" }, headed(work, 2, title, lead, failed ? ICONS.mend : ICONS.tick), counts,
    h("div", { class: "two" }, h("div", {}, section, firstReady(work),
      notes.length > 0 && h("details", { class: "more" }, h("summary", {}, say("fill.notes")), h("ul", { class: "plain" }, notes))), panel.node),
    h("div", { class: "acts" }, button([icon(ICONS.back), say("fill.back")], { on: () => work.show("columns") })));
}
