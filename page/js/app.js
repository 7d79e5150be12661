// The page: header and footer, the language, which screen is shown, and what asks before work is lost.

import { screen as about } from "./about.js";
import { screen as collect } from "./collect.js";
import { screen as course } from "./course.js";
import { screen as fill } from "./fill.js";
import { ask, drawing, h, message, useDrawings } from "./parts.js";
import { screen as person } from "./person.js";
import { screen as print } from "./print.js";
import { startPython } from "./python.js";
import { screen as start } from "./start.js";
import { decoded, theLook, useLook, valueOf } from "./store.js";
import { choose, language, languages, loadWords, say } from "./words.js";

const SCREENS = { start, about, print, course, fill, collect, person };
const NAMES = { da: "Dansk", de: "Deutsch", en: "English" };

/** What every screen gets. `python` is a promise of what `startPython` returns. */
const context = {
  /** @type {Promise<any>} */
  python: null,
  /** @type {Record<string, any>} the answer of `forms` in each language */
  forms: {},
  /** The look that the build has put in, or that was opened here: its files, and its name; or null. */
  get look() {
    return theLook();
  },
  /** @type {() => boolean} a screen says here whether work would be lost */
  unsaved: () => false,
  /** What screens keep while the page is open: never written anywhere. `unsaved()` of one is asked on closing. */
  kept: {},
  /** The part of the address behind the screen's name: `#person/example` → "example". */
  rest: "",
};

function header() {
  const pills = ["da", "en", "de"].filter((code) => languages().includes(code)).map((code) => h("li", {},
    h("a", { href: "#", lang: code, "aria-current": code === language() && "true", on: { click: (event) => {
      event.preventDefault();
      speak(code);
    } } }, NAMES[code])));
  return h("header", { class: "wide" }, h("div", { class: "top" },
    h("a", { class: "brand", href: "#start" }, drawing("wheel"), h("span", {}, say("page.name"))),
    h("p", { class: "safe" }, drawing("icon-lock"), h("span", {}, say("page.safe"))),
    h("nav", { "aria-label": say("page.languages") }, h("ul", { class: "pills" }, pills))));
}

function footer() {
  return h("footer", {}, h("div", { class: "wide" },
    h("span", { class: "safe" }, drawing("icon-lock"), h("span", {}, say("page.sends_nothing"))),
    h("a", { href: "#about" }, say("page.about"))));
}

/** Says everything in another language; the screen is made anew. */
async function speak(code) {
  choose(code);
  const python = await context.python.catch(() => null);
  if (python) python.language = code;
  await show({ keepFocus: true });
}

/** Shows the screen that the address names. */
async function show({ keepFocus = false } = {}) {
  const [name, ...rest] = (location.hash.slice(1) || "start").split("/");
  const make = SCREENS[name] ?? start;
  context.unsaved = () => false;
  context.rest = rest.join("/");
  const main = h("main", { id: "main", tabindex: -1 });
  const skip = h("a", { class: "skip", href: "#main", on: { click: (event) => {
    event.preventDefault();
    main.focus();
  } } }, say("page.skip"));
  main.append(await make(context));
  const status = h("div", { id: "python-state", class: "vh", role: "status" });
  document.getElementById("page").replaceChildren(skip, header(), main, footer(), status);
  tell();
  const heading = main.querySelector("h1");
  document.title = `${heading?.textContent ?? ""} · ${say("page.name")}`;
  if (!keepFocus) heading?.focus();
  if (!keepFocus) window.scrollTo(0, 0);
}

/** Asks before a screen with unsaved work is left. */
async function turn(event) {
  if (context.unsaved() && !(await mayLeave())) {
    history.replaceState(null, "", event.oldURL);
    return;
  }
  await show();
}

function mayLeave() {
  return ask({ title: say("leave.title"), text: say("leave.text"), stay: say("leave.stay"), go: say("leave.go") });
}

let state = { state: "starting" };

/** Says whether Python is ready; a screen that waits for it says so itself. */
function tell() {
  document.documentElement.dataset.python = state.state;
  const status = document.getElementById("python-state");
  if (!status) return;
  if (state.state !== "failed") {
    status.textContent = say(`page.${state.state}`);
    return;
  }
  const why = [say("page.failed"), say("page.failed_why"), say("page.failed_how")].join(". ");
  status.classList.remove("vh");
  status.replaceChildren(message(why, { role: "alert" }));
}

async function begin() {
  await loadWords();
  const [drawings, pictures, forms, look] = await Promise.all(["drawings", "pictures", "forms", "look"].map(valueOf));
  useDrawings(drawings, pictures);
  context.forms = forms;
  const names = Object.keys(look);
  if (names.length) {
    const files = Object.fromEntries(names.map((name) => [name, decoded(look[name])]));
    useLook({ name: names[0], files });
  }
  const wanted = navigator.language.slice(0, 2);
  choose(languages().includes(wanted) ? wanted : "da");
  context.python = startPython({ language: language(), onState: (found) => {
    state = found;
    tell();
  } });
  context.python.catch(() => {});
  window.page = context; // for tests, and for the IT department's console
  window.addEventListener("hashchange", turn);
  window.addEventListener("beforeunload", (event) => {
    const kept = Object.values(context.kept).some((work) => work?.unsaved?.());
    if (context.unsaved() || kept) event.preventDefault();
  });
  // A file that is dropped beside a field must not replace the page.
  for (const event of ["dragover", "drop"]) window.addEventListener(event, (dragged) => dragged.preventDefault());
  await show();
}

begin();
