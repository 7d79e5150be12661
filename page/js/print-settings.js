// What can be set on the chosen sheets: room in lists, and choices. Sheets of a set share a setting.

import { counter, h, tick } from "./parts.js";
import { chosenForms, settingsOf } from "./print-work.js";
import { say } from "./words.js";

const MOST = 99;

/**
 * @param {any} context
 * @param {PrintWork} work
 * @param {() => void} changed
 * @returns {{element: HTMLElement, refresh: () => void}}
 */
export function settingsFold(context, work, changed) {
  const summary = h("summary");
  const fields = h("div", { class: "settings" });
  const element = h("details", { class: "more" }, summary, fields);
  let shown = "";
  const refresh = () => {
    const wanted = settable(chosenForms(context, work));
    const count = Object.keys(settingsOf(context, work)).length;
    element.hidden = wanted.size === 0;
    const words = count === 0 ? "print.settings_usual" : count === 1 ? "print.settings_one" : "print.settings_many";
    summary.textContent = say(words, { count });
    const now = [...wanted.values()].map(({ key, sheets }) => [key, ...sheets].join()).join();
    if (now === shown) return; // the fields keep the focus
    shown = now;
    fields.replaceChildren(...[...wanted.values()].map((setting) => field(setting, work, changed)));
  };
  return { element, refresh };
}

/** The settings of sheets by their names; of a number in several sheets, what all of them take. */
function settable(forms) {
  const found = new Map();
  for (const form of forms) {
    for (const [key, usual] of Object.entries(form.settings)) {
      const setting = found.get(key) ?? { key, usual, least: 0, most: MOST, choices: null, sheets: [] };
      const [least, most] = form.ranges[key] ?? [0, MOST];
      setting.least = Math.max(setting.least, least);
      setting.most = Math.min(setting.most, most);
      if (form.options[key]) setting.choices = form.options[key];
      if (form.ranges[key]) setting.isCount = true;
      setting.sheets.push(form.sheet);
      found.set(key, setting);
    }
  }
  for (const [key, { least, most }] of found) if (least === most) found.delete(key);
  return found;
}

function field(setting, work, changed) {
  const { key, usual, choices } = setting;
  const words = say(`print.setting_${key}`);
  const where = setting.sheets.join(", ");
  const set = (value) => {
    if (value === usual) delete work.settings[key];
    else work.settings[key] = value;
    changed();
  };
  const now = work.settings[key] ?? usual;
  if (choices?.includes("no")) {
    return tick(words, { about: where, checked: now === "yes", on: (on) => set(on ? "yes" : "no") });
  }
  if (choices && !setting.isCount) return menu(words, where, choices, now, key, set);
  const count = counter(words, { value: now, least: setting.least, most: setting.most, fewer: say("print.fewer"), more: say("print.more"), on: set });
  count.setAttribute("role", "group");
  count.setAttribute("aria-label", words);
  return h("div", { class: "setting" }, h("p", {}, h("span", { class: "t" }, words), h("small", {}, where)), count);
}

function menu(words, where, choices, now, key, set) {
  const id = `setting-${key}`;
  const ordered = choices.every(Number.isInteger) ? choices.toSorted((one, other) => one - other) : choices;
  const options = ordered.map((choice) => h("option", { value: String(choice), selected: choice === now },
    Number.isInteger(choice) ? String(choice) : say(`print.choice_${key}_${choice}`)));
  const select = h("select", { id, on: { change: () => set(ordered[select.selectedIndex]) } }, options);
  return h("div", { class: "setting" }, h("label", { for: id }, h("span", { class: "t" }, words), h("small", {}, where)), select);
}
