// The first screen of One person: which sheet, in what size, or a file to go on with.

import { drop, h, head, icon, linkButton, message, picture, tick } from "./parts.js";
import { language, say } from "./words.js";

const PEN = "M13 3.4 H5.6 C4.6 3.4 3.8 4.2 3.8 5.2 V19 C3.8 20 4.6 20.8 5.6 20.8 H16 C17 20.8 17.8 20 17.8 19 V14.6 M18.6 3.2 L21.2 5.8 L12.6 14.4 L9.4 15 L10 11.8 Z M7.2 18 H14";
const MOST_BYTES = 64 * 2 ** 20; // pictures may be among the answers
const GROUPS = [["citizen", "green"], ["meeting", "yellow"], ["course", "blue"], ["manager", "purple"]];

/**
 * @param {any} context
 * @param {{work: any, pending: any, large: boolean, larger: boolean}} held what is kept while the page is open
 * @param {{open: (file: {name: string, data: Uint8Array | null}) => Promise<void>, again: () => void}} go
 * @returns {HTMLElement}
 */
export function chooseScreen(context, held, go) {
  const { forms } = context.forms[language()];
  const groups = GROUPS.map(([key, color]) => group(key, color, forms.filter((form) => form.group === key && form.asks)));
  const place = h("div", { class: "opened-words" });
  const tell = (words) => place.replaceChildren(message(words, { role: "alert" }));
  if (held.pending) place.append(message(say("person.choose_for_file")));
  const opener = drop({ words: say("person.open_drop"), button: say("person.open_choose"), accept: ".json,application/json", most: MOST_BYTES,
    on: ([file]) => go.open(file).catch((error) => tell(wordsOf(error))) });
  opener.querySelector(".btn").classList.remove("main");
  const screen = h("div", { class: "wide choose yellow" },
    head(icon(PEN), say("person.choose"), say("person.choose_how")),
    held.work ? goOn(held.work) : "", place,
    h("div", { class: "sizes box" },
      tick(say("person.larger"), { about: say("person.larger_about"), checked: held.larger, on: (is) => {
        held.larger = is;
        screen.parentElement.classList.toggle("larger", is);
      } }),
      tick(say("person.large"), { about: say("person.large_about"), checked: held.large, on: (is) => { held.large = is; } })),
    h("div", { class: "open-file" }, opener), groups);
  return screen;
}

/** One sentence for what went wrong with a file. */
export function wordsOf(error) {
  if (!error.kind) return say("person.open_wrong");
  return error.kind === "Crash" ? say("person.crash") : error.messages?.[0]?.sentence ? sentence(error) : error.text;
}

function sentence(error) {
  return error.kind === "AnswersError" ? say("person.open_wrong") : error.messages[0].sentence;
}

function goOn(work) {
  return h("div", { class: "set tip gold" }, h("span", { class: "plate" }, icon(PEN)),
    h("span", {}, h("b", {}, say("person.begun", { sheet: work.asked.sheet }))),
    linkButton(say("person.go_on"), `#person/${work.form}/${work.last}`));
}

function group(key, color, forms) {
  if (!forms.length) return "";
  return h("section", { class: `group ${color}` }, h("h2", {}, say(`person.group.${key}`)),
    h("ul", { class: "sheets" }, forms.map((form) => h("li", {}, sheet(form)))));
}

function sheet(form) {
  return h("a", { class: "sheet", href: `#person/${form.name}` }, h("span", { class: "band" }),
    h("span", { class: "view" }, h("img", { src: picture(form.name, language()), alt: "" })),
    h("span", { class: "t" }, form.sheet, h("small", {}, form.about)));
}
