// The sheets to choose from, by their pictures, in the groups of the kit.

import { h, icon, picture } from "./parts.js";
import { pagesKey, sheetLanguage } from "./print-work.js";
import { say } from "./words.js";

const GROUPS = { citizen: "green", meeting: "yellow", course: "orange", manager: "pink" };
const ICONS = {
  citizen: "M12 20.8 C9.5 18.6 3 13.6 3 8.6 C3 5.6 5.2 3.6 7.7 3.6 C9.6 3.6 11.1 4.6 12 6.2 C12.9 4.6 14.4 3.6 16.3 3.6 C18.8 3.6 21 5.6 21 8.6 C21 13.6 14.5 18.6 12 20.8 Z",
  meeting: "M4 3.5 H20 C21 3.5 21.5 4 21.5 5 V15 C21.5 16 21 16.5 20 16.5 H12.5 L7.5 21.2 V16.5 H4 C3 16.5 2.5 16 2.5 15 V5 C2.5 4 3 3.5 4 3.5 Z M6.8 8.2 H17.2 M6.8 12 H13.5",
  course: "M3.9 7 A3.4 3.4 0 1 1 10.7 7 A3.4 3.4 0 1 1 3.9 7 M13.3 7 A3.4 3.4 0 1 1 20.1 7 A3.4 3.4 0 1 1 13.3 7 M1.8 20.5 C1.8 15.8 4 13.4 7.3 13.4 C9.4 13.4 11.1 14.4 12 16.3 C12.9 14.4 14.6 13.4 16.7 13.4 C20 13.4 22.2 15.8 22.2 20.5",
  manager: "M3.6 7.2 H20.4 C21.1 7.2 21.5 7.6 21.5 8.3 V19 C21.5 19.7 21.1 20.1 20.4 20.1 H3.6 C2.9 20.1 2.5 19.7 2.5 19 V8.3 C2.5 7.6 2.9 7.2 3.6 7.2 Z M8.3 7.2 V4.6 C8.3 3.9 8.7 3.5 9.4 3.5 H14.6 C15.3 3.5 15.7 3.9 15.7 4.6 V7.2 M2.5 13 H21.5 M12 11.6 V14.6",
};

/** @returns {SVGElement} the icon of a group of sheets */
export function groupIcon(group) {
  return icon(ICONS[group]);
}

/** @returns {string} "2 sider" */
export function pagesInWords(count) {
  return say(count === 1 ? "print.page_one" : "print.pages", { count });
}

/**
 * @param {any} context
 * @param {PrintWork} work
 * @param {() => void} changed
 * @returns {{element: Node, refresh: () => void}}
 */
export function sheetChoice(context, work, changed) {
  const cards = new Map();
  const groups = Object.keys(GROUPS).map((group) => {
    const forms = context.forms[sheetLanguage(work)].forms.filter((form) => form.group === group);
    for (const form of forms) cards.set(form.name, card(form, work, changed));
    return h("section", { class: `group ${GROUPS[group]}`, "aria-labelledby": `group-${group}` },
      h("h2", { id: `group-${group}` }, h("span", { class: "plate" }, groupIcon(group)), say(`print.group_${group}`)),
      h("ul", { class: "sheets" }, forms.map((form) => h("li", {}, cards.get(form.name).element))));
  });
  const refresh = () => {
    const lang = sheetLanguage(work);
    for (const form of context.forms[lang].forms) cards.get(form.name).show(form, lang);
  };
  refresh();
  return { element: h("div", {}, groups), refresh };
}

function card(first, work, changed) {
  const [pages, image, title] = [h("small"), h("img", { alt: "" }), h("span", { class: "t" })];
  const view = h("span", { class: "view" }, image);
  const input = h("input", { type: "checkbox", value: first.name, on: { change: () => {
    work.forms = work.forms.filter((name) => name !== first.name);
    if (input.checked) work.forms.push(first.name);
    changed();
  } } });
  const show = (form, lang) => {
    const count = form.pages[pagesKey(work)];
    input.checked = work.forms.includes(form.name);
    pages.textContent = pagesInWords(count);
    if (title.lang !== lang) image.src = picture(form.name, lang);
    title.textContent = form.sheet;
    title.lang = lang;
    view.classList.toggle("two-up", count > 1);
  };
  const element = h("label", { class: "sheet" }, h("span", { class: "band" }, pages, input), view, title);
  return { element, show };
}
