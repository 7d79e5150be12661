// Fill: what was made, and what else can be fetched.

import { counted, ICONS } from "./fill-parts.js";
import { button, h, icon, save } from "./parts.js";
import { say } from "./words.js";

/** @param {any} work of fill.js @returns {Node} the screen */
export function madeView(work) {
  const { parts, rest, count } = work.making;
  const failed = work.failed.length;
  const [only] = parts;
  const several = parts.length > 1;
  const fetch = several
    ? h("ul", { class: "parts" }, parts.map((part, at) => h("li", {}, button([icon(ICONS.save), say("fill.made_part", { part: at + 1, count: parts.length })], { on: () => work.saveFile(part) }))))
    : button([icon(ICONS.save), say("fill.made_again")], { on: () => work.saveFile(only) });
  const other = [
    rest && button([icon(ICONS.save), counted("fill.made_rest_one", "fill.made_rest", failed)], { on: () => save(say("fill.file_rest"), rest, "text/csv") }),
    failed > 0 && button([icon(ICONS.mend), say("fill.made_back")], { on: () => work.show("mend") }),
    button([icon(ICONS.save), say("fill.remember_save")], { on: () => save(say("fill.file_map"), work.mapBytes, "application/toml") }),
  ];
  const fresh = () => {
    work.useTable(null);
    work.show("table");
  };
  return h("div", { class: "calm wide made blue" }, h("div", { class: "box strip" },
    h("p", { class: "tag" }, h("span", { class: "plate" }, icon(ICONS.tick)), h("span", { class: "small soft" }, work.table.name)),
    h("h1", { tabindex: -1 }, counted("fill.made_one", "fill.made", count)),
    h("p", { class: "lead" }, several ? say("fill.made_parts", { count: parts.length }) : say("fill.made_about")),
    h("div", { class: "acts first" }, fetch), h("div", { class: "acts other" }, other),
    h("div", { class: "acts ends2" }, button([icon(ICONS.back), say("fill.made_to_table")], { on: () => work.show("mend") }), button(say("fill.made_new"), { kind: "main", on: fresh }))));
}
