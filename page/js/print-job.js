// Makes the PDF for the printer, shows how far it is, and what can be done with it.

import { sentenceOf } from "./error.js";
import { fileName } from "./file-names.js";
import { button, drawing, h, icon, linkButton, message, save } from "./parts.js";
import { PRINTER } from "./print-panel.js";
import { backsInWords, doubtOf, paperInWords, setsInWords } from "./print-sum.js";
import { callOf, chosenForms } from "./print-work.js";
import { LongWork } from "./progress.js";
import { say } from "./words.js";

const SAVE = "M12 3 V15 M6.5 10 L12 15.5 L17.5 10 M3.5 20.5 H20.5";
const PDF = "application/pdf";

/**
 * Makes the PDF. What was made is kept in `work.made`, and the screen `done` shows it.
 *
 * @param {any} context
 * @param {PrintWork} work
 * @param {{place: HTMLElement, done: string, back: (trouble: Node[]) => void}} how `place` shows how
 *   far it is, `done` is the address of what comes after it, and `back` shows the choices again
 */
export async function makePdf(context, work, { place, done, back }) {
  const long = new LongWork("progress.sheets");
  const [args, files] = callOf(context, work);
  const [job] = done.split("/");
  const called = job === "course" ? say("course.title") : sheetsInWords(chosenForms(context, work));
  try {
    const made = await long.run(async (how) => {
      const python = await context.python;
      const answer = await python.call("blank", args, files, how);
      return { ...answer.value, data: answer.files[answer.value.file], called, sheets: work.forms.length, saved: false };
    }, () => {
      place.replaceChildren(long.view());
      place.querySelector("h1").focus();
    });
    work.made = made;
    if (location.hash.slice(1).split("/")[0] === job) location.hash = done;
  } catch (error) {
    if (!place.isConnected) return;
    if (long.signal.aborted) back([message(say("print.stopped"))]);
    else back(trouble(error, work, () => makePdf(context, work, { place, done, back })));
  }
}

/** The one sheet, or how many sheets: what the file is called. */
function sheetsInWords([{ sheet }, ...others]) {
  return others.length ? say("print.file_many", { count: others.length + 1 }) : sheet;
}

/** What is wrong, in sentences; doubts about names can be accepted. */
function trouble(error, work, again) {
  const messages = error.messages?.length ? error.messages : [{ text: sentenceOf(error), accept: "" }];
  const codes = messages.map((one) => one.accept).filter(Boolean);
  const accept = button(say("print.all_the_same"), { on: () => {
    work.accept = [...new Set([...work.accept, ...codes])];
    again();
  } });
  const few = messages.slice(0, 5).map((one) => message(doubtOf(one), { role: null }));
  const rest = messages.length - few.length;
  return [...few, rest > 0 && h("p", {}, say("print.more_troubles", { count: rest })),
    codes.length > 0 && codes.length === messages.length && accept].filter(Boolean);
}

/**
 * @param {PrintWork} work
 * @param {string} back the address of the choices
 * @returns {Node} the screen with the PDF
 */
export function doneView(work, back) {
  const { made } = work;
  const told = h("p", { role: "status", class: "where" });
  const file = () => new Blob([made.data], { type: PDF });
  const open = () => {
    const address = URL.createObjectURL(file());
    const opened = window.open(address, "_blank");
    setTimeout(() => URL.revokeObjectURL(address), 600_000);
    if (opened) {
      made.saved = true;
      told.textContent = say("print.opened");
    } else keep();
  };
  const keep = () => {
    made.name ??= fileName(made.called, "pdf"); // the same when it is saved once more
    save(made.name, made.data, PDF);
    made.saved = true;
    told.textContent = say("print.kept", { file: made.name });
  };
  const backs = made.pages - made.sides;
  const lines = [paperInWords(made), backs > 0 && `${backsInWords(backs)} ${say("print.backs_pages", { count: made.pages })}`,
    made.people > 0 && say("print.list_first")].filter(Boolean).join(" ");
  return h("div", { class: "calm wide" }, h("div", { class: "box strip green stack" },
    h("h1", { tabindex: -1 }, say("print.ready")),
    h("p", {}, h("b", {}, setsInWords(made.sets, made.sheets)), h("br"), lines),
    h("div", { class: "acts" }, button([icon(PRINTER), say("print.print")], { kind: "main", on: open }),
      button([icon(SAVE), say("print.save")], { on: keep }), linkButton(say("print.back"), `#${back}`)),
    told,
    h("p", { class: "note" }, drawing("icon-about"), h("span", {}, say("print.size_how"), " ", h("b", {}, say("print.size_actual")), ". ", say("print.size_why"))),
    made.notes.length > 0 && h("div", {}, h("h2", {}, say("print.look_after")),
      h("ul", { class: "why" }, made.notes.map((note) => h("li", {}, icon("M12 3 L22 20 H2 Z M12 9 V14 M12 17 V17.2"), h("span", {}, note.text)))))));
}
