// Fill: the sheet of one row of the table, drawn as it will be.

import { ICONS } from "./fill-parts.js";
import { button, h, icon } from "./parts.js";
import { say } from "./words.js";

const DPI = 96;

/** @returns {Node} the panel; its picture comes when it is drawn */
export function previewPanel(work) {
  const title = h("p", { "aria-live": "polite" });
  const paper = h("div", { class: "paper" });
  let asked = 0;
  const draw = async () => {
    const number = (asked += 1);
    const row = work.previewRow;
    title.replaceChildren(h("b", {}, say("fill.preview_row", { row })));
    paper.replaceChildren(h("p", { class: "soft" }, say("fill.preview_wait")));
    const found = await asPicture(work, row);
    if (number !== asked || !paper.isConnected) return;
    title.replaceChildren(h("b", {}, say("fill.preview_row", { row }), found.person && `: ${found.person}`));
    paper.replaceChildren(found.node);
  };
  const step = (by) => {
    const { heading_row: heading, rows } = work.found;
    work.previewRow = Math.max(heading + 1, Math.min(heading + rows, work.previewRow + by));
    draw();
  };
  setTimeout(draw);
  const { sheet, pages } = work.about;
  return h("section", { class: "panel", "aria-labelledby": "preview-title" }, h("h2", { id: "preview-title" }, icon(ICONS.eye), say("fill.preview")),
    h("div", {}, title, h("p", { class: "small soft" }, say("fill.preview_page", { sheet, pages: pages.a4 })), paper,
      h("div", { class: "acts ends2 turn" }, button([icon(ICONS.back), say("fill.previous")], { kind: "thin", on: () => step(-1) }),
        button([say("fill.following"), icon(ICONS.next)], { kind: "thin", on: () => step(1) }))));
}

/** The picture of a row's sheet, or a sentence why there is none. */
async function asPicture(work, row) {
  const alt = say("fill.preview_alt", { sheet: work.about.sheet, row });
  const accept = [...work.accept, ...work.doubts.map((doubt) => doubt.accept).filter(Boolean)]; // only to look at
  try {
    const { value, files } = await work.callTable("preview", { row, dpi: DPI, accept });
    const image = h("img", { alt, width: value.width, height: value.height });
    image.src = URL.createObjectURL(new Blob([files[value.file]], { type: "image/png" }));
    image.addEventListener("load", () => URL.revokeObjectURL(image.src));
    return { node: image, person: value.person };
  } catch (error) {
    const isFault = error.kind === "AnswersError";
    return { node: h("p", {}, say(isFault ? "fill.preview_faults" : "fill.preview_none", { row })), person: "" };
  }
}
