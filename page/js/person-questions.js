// One question on a screen: progress, the question with its field, and the way back and on.

import { button, h, icon, message } from "./parts.js";
import { choiceField, scoreField, tickField, ticksField } from "./person-choices.js";
import { pictureField } from "./person-picture.js";
import { dateField, textField } from "./person-text.js";
import { themeDisc, themeField } from "./person-wheel.js";
import { put, putTogether, rowsOf } from "./person-words.js";
import { answer, descriptionOf, entryOf, isAnswered, screens } from "./person-work.js";
import { say } from "./words.js";

const BACK = "M20 12 H4 M11 5 L4 12 L11 19";
const ON = "M4 12 H20 M13 5 L20 12 L13 19";
const EYE = "M2 12 C5 7 8.2 5 12 5 C15.8 5 19 7 22 12 C19 17 15.8 19 12 19 C8.2 19 5 17 2 12 Z M12 9 A3 3 0 1 0 12 15 A3 3 0 1 0 12 9";

/** The marks of the questions, and in words where the person is. `key` is that of the screen. */
export function track(work, key, words) {
  const all = screens(work);
  const here = all.findIndex((one) => one.key === key);
  const asked = all.filter((one) => one.questions);
  const done = all.slice(0, Math.max(here, 0)).filter((one) => one.questions).length;
  const isOne = Boolean(all[here]?.questions);
  const isDone = (one, at) => at < done || (work.seen.has(one.key) && here < 0) || isAnswered(work, one);
  const marks = asked.map((one, at) => h("li", { class: isOne && one.key === key ? "n" : isDone(one, at) ? "d" : "" }));
  const number = isOne ? say("person.question", { number: done + 1 }) : say("person.after", { number: done });
  const told = words ?? [h("b", {}, number), ` ${say("person.of", { count: asked.length })}`];
  return h("div", { class: "track" }, h("ol", { "aria-hidden": "true" }, marks), h("span", {}, told, ` · ${work.asked.sheet}`));
}

/** The way back and on; `extra` stands between. */
export function ways({ back, extra, next, on }) {
  const go = h("button", { type: on ? "button" : "submit", class: "btn main", ...(on ? { on: { click: on } } : {}) }, next, icon(ON));
  return h("nav", { class: "nav", "aria-label": say("person.ways") },
    button([icon(BACK), say("person.back")], { on: back }), extra, h("span", {}), go);
}

/** A button that shows the sheet. */
export function showButton(show) {
  return button([icon(EYE), say("person.show")], { kind: "show", on: show });
}

/**
 * @param {object} work
 * @param {{questions: any[]}} current the screen: a question, or ticks that belong together
 * @param {{back: () => void, next: () => void, show: () => void, keep: () => void}} go
 * @returns {HTMLElement}
 */
export function questionScreen(work, { questions }, go) {
  const [question] = questions;
  const isList = questions.length > 1;
  const entry = question.list ? entryOf(work, question) : [];
  const { about, title, hint } = isList ? putTogether(questions, entry) : put(question, entry);
  const card = h("div", { class: "card" });
  const paint = () => card.style.setProperty("--accent", themeOf(work, entry)?.color ?? "var(--figure)");
  const set = (value) => {
    answer(work, question.path, value);
    paint();
  };
  const { body, isField, wrong } = isList ? ticks(work, questions) : field(work, question, set, hint ? "hint" : "");
  const heading = h("h1", { tabindex: -1 }, isField ? h("label", { for: "answer" }, title) : title);
  const helps = hint && h("p", { class: "about hint", id: "hint" }, hint);
  const above = aboutLine(work, question, entry, about);
  paint();
  if (isField) card.append(...[above, heading, helps].filter(Boolean), body);
  else card.append(...[above].filter(Boolean), h("fieldset", { "aria-describedby": hint ? "hint" : false }, h("legend", {}, heading), helps || "", body));
  const leave = (way) => () => { if (!wrong?.()) way(); };
  const form = h("form", { class: "one", novalidate: true, autocomplete: "off" }, said(work), track(work, question.path), card,
    ways({ back: leave(go.back), extra: showButton(leave(go.show)), next: say("person.next") }),
    h("p", { class: "help" }, say("person.skip")),
    h("p", {}, button(say("person.keep"), { kind: "thin", on: leave(go.keep) })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(go.next)();
  });
  return form;
}

