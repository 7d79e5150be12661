// Collect, step 2: what wants a human eye. The answers of the table change, the sheets never do.

import { EYE, PEN } from "./collect-icons.js";
import { button, h, icon } from "./parts.js";
import { say } from "./words.js";

const FIRST = 6; // that are shown at once
const BESIDE_CODES = ["annotations", "page-content", "added-pages"]; // where there are cut-outs, they say it

/** @returns {string} how a file is called: by the name on the sheet, else by its own */
export function called(state, item) {
  return state.about(item)?.name || item.name;
}

/** @returns {any[]} the notes on a file that are said in words */
function notesOf(state, item) {
  const said = state.about(item);
  const asked = (said?.doubles ?? []).map(({ path }) => path);
  const read = (said?.read_notes ?? []).filter(({ code, path }) => !(item.beside.length && BESIDE_CODES.includes(code)) && !asked.includes(path));
  return [...read, ...(said?.notes ?? [])];
}

/** @returns {{doubles: any[], beside: boolean, notes: any[]}} what there is to look at in a file */
export function doubts(state, item) {
  const notes = notesOf(state, item);
  return { doubles: state.about(item)?.doubles ?? [], beside: item.beside.length > 0, notes };
}

/** @returns {boolean} whether somebody should look at a file */
export function isDoubtful(state, item) {
  const { doubles, beside, notes } = doubts(state, item);
  return doubles.length > 0 || beside || notes.length > 0;
}

/**
 * @param {{state: any, show: (item: any) => void, changed: (words: string) => void}} how
 * @returns {Node | null} “Se efter”, or nothing
 */
export function lookBox({ state, show, changed }) {
  const cards = state.in("read").flatMap((item) => cardsOf(state, item, show, changed))
    .sort((one, other) => one.rank - other.rank).map(({ made }) => made);
  if (!cards.length) return null;
  return boxOf("look", "yellow", say("collect.look_title"), cards, (count) => say("collect.show_all_look", { count }));
}

/** A box with a strip and a list of cards, of which the first are shown. */
export function boxOf(id, color, title, cards, allWords) {
  const list = h("ul", { class: "why" }, cards.slice(0, FIRST));
  const rest = cards.slice(FIRST);
  const all = rest.length > 0 && h("button", { type: "button", class: "linkish", on: { click: () => {
    list.append(...rest);
    all.remove();
    rest[0].focus();
  } } }, allWords(cards.length));
  return h("section", { class: `box strip ${color}`, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title`, tabindex: -1 }, title), list, all);
}

function cardsOf(state, item, show, changed) {
  const { doubles, beside, notes } = doubts(state, item);
  const cards = doubles.map((double) => ({ rank: 0, made: doubleCard(state, item, double, changed) }));
  if (beside) cards.push({ rank: 1, made: besideCard(state, item, show) });
  if (notes.length) cards.push({ rank: 2, made: notesCard(state, item, notes, changed) });
  if (cards.length) cards[0].made.id = `look-${item.key}`;
  return cards;
}

function card(path, title, ...children) {
  return h("li", { tabindex: -1 }, icon(path), h("div", {}, h("b", {}, title), children));
}

function doubleCard(state, item, double, changed) {
  const title = say(double.kind === "score" ? "collect.twice_scores" : "collect.twice", { name: called(state, item) });
  const words = double.values.map((one) => one.words);
  const [first, second] = words;
  const asked = words.length === 2 ? say("collect.twice_which", { question: double.question, first, second })
    : say("collect.twice_many", { question: double.question, values: words.join(" · ") });
  const buttons = [...double.values, { value: null, words: say("collect.leave_empty") }].map((one) => {
    const made = button(one.words, { kind: "thin", "data-key": `${item.key} ${double.path} ${one.words}`, on: () => {
      item.choices[double.path] = one.value;
      mark();
      changed(one.value === null ? say("collect.chosen_empty") : say("collect.chosen", { value: one.words }));
    } });
    return { made, value: one.value };
  });
  const mark = () => buttons.forEach(({ made, value }) => {
    const isChosen = double.path in item.choices && item.choices[double.path] === value;
    made.setAttribute("aria-pressed", String(isChosen));
  });
  mark();
  return card(EYE, title, h("p", {}, asked), h("div", { class: "acts" }, buttons.map(({ made }) => made)), h("p", { class: "small soft" }, say("collect.twice_here")));
}

function besideCard(state, item, show) {
  const cuts = item.beside.map(({ page, text, address }) => h("div", { class: "crop" }, h("img", {
    src: address, alt: text ? say("collect.beside_picture_text", { page, text }) : say("collect.beside_picture", { page }),
  })));
  const more = item.besides - item.beside.length;
  return card(PEN, say("collect.beside", { name: called(state, item) }), h("p", {}, say("collect.beside_about")), cuts,
    more > 0 && h("p", {}, say("collect.beside_more", { count: more })),
    h("div", { class: "acts" }, button(say("collect.show_sheet"), { kind: "thin", on: () => show(item), "aria-label": `${say("collect.show_sheet")}: ${item.name}` })));
}

function notesCard(state, item, notes, changed) {
  const act = button("", { kind: "thin", "data-key": `${item.key} take`, on: () => {
    item.taken = !item.taken;
    mark();
    changed(item.taken ? say("collect.taken_out") : say("collect.now_in", { file: item.name }));
  } });
  const mark = () => { act.textContent = say(item.taken ? "collect.put_back" : "collect.take_out"); };
  mark();
  const name = called(state, item);
  return card(EYE, say("collect.noticed", { name }), name !== item.name && h("p", { class: "small soft" }, item.name),
    notes.map(({ text }) => h("p", {}, text[0].toUpperCase() + text.slice(1))), h("div", { class: "acts" }, act));
}
