// “Your print”: what is in a set, for whom, on which paper, how much it is, and the blue button.

import { lookChoice } from "./look.js";
import { button, counter, h, icon, picture, tick } from "./parts.js";
import { settingsFold } from "./print-settings.js";
import { liveSum } from "./print-sum.js";
import { chosenForms, namesOf, sheetLanguage } from "./print-work.js";
import { theLook } from "./store.js";
import { say } from "./words.js";

const CROSS = "M6 6 L18 18 M18 6 L6 18";
const TICK = "M4 12.5 L10 18.5 L20 6.5";
const ICONS = {
  duplex: "M4 3 H14 V17 H4 Z M10 21 H20 V7 H14 M7 7.5 H11 M7 11 H11",
  large: "M2 19 L7.5 5 L13 19 M4 14.5 H11 M15 19 L18.2 11 L21.5 19 M16.1 16.4 H20.3",
  gray: "M3 12 A9 9 0 1 1 21 12 A9 9 0 1 1 3 12 M12 3 V21 M15 4 V20 M18 6 V18",
};
/** A printer, as on the plate of the job. */
export const PRINTER = "M6.5 8.5 V3 H17.5 V8.5 M6.5 17 H4 C3 17 2.5 16.4 2.5 15.4 V10.2 C2.5 9.2 3 8.5 4 8.5 H20 C21 8.5 21.5 9.2 21.5 10.2 V15.4 C21.5 16.4 21 17 20 17 H17.5 M6.5 13.5 H17.5 V21 H6.5 Z";

/**
 * @param {any} context
 * @param {PrintWork} work
 * @param {{changed: () => void, make: () => void}} how
 * @returns {{element: HTMLElement, refresh: () => void}}
 */
export function printPanel(context, work, { changed, make }) {
  const typed = () => { // only what names change: somebody is typing
    [work.made, work.accept] = [null, []];
    who.refresh();
    sum.refresh();
  };
  const parts = [pickedList(context, work, changed), whoFor(work, changed, typed), paper(context, work, changed), liveSum(context, work)];
  const [picked, who, sheet, sum] = parts;
  const trouble = h("div", { id: "print-trouble", role: "alert" });
  const element = h("section", { class: "panel green", id: "panel", "aria-labelledby": "panel-title" },
    h("h2", { id: "panel-title", tabindex: -1 }, icon(PRINTER), say("print.yours")),
    h("div", {}, picked.element), h("div", {}, who.element), h("div", {}, sheet.element),
    h("div", { class: "sum" }, sum.element, trouble, button(say("print.make"), { kind: "main full", on: make })));
  return { element: keptInSight(element), refresh: () => {
    trouble.replaceChildren();
    for (const part of parts) part.refresh();
  } };
}

function pickedList(context, work, changed) {
  const heading = h("h3", { tabindex: -1 });
  const list = h("ul", { class: "picked" });
  const remove = (name, at) => {
    work.forms = work.forms.filter((one) => one !== name);
    changed();
    (list.querySelectorAll("button")[Math.min(at, work.forms.length - 1)] ?? heading).focus();
  };
  const refresh = () => {
    const forms = chosenForms(context, work);
    const words = forms.length === 0 ? "print.picked_none" : forms.length === 1 ? "print.picked_one" : "print.picked";
    heading.textContent = say(words, { count: forms.length });
    list.replaceChildren(...forms.map((form, at) => h("li", {}, h("img", { alt: "", src: picture(form.name, sheetLanguage(work)) }),
      h("span", {}, form.sheet),
      h("button", { type: "button", class: "x", "aria-label": say("print.remove", { sheet: form.sheet }), on: { click: () => remove(form.name, at) } }, icon(CROSS)))));
  };
  return { element: h("div", {}, heading, list), refresh };
}

/** A counter with what is counted beside it, as one group; `unit` is a key of the words. */
export function counted(words, unit, value, on) {
  const beside = h("b");
  const show = (number) => { beside.textContent = say(number === 1 ? `${unit}_one` : unit); };
  const group = counter(words, { value, fewer: say("print.fewer"), more: say("print.more"), on: (number) => {
    show(number);
    on(number);
  } });
  show(value);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words);
  group.append(beside);
  return group;
}

