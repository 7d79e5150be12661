// Fill: what was made, and what else can be fetched.

import { fileName } from "./file-names.js";
import { bold, counted, ICONS } from "./fill-parts.js";
import { ask, button, h, icon, save } from "./parts.js";
import { say } from "./words.js";

/** @param {any} work of fill.js @returns {Node} the screen */
export function madeView(work) {
  const { parts, rest, count } = work.making;
  const failed = work.failed.length;
  const [only] = parts;
  const several = parts.length > 1;
  const told = h("p", { class: "told-file", role: "status" });
  const keep = (key, ending, data, type) => {
    const file = fileName(say(key, { sheet: work.sheet }), ending);
    save(file, data, type);
    told.textContent = say("fill.saved", { file });
  };
  const other = [
    rest && button([icon(ICONS.save), counted("fill.made_rest_one", "fill.made_rest", failed)], { on: () => keep("fill.file_rest", "csv", rest, "text/csv") }),
    failed > 0 && button([icon(ICONS.mend), say("fill.made_back")], { on: () => work.show("mend") }),
    button([icon(ICONS.save), say("fill.remember_save")], { on: () => keep("fill.file_map", "toml", work.mapBytes, "application/toml") }),
  ];
  const fresh = async () => {
    const words = { title: say("leave.title"), text: say("leave.text"), stay: say("leave.stay"), go: say("leave.go") };
    if (!work.making.isSaved && !(await ask(words))) return; // files that were not fetched would be gone
    work.useTable(null);
    work.show("table");
  };
  const fetch = several ? partList(work, parts)
    : button([icon(ICONS.save), say("fill.made_again")], { on: () => work.saveFile(only) });
  return h("div", { class: "calm wide made blue" }, h("div", { class: "box strip" },
    h("p", { class: "tag" }, h("span", { class: "plate" }, icon(ICONS.tick)), h("span", { class: "small soft" }, work.table.name)),
    h("h1", { tabindex: -1 }, counted("fill.made_one", "fill.made", count)),
    h("p", { class: "lead" }, several ? say("fill.made_parts", { count: parts.length }) : bold("fill.made_about", "file", { file: only.name })),
    h("div", { class: "acts first" }, fetch), h("div", { class: "acts other" }, other), told,
    h("div", { class: "acts ends2" }, button([icon(ICONS.back), say("fill.made_to_table")], { on: () => work.show("mend") }), button(say("fill.made_new"), { kind: "main", on: fresh }))));
}

/** A button for each file, which says whether it was fetched, and how many were. */
function partList(work, parts) {
  const count = parts.length;
  const told = h("p", { role: "status" });
  const tell = () => {
    const done = parts.filter((part) => part.isSaved).length;
    told.textContent = done === count ? say("fill.parts_all", { count }) : say("fill.parts_fetched", { done, count });
  };
  const items = parts.map((part, at) => {
    const fetch = button("", { on: () => {
      work.saveFile(part);
      mark();
      tell();
    } });
    const mark = () => {
      fetch.classList.toggle("fetched", part.isSaved);
      fetch.replaceChildren(icon(part.isSaved ? ICONS.tick : ICONS.save), say(part.isSaved ? "fill.part_fetched" : "fill.made_part", { part: at + 1, count }));
    };
    mark();
    return h("li", {}, fetch);
  });
  tell();
  return h("div", {}, h("ul", { class: "parts" }, items), told);
}
