// The whole sheet: a picture of each page with the answers, and what can be done with it.

import { fileName } from "./file-names.js";
import { button, h, icon, message, save, tick } from "./parts.js";
import { said, track } from "./person-questions.js";
import { isAnswered, screenOf, screens } from "./person-work.js";
import { say } from "./words.js";

const BACK = "M20 12 H4 M11 5 L4 12 L11 19";
const PEN = "M13 3.4 H5.6 C4.6 3.4 3.8 4.2 3.8 5.2 V19 C3.8 20 4.6 20.8 5.6 20.8 H16 C17 20.8 17.8 20 17.8 19 V14.6 M18.6 3.2 L21.2 5.8 L12.6 14.4 L9.4 15 L10 11.8 Z M7.2 18 H14";
const PRINTER = "M6.5 8.5 V3 H17.5 V8.5 M6.5 17 H4 C3 17 2.5 16.4 2.5 15.4 V10.2 C2.5 9.2 3 8.5 4 8.5 H20 C21 8.5 21.5 9.2 21.5 10.2 V15.4 C21.5 16.4 21 17 20 17 H17.5 M6.5 13.5 H17.5 V21 H6.5 Z";
const DOWN = "M12 3 V15 M6.5 10 L12 15.5 L17.5 10 M3.5 20.5 H20.5";

/**
 * @param {object} work
 * @param {any} made the sheet, or null while it is drawn
 * @param {{back: () => void, mend: (key: string) => void, large: (is: boolean) => void, keep: () => Promise<string>,
 *   another: () => void}} go
 * @returns {HTMLElement}
 */
export function sheetScreen(work, made, go) {
  const told = h("div", { class: "told", role: "status" });
  const tell = (words) => told.replaceChildren(icon("M4 12.5 L10 18.5 L20 6.5"), h("span", {}, words));
  const keepPdf = (words) => {
    const file = fileName(work.asked.sheet, "pdf");
    save(file, made.pdf, "application/pdf");
    tell(say(words, { file }));
  };
  const savePdf = () => {
    keepPdf("person.saved");
    work.unsaved = false;
  };
  const print = () => {
    const address = URL.createObjectURL(new Blob([made.pdf], { type: "application/pdf" }));
    const isOpen = window.open(address);
    if (isOpen) tell(say("person.printing"));
    else keepPdf("person.print_saved");
    setTimeout(() => URL.revokeObjectURL(address), 600_000);
  };
  const keep = () => go.keep().then((file) => tell(say("person.kept", { file })));
  return h("div", { class: "one sheet-view" }, said(work), track(work, "sheet", trackWords(work)),
    h("h1", { tabindex: -1 }, say("person.sheet")), h("p", { class: "about" }, say("person.sheet_how")),
    pages(work, made, go.mend), notes(made.notes),
    h("nav", { class: "nav", "aria-label": say("person.ways") },
      button([icon(BACK), say("person.back")], { on: go.back }),
      button([icon(PRINTER), say("person.print")], { kind: "show", on: print }), h("span", {}),
      button([icon(DOWN), say("person.save")], { kind: "main", on: savePdf })),
    told, h("p", { class: "help" }, say("person.save_about")),
    h("div", { class: "box later" }, h("h2", {}, say("person.later")), h("p", {}, say("person.later_about")),
      h("div", { class: "acts" }, button(say("person.keep"), { on: keep }), button(say("person.another"), { kind: "thin", on: go.another }))),
    h("div", { class: "sizes" }, tick(say("person.large"), { about: say("person.large_about"), checked: work.large, on: go.large })));
}

/** While the sheet is drawn: the heading is there at once. */
export function drawingScreen(work) {
  return h("div", { class: "one sheet-view" }, track(work, "sheet", trackWords(work)),
    h("h1", { tabindex: -1 }, say("person.sheet")), h("p", { class: "about", role: "status" }, say("person.drawing")));
}

/** The sheet could not be made: why, and which answers to mend. */
export function faultScreen(work, error, go) {
  const faults = error.messages ?? [];
  const list = faults.map((fault) => h("li", {}, h("p", {}, h("b", {}, fault.question || work.asked.sheet), `: ${fault.sentence}`),
    mendable(work, fault.path) ? button([icon(PEN), say("person.mend")], { kind: "thin", on: () => go.mend(mendable(work, fault.path)) }) : ""));
  return h("div", { class: "one sheet-view" }, h("h1", { tabindex: -1 }, say(faults.length ? "person.faults" : "person.not_drawn")),
    h("div", { role: "alert" }, h("p", { class: "about" }, say(faults.length ? "person.faults_how" : "person.crash"))),
    h("ul", { class: "faults" }, list),
    h("div", { class: "acts" }, button(say("person.back"), { on: go.back }),
      faults.length ? "" : button(say("person.again"), { kind: "main", on: go.again }),
      button(say("person.keep"), { on: go.keep })));
}

function mendable(work, path) {
  return screenOf(work, path)?.key;
}

function trackWords(work) {
  const asked = screens(work).filter((one) => one.questions);
  const isAll = asked.every((one) => work.seen.has(one.key) || isAnswered(work, one));
  const answered = asked.filter((one) => isAnswered(work, one)).length;
  if (isAll) return [h("b", {}, say("person.done")), ` ${say("person.seen_all", { count: asked.length })}`];
  return [say("person.answered", { number: answered, count: asked.length })];
}

function pages(work, made, mend) {
  const figures = made.pages.map((data, at) => {
    const page = at + 1;
    const address = URL.createObjectURL(new Blob([data], { type: "image/png" }));
    const image = h("img", { src: address, alt: say("person.page_alt", { sheet: work.asked.sheet, page }) });
    image.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
    const first = firstOn(work, made.places, page);
    const change = first && button([icon(PEN), say("person.mend_page", { page })], { kind: "thin", on: () => mend(first) });
    return h("figure", {}, h("figcaption", {}, h("b", {}, say("person.page", { page })), change || ""), image);
  });
  return h("div", { class: figures.length === 1 ? "pages single" : "pages" }, figures);
}

/** The first question that stands on a page; or where one more entry is asked for. */
function firstOn(work, places, page) {
  const all = screens(work);
  const paths = Object.keys(places).filter((path) => places[path] === page); // as they are drawn
  const asked = paths.map((path) => screenOf(work, path)).find(Boolean);
  return asked?.key ?? all.find((one) => one.more && paths.some((path) => path.startsWith(`${one.more.key}.`)))?.key;
}

/** What was done so that every answer fits. */
function notes(found) {
  const about = found.filter((note) => note.path.includes(".") || note.weight === "fit");
  if (!about.length) return "";
  return h("ul", { class: "sheet-notes" }, about.map((note) => h("li", {}, message(note.question ? `${note.question}: ${note.sentence}` : note.sentence))));
}
