// One person: a sheet on the screen, one question at a time, and the whole sheet at the end. The
// address says which screen is shown, so that the browser's own way back works; it holds no answer.

import { ask, confirmation, h, message } from "./parts.js";
import { knownQuestions, makeRoom, openAnswers, questionsOf, saveAnswers, sheetOf, takeAnswers } from "./person-calls.js";
import { chooseScreen, wordsOf } from "./person-choose.js";
import { moreScreen, questionScreen } from "./person-questions.js";
import { drawingScreen, faultScreen, sheetScreen } from "./person-sheet.js";
import { counts, dropEmptyEntries, isAnswered, newWork, screens } from "./person-work.js";
import { language, say } from "./words.js";

const EXAMPLE = "visual-plan";

/** What is kept while the job is open: the work, a file whose sheet is not chosen yet, and sizes. */
function heldIn(context) {
  const isHere = document.querySelector("[data-person]"); // else somebody left, and may be another person
  if (!isHere || !context.kept.person) context.kept.person = { work: null, pending: null, large: false, larger: false };
  return context.kept.person;
}

/** @returns {HTMLElement} the screen */
export function screen(context) {
  const held = heldIn(context);
  const host = h("div", { "data-person": "", class: held.larger ? "larger" : "" });
  const [form, ...rest] = context.rest.split("/");
  const here = { context, held, host, form, key: rest.join("/") };
  context.unsaved = watch(held);
  if (!form) host.append(chooseScreen(context, held, { open: (file) => open(here, file) }));
  else if (form === "example") example(here);
  else if (context.forms[language()].forms.some((one) => one.name === form && one.asks)) begun(here);
  else host.append(chooseScreen(context, held, { open: (file) => open(here, file) }));
  return host;
}

/** Work is lost where the page is closed, or where the address leaves this sheet. */
function watch(held) {
  const made = location.hash;
  return () => {
    if (!held.work?.unsaved) return false;
    const isInside = location.hash === "#person" || location.hash.split("/")[1] === held.work.form;
    return location.hash === made || !isInside;
  };
}

function go(here, key) {
  location.hash = `#person/${here.held.work.form}/${key}`;
}

/** Shows a screen, after waiting if it must; an error is said with a way to try again. */
function later(here, promise, show) {
  const { host } = here;
  const title = here.context.forms[language()].forms.find((one) => one.name === here.form)?.sheet ?? say("person.choose");
  const words = h("p", { class: "about", role: "status" }, say("person.wait"));
  host.replaceChildren(h("div", { class: "one" }, h("h1", { tabindex: -1 }, title), words));
  promise.then(show).then((element) => element && settle(host, element)).catch(() => {
    const again = h("button", { type: "button", class: "btn main", on: { click: () => later(here, here.again(), show) } }, say("person.again"));
    settle(host, h("div", { class: "one" }, h("h1", { tabindex: -1 }, title), message(say("person.crash"), { role: "alert" }), h("p", { class: "acts" }, again)));
  });
}

function settle(host, element) {
  host.replaceChildren(element);
  const heading = host.querySelector("h1");
  if (!host.isConnected) return;
  document.title = `${heading.textContent} · ${say("page.name")}`;
  heading.focus();
}

/** A sheet that is begun, or goes on. */
function begun(here) {
  const { context, held, form } = here;
  const isSame = held.work?.form === form;
  const large = isSame ? held.work.large : held.large;
  const sizes = isSame ? counts(held.work) : {};
  const show = (asked) => {
    if (!isSame) {
      held.work = newWork(form, asked);
      held.work.large = large;
    }
    held.work.asked = asked;
    context.unsaved = watch(held);
    return shown(here);
  };
  if (held.pending) {
    const opened = { ...held.pending, form };
    here.again = () => takeAnswers(context, form, opened, large);
    return later(here, here.again(), (work) => took(here, work));
  }
  const known = knownQuestions(form, sizes, large) ?? (Object.keys(sizes).length ? undefined : knownQuestions(form, {}, large));
  here.again = () => questionsOf(context, form, sizes, large);
  if (known) return here.host.replaceChildren(show(known));
  return later(here, here.again(), show);
}

/** Goes on with answers that were opened, at the first question without one. */
function took(here, work) {
  here.held.work = work;
  here.held.pending = null;
  const open = screens(work).find((one) => one.questions && !isAnswered(work, one));
  go(here, open?.key ?? "sheet");
  return null;
}

