// Print: sheets by their pictures, for whom, and one PDF for the printer.

import { drawing, h, head, icon, linkButton, message, picture } from "./parts.js";
import { doneView, makePdf } from "./print-job.js";
import { PRINTER, printPanel } from "./print-panel.js";
import { sheetChoice } from "./print-sheets.js";
import { namesOf, newWork, sheetLanguage } from "./print-work.js";
import { say } from "./words.js";

/** @returns {Node} the screen */
export function screen(context) {
  const work = (context.kept.print ??= newWork());
  if (context.rest === "done" && work.made) return doneView(work, "print");
  const place = h("div");
  const show = (trouble = []) => {
    place.replaceChildren(choices(context, work, place, show));
    if (!trouble.length) return;
    place.querySelector("#print-trouble").replaceChildren(...trouble);
    place.querySelector(".sum .btn.main").focus();
  };
  show();
  return place;
}

function choices(context, work, place, back) {
  const refresh = () => {
    work.made = null;
    sheets.refresh();
    panel.refresh();
    bar.refresh();
  };
  const make = () => {
    const [words, missing] = lacking(work, place);
    if (words) {
      place.querySelector("#print-trouble").replaceChildren(message(words, { role: null }));
      missing.focus();
      missing.scrollIntoView({ block: "center" });
      return;
    }
    makePdf(context, work, { place, done: "print/done", back });
  };
  const sheets = sheetChoice(context, work, refresh);
  const panel = printPanel(context, work, { changed: refresh, make });
  const bar = chosenBar(work);
  panel.refresh();
  bar.refresh();
  return h("div", { class: "wide green" }, head(icon(PRINTER), say("print.title"), say("print.lead")),
    h("p", { class: "note getting-ready" }, drawing("icon-about"), h("span", {}, say("page.starting"))), courseLink(context, work),
    h("div", { class: "two" }, h("div", {}, sheets.element, bar.element), panel.element));
}

/** What is missing before there can be a PDF, and where it is put right. */
function lacking(work, place) {
  if (!work.forms.length) return [say("print.choose_first"), place.querySelector(".sheet input")];
  if (work.named && !namesOf(work).length) return [say("print.names_first"), place.querySelector("#names")];
  return ["", null];
}

function courseLink(context, work) {
  const lang = sheetLanguage(work);
  const { forms } = context.forms[lang].sets.find((set) => set.key === "everyone");
  return h("div", { class: "set" }, h("span", { class: "fan" }, forms.map((name) => h("img", { alt: "", src: picture(name, lang) }))),
    h("span", {}, h("b", {}, say("print.course")), h("br"), say("print.course_about")),
    linkButton([say("print.course_button"), drawing("icon-go")], "#course"));
}

/** On a phone: how many sheets are chosen, and the way on to the panel. */
function chosenBar(work) {
  const told = h("b", { role: "status" });
  const on = h("a", { class: "btn", href: "#panel", on: { click: (event) => {
    event.preventDefault();
    const title = document.getElementById("panel-title");
    title.focus({ preventScroll: true });
    title.scrollIntoView();
  } } }, say("print.on"), drawing("icon-go"));
  const refresh = () => {
    const count = work.forms.length;
    told.textContent = say(count === 1 ? "print.chosen_one" : "print.chosen", { count });
  };
  return { element: h("div", { class: "bar" }, told, on), refresh };
}
