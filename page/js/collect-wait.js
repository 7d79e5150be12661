// Collect while it reads, and after a stop.

import { EYE, STOP } from "./collect-icons.js";
import { button, drawing, h, icon } from "./parts.js";
import { say } from "./words.js";

const EIGHTHS = 8;
const MINUTE = 90; // seconds, from which minutes are said

/** One thing in the middle of the screen, with the wheel that takes a colour each eighth. */
function calm(wheel, ...children) {
  return h("div", { class: "calm wide" }, h("div", { class: "box" }, h("div", { class: "spin" }, wheel, h("div", {}, children))));
}

function color(svg, done, total) {
  const colored = total ? Math.floor((EIGHTHS * done) / total) : 0;
  [...svg.querySelectorAll("path")].forEach((part, at) => part.classList.toggle("todo", at >= colored));
}

function leftInWords(reading) {
  if (!reading.isReady) return say("collect.getting_ready");
  if (reading.left < 2) return say("collect.keep_open");
  if (reading.left <= MINUTE) return say("collect.seconds", { count: reading.left });
  return say("collect.minutes", { count: Math.ceil(reading.left / 60) });
}

/**
 * @param {any} reading
 * @returns {{view: Node, draw: () => void}} the screen, and what brings it up to date
 */
export function readingView(reading, stop) {
  const wheel = drawing("wheel");
  const [count, left, heard] = [h("p", { class: "big" }), h("p"), h("p", { class: "vh", role: "status" })];
  const bar = h("progress", { "aria-labelledby": "reading-title" });
  let told = -1;
  const draw = () => {
    count.textContent = say("collect.count", { done: reading.done, total: reading.total });
    bar.max = reading.total;
    bar.value = reading.done;
    left.textContent = leftInWords(reading);
    color(wheel, reading.done, reading.total);
    const tenth = Math.floor((10 * reading.done) / reading.total);
    if (tenth !== told) heard.textContent = count.textContent; // ten times, not at each file
    told = tenth;
  };
  draw();
  const view = calm(wheel, h("h1", { id: "reading-title", tabindex: -1 }, say("collect.reading")), count, bar, left, heard,
    h("div", { class: "acts" }, button([icon(STOP), say("collect.stop")], { on: stop })));
  return { view, draw };
}

/** While the table is made for the first time, which takes a moment. */
export function makingView() {
  const wheel = drawing("wheel");
  return calm(wheel, h("h1", { tabindex: -1 }, say("collect.making")), h("p", {}, say("collect.keep_open")));
}

/** @param {{done: number, total: number, rest: () => void, see: () => void}} how @returns {Node} */
export function stoppedView({ done, total, rest, see }) {
  const wheel = drawing("wheel");
  color(wheel, done, total);
  const back = done ? [icon(EYE), say("collect.see_done", { count: done })] : say("collect.see_none");
  return calm(wheel, h("h1", { tabindex: -1 }, say("collect.stopped")),
    h("p", {}, h("b", {}, say("collect.stopped_about", { done, total })), ` ${say("collect.stopped_kept")}`),
    h("div", { class: "acts" }, button(say(done ? "collect.rest" : "collect.rest_all", { count: total - done }), { kind: "main", on: rest }), button(back, { on: see })));
}