/** Keeps a panel that is higher than the window in sight: its foot stays, when it has no room. */
function keptInSight(element) {
  const place = () => element.style.setProperty("top", `${Math.min(16, window.innerHeight - element.offsetHeight - 16)}px`);
  new ResizeObserver(place).observe(element);
  return element;
}

function whoFor(work, changed, typed) {
  const [without, withNames] = [h("div", { class: "inset" }), h("div")];
  const radio = (words, named, about) => tick(words, { type: "radio", name: "who", about, checked: work.named === named, on: () => {
    work.named = named;
    changed();
  } });
  without.append(counted(say("print.count_sets"), "print.sets_unit", work.sets, (number) => {
    work.sets = number;
    changed();
  }));
  const told = h("p", { class: "small", role: "status" });
  const area = h("textarea", { id: "names", rows: 6, "aria-describedby": "names-how", spellcheck: "false", autocomplete: "off", value: work.names, on: { input: () => {
    work.names = area.value;
    typed();
  } } });
  withNames.append(h("label", { class: "label small", for: "names" }, say("print.names_label")),
    h("p", { class: "small soft", id: "names-how" }, say("print.names_how")), area, told,
    h("p", { class: "label" }, say("print.copies")),
    counted(say("print.copies"), "print.copies_unit", work.copies, (number) => {
      work.copies = number;
      changed();
    }));
  const refresh = () => {
    [without.hidden, withNames.hidden] = [work.named, !work.named];
    const count = namesOf(work).length;
    told.replaceChildren(h("b", {}, say(count === 1 ? "print.name_one" : "print.names_count", { count })), ` ${say("print.not_kept")}`);
  };
  const element = h("fieldset", {}, h("legend", {}, say("print.who")), radio(say("print.without"), false, ""), without,
    radio(say("print.with"), true, say("print.with_about")), withNames);
  return { element, refresh };
}

function sizeChoice(work, changed) {
  const pick = (size) => h("label", { class: "pick" },
    h("input", { type: "radio", name: "size", checked: work.size === size, on: { change: () => {
      work.size = size;
      changed();
    } } }),
    h("span", { class: `size ${size}` }), h("span", {}, size.toUpperCase()), h("span", { class: "yes" }, icon(TICK)));
  return h("fieldset", {}, h("legend", {}, say("print.paper")), h("div", { class: "pairs" }, pick("a4"), pick("a3")));
}

function paper(context, work, changed) {
  const option = (key) => {
    const label = tick(say(`print.${key}`), { about: key === "duplex" ? "" : say(`print.${key}_about`), checked: work[key], on: (on) => {
      work[key] = on;
      changed();
    } });
    label.append(h("span", { class: "pic" }, icon(ICONS[key])));
    return label;
  };
  const settings = settingsFold(context, work, changed);
  const summary = h("summary");
  const menu = h("select", { id: "sheet-language", on: { change: () => {
    work.lang = menu.value;
    changed();
  } } });
  const fold = h("details", { class: "more" }, summary, h("label", { class: "label", for: "sheet-language" }, say("print.language")), menu,
    lookChoice(context, changed));
  const refresh = () => {
    const lang = sheetLanguage(work);
    summary.textContent = say("print.holds", { language: say(`print.lang_${lang}`), look: theLook()?.title ?? say("look.usual_small") });
    const spoken = theLook()?.languages ?? Object.keys(context.forms);
    menu.replaceChildren(...context.forms[lang].languages.filter(({ code }) => spoken.includes(code))
      .map(({ code, name }) => h("option", { value: code, selected: code === lang }, name)));
    settings.refresh();
  };
  const element = h("div", {}, sizeChoice(work, changed),
    h("fieldset", { class: "looks" }, h("legend", { class: "vh" }, say("print.how")), option("duplex"), option("large"), option("gray")),
    fold, settings.element);
  return { element, refresh };
}
