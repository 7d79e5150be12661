// Collect, step 2: what is left out, why, and the way out of it.

import { isShowable } from "./collect-files.js";
import { FILE, LOCK } from "./collect-icons.js";
import { boxOf } from "./collect-look.js";
import { button, h, icon } from "./parts.js";
import { say } from "./words.js";

const LOCKED = ["locked", "locked_wrong"];
const AGAIN = ["time", "crash", "gone"];

/**
 * @param {{state: any, show: (item: any) => void,
 *   again: (item: any, how?: {password?: string, again?: boolean}) => Promise<void>}} how
 * @returns {Node | null} “Ikke med”, or nothing
 */
export function outBox({ state, show, again }) {
  const cards = state.in("out").map((item) => card(item, show, again));
  if (!cards.length) return null;
  return boxOf("out", "gray", say("collect.out_title"), cards, (count) => say("collect.show_all_out", { count }));
}

/** @returns {string} why a file is left out */
function why({ out }) {
  if (out.why === "library") return say("collect.the_file", { what: `${out.text}.`.replace(/\.+$/, ".") });
  return say(`collect.out_${out.why}`, { file: out.other ?? "" });
}

function card(item, show, again) {
  const { out } = item;
  const acts = [];
  if (LOCKED.includes(out.why)) acts.push(passwordForm(item, again));
  if (AGAIN.includes(out.why)) acts.push(act("collect.again", item, () => again(item)));
  if (out.why === "same") acts.push(act("collect.include", item, () => again(item, { again: true })));
  if (out.why === "image" && (isShowable(item.file) || /\.pdf$/i.test(item.name))) acts.push(act("collect.show_file", item, () => show(item)));
  return h("li", { tabindex: -1, id: `out-${item.key}` }, icon(LOCKED.includes(out.why) ? LOCK : FILE),
    h("div", {}, h("b", {}, item.name), h("p", {}, why(item)), out.why === "image" && h("p", {}, say("collect.scan_how")),
      acts.length > 0 && h("div", { class: "acts" }, acts)));
}

function act(key, item, on) {
  return button(say(key), { kind: "thin", on, "aria-label": `${say(key)}: ${item.name}`, "data-key": `${item.key} act` });
}

/** A button that becomes a field for the password. */
function passwordForm(item, again) {
  const input = h("input", { type: "password", class: "field", autocomplete: "off", "data-key": `${item.key} password` });
  const form = h("form", { class: "password stack", on: { submit: (event) => {
    event.preventDefault();
    if (input.value) again(item, { password: input.value });
    else input.focus();
  } } }, h("label", {}, h("span", { class: "label" }, say("collect.password_label", { file: item.name })), input),
  h("button", { type: "submit", class: "btn thin" }, say("collect.password_read")));
  if (item.out.why === "locked_wrong") return form;
  const open = button(say("collect.password"), { kind: "thin", "aria-label": `${say("collect.password")}: ${item.name}`, "data-key": `${item.key} act`, on: () => {
    open.replaceWith(form);
    input.focus();
  } });
  return open;
}