/** The screen that the address names; the first one if it names none. */
function shown(here) {
  const { held, key } = here;
  const { work } = held;
  if (key === "sheet") return sheet(here);
  const all = screens(work);
  const at = Math.max(0, all.findIndex((one) => one.key === key));
  const current = all[at];
  work.seen.add(current.key);
  work.last = current.key;
  const way = {
    back: () => (at ? go(here, all[at - 1].key) : (location.hash = "#person")),
    show: () => go(here, "sheet"),
    keep: () => saveAnswers(here.context, work).then((file) => told(here, confirmation(say("person.kept", { file }), { role: null })))
      .catch(() => told(here, message(say("person.crash"), { role: null }))),
  };
  const on = () => {
    const next = screens(work);
    go(here, next[next.findIndex((one) => one.key === current.key) + 1]?.key ?? "sheet");
  };
  if (current.questions) return questionScreen(work, current, { ...way, next: on });
  return moreScreen(work, current.more, { ...way, more: () => grow(here, current.more), next: () => {
    dropEmptyEntries(work, current.more);
    on();
  } });
}

function told(here, words) { // an element; it is heard once it stands in the place
  here.host.querySelector(".said-now")?.remove();
  const place = h("div", { class: "said-now", role: "status" });
  here.host.querySelector(".one").append(place);
  place.append(words);
}

/** One more entry of a list, and its first question. */
function grow(here, list) {
  const { work } = here.held;
  work.entries[list.key] += 1;
  here.again = () => makeRoom(here.context, work);
  later(here, here.again(), () => {
    const first = work.asked.questions.find((one) => one.list === list.key && one.position === work.entries[list.key]);
    go(here, first.path);
  });
}

/** Draws the sheet; what cannot be drawn is said with the answers to mend. */
function sheet(here) {
  const { context, held, host } = here;
  const { work } = held;
  const way = {
    back: () => go(here, work.last),
    mend: (key) => go(here, key),
    keep: () => saveAnswers(context, work),
    again: () => settle(host, sheet(here)),
    large: (is) => { work.large = is; held.large = is; settle(host, sheet(here)); },
    another: () => another(here),
  };
  sheetOf(context, work).then((made) => settle(host, sheetScreen(work, made, way)),
    (error) => settle(host, faultScreen(work, error, way)));
  return drawingScreen(work);
}

/** Begins anew, after asking if answers would be lost. */
async function another({ held }) {
  const words = { title: say("leave.title"), text: say("leave.text"), stay: say("leave.stay"), go: say("leave.go") };
  if (held.work.unsaved && !(await ask(words))) return;
  held.work = null;
  location.hash = "#person";
}

/** Opens a file of answers; the sheet is asked for if the file does not say it. */
async function open(here, file) {
  const { context, held } = here;
  if (!file.data) throw new Error("no file");
  const opened = await openAnswers(context, file.name, file.data);
  const isKnown = context.forms[language()].forms.some((one) => one.name === opened.form && one.asks);
  if (opened.form && !isKnown) throw new UnknownForm();
  const words = { title: say("leave.title"), text: say("leave.text"), stay: say("leave.stay"), go: say("leave.go") };
  if (held.work?.unsaved && !(await ask(words))) return;
  held.work = null;
  if (!opened.form) {
    held.pending = opened;
    here.host.replaceChildren(chooseScreen(context, held, { open: (other) => open(here, other) }));
    here.host.querySelector("h1").focus();
    return;
  }
  held.pending = opened;
  location.hash = `#person/${opened.form}`;
}

class UnknownForm extends Error {
  kind = "UnknownForm";

  text = say("person.open_unknown");
}

/** Peter's plan: an example that is looked at, and can be changed. */
function example(here) {
  here.form = EXAMPLE;
  const { context, held } = here;
  here.again = () => questionsOf(context, EXAMPLE);
  later(here, here.again(), async (asked) => {
    const opened = { answers: asked.example, files: {} };
    const work = await takeAnswers(context, EXAMPLE, opened, false);
    work.unsaved = false;
    work.message = say("person.example");
    work.last = screens(work)[0].key;
    held.work = work;
    history.replaceState(null, "", `#person/${EXAMPLE}/sheet`);
    context.unsaved = watch(held);
    return sheet(here);
  });
}
