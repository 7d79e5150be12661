// Collect, step 1: the field for filled-in sheets, and the list of codes.

import { dropped, plain } from "./collect-files.js";
import { BACK, COLLECT, TICK } from "./collect-icons.js";
import { MOST_FILES } from "./collect-state.js";
import { button, drawing, h, head, icon, message, steps } from "./parts.js";
import { say } from "./words.js";

const KINDS = ".pdf,.fdf,.xfdf,application/pdf";

/**
 * @param {{state: any, said: string, take: (files: {file: File, path: string}[]) => void,
 *   takeList: (file: File) => void, dropList: () => void, back: () => void}} how
 * @returns {Node} the screen
 */
export function dropView({ state, said, take, takeList, dropList, back }) {
  const told = h("div", { role: "alert" });
  const tell = (text) => told.replaceChildren(message(text, { role: "none" }));
  const given = (files) => {
    if (!files.length) return tell(say("collect.nothing_in_it"));
    if (files.length + state.items.length > MOST_FILES) return tell(say("collect.too_many"));
    return take(files);
  };
  if (said) tell(said);
  const isMore = state.items.length > 0;
  return h("div", { class: "wide narrow" },
    head(icon(COLLECT), say(isMore ? "collect.more" : "collect.title"), say("collect.lead")),
    steps(say("collect.steps"), [say("collect.step_drop"), say("collect.step_table")], 0),
    field(given), told, list({ state, takeList, dropList }),
    isMore && h("div", { class: "acts" }, button([icon(BACK), say("collect.back_to_answers")], { on: back })));
}

function field(given) {
  const files = h("input", { type: "file", class: "vh", accept: KINDS, multiple: true, tabindex: -1, "aria-hidden": "true", "data-key": "files" });
  const folder = h("input", { type: "file", class: "vh", webkitdirectory: "", tabindex: -1, "aria-hidden": "true", "data-key": "folder" });
  for (const input of [files, folder]) {
    input.addEventListener("change", () => { given(plain(input.files)); input.value = ""; });
  }
  const title = h("h2", { id: "drop-title" }, say("collect.drop"));
  const section = h("section", { class: "drop", "aria-labelledby": "drop-title" }, drawing("sheets"), title,
    h("p", {}, say("collect.drop_about")),
    h("p", { class: "do" }, button(say("collect.choose"), { kind: "main", on: () => files.click() })),
    h("p", {}, h("button", { type: "button", class: "linkish", on: { click: () => folder.click() } }, say("collect.choose_folder"))),
    files, folder);
  const over = (isOver) => {
    section.classList.toggle("over", isOver);
    title.textContent = say(isOver ? "collect.release" : "collect.drop");
  };
  for (const event of ["dragenter", "dragover"]) {
    section.addEventListener(event, (dragged) => { dragged.preventDefault(); over(true); });
  }
  section.addEventListener("dragleave", (left) => { if (!section.contains(left.relatedTarget)) over(false); });
  section.addEventListener("drop", async (event) => {
    event.preventDefault();
    over(false);
    given(await dropped(event.dataTransfer, MOST_FILES));
  });
  section.addEventListener("paste", (pasted) => given(plain(pasted.clipboardData.files)));
  return section;
}

function list({ state, takeList, dropList }) {
  const input = h("input", { type: "file", class: "vh", accept: ".csv", tabindex: -1, "aria-hidden": "true", "data-key": "list" });
  input.addEventListener("change", () => { if (input.files[0]) takeList(input.files[0]); });
  const chosen = state.register && h("p", { class: "note" }, icon(TICK), h("span", {}, say("collect.register_is", { file: state.register.name })));
  const act = state.register
    ? button(say("collect.register_drop"), { kind: "thin", on: dropList, "data-key": "list-button" })
    : button(say("collect.register_choose"), { kind: "thin", on: () => input.click(), "data-key": "list-button" });
  return h("section", { class: "codes stack", "aria-labelledby": "codes-title" },
    h("h2", { id: "codes-title" }, say("collect.register")), chosen || h("p", {}, say("collect.register_about")), h("p", {}, act), input);
}
