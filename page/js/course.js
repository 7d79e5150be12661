// The course set: everything is chosen, and the one question is how many people come.

import { drawing, h, head, icon, picture } from "./parts.js";
import { doneView, makePdf } from "./print-job.js";
import { counted, PRINTER } from "./print-panel.js";
import { groupIcon, pagesInWords } from "./print-sheets.js";
import { backsInWords, paperInWords } from "./print-sum.js";
import { chosenForms, emptyBacks, newWork, pagesKey, quickCount, sheetLanguage } from "./print-work.js";
import { say } from "./words.js";

/** @returns {Node} the screen */
export function screen(context) {
  const set = context.forms.da.sets.find(({ key }) => key === "everyone");
  const work = (context.kept.course ??= newWork(set.forms));
  if (context.rest === "done" && work.made) return doneView(work, "course");
  const place = h("div");
  const show = (trouble = []) => {
    place.replaceChildren(choice(context, work, place, show));
    place.querySelector("#course-trouble").replaceChildren(...trouble);
    if (trouble.length) place.querySelector(".btn.main").focus();
  };
  show();
  return place;
}

function choice(context, work, place, back) {
  const told = h("p", { class: "small", role: "status" });
  const refresh = () => {
    const count = quickCount(context, work);
    told.textContent = [paperInWords(count), backsInWords(emptyBacks(work, count))].join(" ").trim();
  };
  const count = counted(say("print.count_sets"), "print.sets_unit", work.sets, (number) => {
    work.sets = number;
    refresh();
  });
  const change = h("a", { class: "linkish", href: "#print", on: { click: () => {
    context.kept.print = { ...newWork(work.forms), sets: work.sets };
  } } }, say("course.change"));
  const make = h("button", { type: "button", class: "btn main full", on: { click: () => {
    makePdf(context, work, { place, done: "course/done", back });
  } } }, icon(PRINTER), say("print.make"));
  refresh();
  return h("div", { class: "wide narrow orange" }, head(groupIcon("course"), say("course.title"), say("course.lead")),
    h("div", { class: "box strip stack ink" }, h("h2", {}, say("course.in_a_set")),
      h("div", { class: "trio" }, chosenForms(context, work).map((form) => sheet(form, work))),
      h("div", { class: "halves" }, h("fieldset", {}, h("legend", {}, say("course.how_many")), count),
        h("div", {}, h("p", {}, h("b", {}, say("course.holds"))), told, change)),
      h("div", { id: "course-trouble", role: "alert" }), make),
    h("p", { class: "note" }, drawing("icon-about"),
      h("span", {}, say("print.size_how"), " ", h("b", {}, say("print.size_actual")), ". ", say("print.size_why"))));
}

function sheet(form, work) {
  return h("figure", {}, h("span", { class: "view" }, h("img", { alt: "", src: picture(form.name, sheetLanguage(work)) })),
    h("figcaption", {}, h("b", {}, form.sheet), h("br"),
      h("span", { class: "soft" }, `${say(`course.when_${form.name}`)} · ${pagesInWords(form.pages[pagesKey(work)])}`)));
}
