// What stands on the screen when something cannot be done: what, why, how. For all jobs.

import { button, drawing, h, icon } from "./parts.js";
import { say } from "./words.js";

const BACK = "M20 12 H4 M11 5 L4 12 L11 19";
const TICK = "M4 12.5 L10 18.5 L20 6.5";
const SIGN = "M12 3.5 L21.5 20 H2.5 Z M12 9.5 V14 M12 17 V17.3";

/** The kinds of errors that have words of their own: how many steps lead out. */
const WAYS = { locked: 3, memory: 2, stopped: 2 };

/**
 * @param {any} error what was thrown
 * @returns {"locked" | "memory" | "stopped" | "other"} which words fit it
 */
export function kindOf(error) {
  if (error?.kind === "EncryptedError" || error?.code === "needs-password") return "locked";
  if (error?.kind === "Crash") return error.code === "memory" || error.text === "MemoryError" ? "memory" : "stopped";
  return error?.kind ? "other" : "stopped";
}

/**
 * @param {any} error what was thrown
 * @returns {string} one sentence for a screen that goes on
 */
export function sentenceOf(error) {
  const kind = kindOf(error);
  return kind === "other" ? error.text : `${say(`error.${kind}`)}. ${say(`error.${kind}_1`)}`;
}

/**
 * A screen that says what is wrong and leads out of it.
 *
 * @param {{error: any, file?: string, back: () => void, action: {words: string, on: () => void}}} how
 * @returns {Node}
 */
export function errorView({ error, file = "", back, action }) {
  const kind = kindOf(error);
  const ways = Array.from({ length: WAYS[kind] ?? 0 }, (_, at) => h("li", {}, h("span", { class: "dot" }, String(at + 1)),
    h("span", {}, say(`error.${kind}_${at + 1}`))));
  const why = kind === "other" ? error.text : say(`error.${kind}_why`);
  const told = { kind: error?.kind ?? error?.name ?? "Error", code: error?.code || error?.text || "–" };
  return h("div", { class: "calm wide" }, h("div", { class: "box strip warn yellow" },
    h("div", { role: "alert" },
      h("p", { class: "tag" }, h("span", { class: "plate" }, kind === "locked" ? drawing("icon-lock") : icon(SIGN)), h("span", { class: "small soft" }, file)),
      h("h1", { tabindex: -1 }, say(`error.${kind}`)), h("p", { class: "lead" }, why)),
    ways.length > 0 && h("ol", { class: "how" }, ways),
    h("div", { class: "acts ends2" }, button([icon(BACK), say("error.back")], { on: back }), button(action.words, { kind: "main", on: action.on })),
    h("p", { class: "note lost" }, icon(TICK), h("span", {}, say("error.nothing_lost"))),
    h("details", {}, h("summary", {}, say("error.it")), h("p", { class: "small" }, say("error.it_about", told)))));
}