/** What is said once, at the top of the next screen. */
export function said(work) {
  const words = work.message;
  work.message = "";
  return words ? message(words) : "";
}

function themeOf(work, entry) {
  const asked = entry.find((question) => question.kind === "theme");
  return asked && work.asked.themes.find((theme) => theme.key === work.values[asked.path]);
}

/** “Mål 1: tage bussen alene”, with the disc of its theme. */
function aboutLine(work, question, entry, about) {
  if (!about) return null;
  const first = entry.find((other) => other.kind === "text");
  const text = first && first !== question ? work.values[first.path] : "";
  const theme = question.kind === "theme" ? null : themeOf(work, entry);
  const words = text ? h("span", {}, `${about}: `, h("b", { class: "ex" }, text)) : h("b", {}, about);
  return h("p", { class: theme ? "about tag" : "about" }, theme ? themeDisc(theme) : "", words);
}

/** Ticks that belong together, each with what the others do not say. */
function ticks(work, questions) {
  const rows = rowsOf(questions).map((row) => ({ ...row, checked: work.values[row.path] === true }));
  return { body: ticksField(rows, (path, value) => answer(work, path, value)) };
}

/** The field of a question: `isField` says whether it is one that a label can name. */
function field(work, question, set, describedBy) {
  const value = work.values[question.path];
  const { themes, score } = work.asked;
  if (question.kind === "date") {
    const { body, wrong } = dateField({ value: value ?? "", describedBy, on: set });
    return { body, wrong, isField: true };
  }
  if (question.kind === "theme") return { body: themeField(themes, { value, on: set }) };
  if (question.kind === "score") return { body: h("div", {}, scoreField(question, { value, words: score, themes, on: set })) };
  if (question.kind === "choice") return { body: choiceField(question, { value, on: set }) };
  if (question.kind === "tick") return { body: tickField({ value, on: set }) };
  if (question.kind === "picture") return { body: picture(work, question, set) };
  return { body: textField(question, { value: value ?? "", describedBy, on: set }).body, isField: true };
}

function picture(work, question, set) {
  const name = work.values[question.path];
  const described = descriptionOf(work, question);
  return pictureField(question, {
    data: work.files[name],
    description: described && work.values[described.path],
    describable: Boolean(described),
    onDescription: (words) => answer(work, described.path, words),
    on: (data) => {
      const kept = `${question.path.replaceAll(".", "-")}.jpg`; // never the name that the file had
      if (data) work.files[kept] = data;
      else if (described) delete work.values[described.path];
      set(data && kept);
    },
  });
}

/**
 * Whether there is one more entry of a list.
 *
 * @param {{back: () => void, more: () => void, next: () => void, show: () => void, keep: () => void}} go
 */
export function moreScreen(work, list, go) {
  const count = work.entries[list.key];
  const words = [`${list.key}_first`, list.key].find((key) => (count ? key === list.key : true) && MORE.includes(key)) ?? "other";
  const written = count ? h("p", { class: "about" }, say("person.so_far", { count, most: list.most })) : "";
  const card = h("div", { class: "card one-more" }, h("h1", { tabindex: -1 }, say(`person.more.${words}`)), written,
    h("div", { class: "acts" }, button(say(count ? "person.more_yes" : "person.more_yes_first"), { kind: "big-yes", on: go.more })));
  card.style.setProperty("--accent", "var(--yellow)");
  return h("div", { class: "one" }, said(work), track(work, `more.${list.key}`), card,
    ways({ back: go.back, extra: showButton(go.show), next: say("person.more_no"), on: go.next }),
    h("p", { class: "help" }, button(say("person.keep"), { kind: "thin", on: go.keep })));
}
const MORE = ["goals", "pictures", "pictures_first", "steps", "efforts", "participants", "rows"];
