// The first screen: what do you want to do?

import { drawing, h, linkButton } from "./parts.js";
import { language, say } from "./words.js";

const JOBS = [["print", "green"], ["person", "yellow"], ["fill", "blue"], ["collect", "purple"]];

/** @returns {Node} the screen */
export function screen() {
  return h("div", { class: "wide" },
    h("div", { class: "hero" }, h("h1", { tabindex: -1 }, say("start.title")), h("p", { class: "lead" }, say("start.lead"))),
    h("ul", { class: "jobs" }, JOBS.map(([name, color]) => job(name, color))),
    h("div", { class: "set tip gold" }, h("span", { class: "plate" }, drawing("icon-about")),
      h("span", {}, h("b", {}, say("start.new")), h("br"), say("start.new_about")),
      linkButton(say("start.new_button"), "#person/example")));
}

/** Puts the words into a drawing. */
function worded(svg) {
  for (const text of svg.querySelectorAll("[data-say]")) text.textContent = say(text.dataset.say);
  return svg;
}

function job(name, color) {
  return h("li", { class: color }, h("a", { class: "job", href: `#${name}` },
    h("span", { class: "pic" }, worded(drawing(`job-${name}`, language()))),
    h("span", { class: "say" }, h("h2", {}, say(`start.${name}`)), h("p", {}, say(`start.${name}_about`)),
      h("span", { class: "go" }, drawing("icon-go")))));
}
