// Questions that are answered by writing: a text on ruled lines, one line, and a date.

import { button, h, message } from "./parts.js";
import { language, say } from "./words.js";

const WORD = 6; // letters, with the space behind it
const MOST_ROWS = 24;

/** What no field of this page may do: keep what was written, or send it to be checked. */
const PRIVATE = { autocomplete: "off", spellcheck: "false" };

/**
 * @param {any} question
 * @param {{value: string, describedBy: string, on: (value: string) => void}} how
 * @returns {{field: HTMLElement, body: HTMLElement}}
 */
export function textField(question, { value, describedBy, on }) {
  const room = question.room ?? { lines: 1, letters: 60, words: 10 };
  const attributes = { id: "answer", "aria-describedby": `${describedBy} room`.trim(), ...PRIVATE };
  const field = question.line
    ? h("input", { type: "text", class: "line", value, ...attributes })
    : h("textarea", { rows: Math.min(Math.max(room.lines, 2), 5), ...attributes }, value);
  const meter = roomMeter(question, room);
  const heard = () => {
    grow(field);
    meter.show(field.value);
    on(field.value);
  };
  field.addEventListener("input", heard);
  meter.show(value);
  requestAnimationFrame(() => grow(field));
  return { field, body: h("div", { class: "write" }, field, meter.element) };
}

/** Makes a text field as high as what is written in it. */
function grow(field) {
  if (field.tagName !== "TEXTAREA") return;
  while (field.scrollHeight > field.clientHeight + 4 && field.rows < MOST_ROWS) field.rows += 1;
}

/** How much more fits on the sheet, in words: lines on a phone are not lines on the sheet. */
function roomMeter(question, room) {
  const bar = h("span", {});
  const words = h("b", {});
  const told = h("span", { class: "vh", role: "status" });
  const rail = h("span", { class: "rail", "aria-hidden": "true" }, bar);
  const row = h("div", { class: "room" }, rail, h("span", { id: "room" }, words));
  const more = h("p", { class: "small more-room" }, say("person.more_room"));
  const show = (text) => {
    const used = lettersUsed(text, room);
    const left = Math.floor((room.letters - used) / WORD);
    bar.style.width = `${Math.min(100, Math.round((100 * used) / room.letters))}%`;
    words.textContent = left > 1 ? say("person.room", { count: left }) : left === 1 ? say("person.room_one") : say("person.full");
    told.textContent = left < 1 ? say("person.full") : "";
    const isShown = !question.line || left < 1; // a name has room enough, until it has not
    row.hidden = !isShown;
    more.hidden = !isShown;
  };
  return { element: h("div", {}, row, more, told), show };
}

/** The letters that a text takes: a line that is broken takes the whole line. */
function lettersUsed(text, room) {
  const line = Math.max(1, room.letters / room.lines);
  const lines = text.split("\n");
  const last = lines.pop();
  return last.length + lines.reduce((sum, one) => sum + Math.max(1, Math.ceil(one.length / line)) * line, 0);
}

/**
 * @param {{value: string, describedBy: string, on: (value: string) => void}} how `value` in ISO
 * @returns {{field: HTMLElement, body: HTMLElement, wrong: () => boolean}}
 */
export function dateField({ value, describedBy, on }) {
  const field = h("input", { type: "text", class: "line", id: "answer", value: written(value), inputmode: "text",
    "aria-describedby": `${describedBy} date-how date-said`.trim(), ...PRIVATE });
  const said = h("p", { id: "date-said", class: "said", role: "status" });
  const fault = h("div", { class: "fault" });
  const show = () => {
    const { date } = readDate(field.value);
    said.textContent = date ? inWords(date) : "";
  };
  const clear = () => {
    fault.replaceChildren();
    field.classList.remove("wrong");
    field.removeAttribute("aria-invalid");
  };
  field.addEventListener("input", () => {
    clear();
    show();
    on(readDate(field.value).date ?? "");
  });
  const today = button(say("person.today"), { kind: "thin", on: () => {
    field.value = written(isoOf(new Date()));
    field.dispatchEvent(new Event("input"));
    field.focus();
  } });
  const wrong = () => {
    const { date, why } = readDate(field.value);
    if (date || !field.value.trim()) return false;
    field.classList.add("wrong");
    field.setAttribute("aria-invalid", "true");
    fault.replaceChildren(message(why, { role: "alert" }));
    field.focus();
    return true;
  };
  show();
  const how = h("p", { id: "date-how", class: "about" }, say("person.date_how"));
  return { field, wrong, body: h("div", { class: "write" }, how, h("div", { class: "beside" }, field, today), fault, said) };
}

/**
 * Reads a date as people write it: day, month, year; or ISO.
 *
 * @param {string} text
 * @returns {{date?: string, why?: string}} ISO, or what is wrong
 */
export function readDate(text) {
  const numbers = text.trim().match(/^(\d{1,4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,4})\.?$/);
  if (!numbers) return { why: say("person.date_wrong") };
  const [one, month, other] = numbers.slice(1).map(Number);
  const isIso = numbers[1].length === 4;
  const day = isIso ? other : one;
  const year = fullYear(isIso ? one : other);
  if (month < 1 || month > 12) return { why: say("person.no_month") };
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > days) return { why: say("person.no_day", { month: monthName(year, month), days }) };
  if (year < 1000) return { why: say("person.date_wrong") };
  return { date: `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}` };
}

// Of two digits up to 49 only, as in a table: 53 may be of either century.
function fullYear(year) {
  return year < 50 ? 2000 + year : year;
}

function monthName(year, month) {
  const name = new Date(Date.UTC(year, month - 1, 1)).toLocaleDateString(language(), { month: "long", timeZone: "UTC" });
  return name[0].toUpperCase() + name.slice(1);
}

function two(number) {
  return String(number).padStart(2, "0");
}

function isoOf(date) {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** An ISO date as it is written in the field. */
function written(iso) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso ?? "");
  if (!found) return iso ?? "";
  const mark = { da: "-", de: ".", en: "/" }[language()] ?? "-";
  return [Number(found[3]), Number(found[2]), found[1]].join(mark);
}

function inWords(iso) {
  const how = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(`${iso}T00:00:00Z`).toLocaleDateString(language() === "en" ? "en-GB" : language(), how);
}
