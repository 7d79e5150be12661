// Long work: how far it is, a button that stops it, and what is there after a stop. For all jobs.

import { button, drawing, h, icon } from "./parts.js";
import { say } from "./words.js";

const WAIT = 1000; // ms that work may take without a screen of its own
const STOP = "M6 6 H18 V18 H6 Z";
const SAVE = "M12 3 V15 M6.5 10 L12 15.5 L17.5 10 M3.5 20.5 H20.5";
const EIGHTHS = 8;

/** The wheel of the sheets with as many colours as eighths are done. */
function wheel(done, total) {
  const svg = drawing("wheel");
  const colored = total ? Math.floor((EIGHTHS * done) / total) : 0;
  [...svg.querySelectorAll("path")].forEach((part, at) => part.classList.toggle("todo", at >= colored));
  return svg;
}

function leftInWords(done, total, seconds) {
  if (!total || done < 1 || seconds < 2 || done >= total) return "";
  const left = Math.ceil((seconds / done) * (total - done));
  if (left <= 90) return say("progress.seconds", { count: left });
  return say("progress.minutes", { count: Math.ceil(left / 60) });
}

/** Work that takes long. `view` makes its screen, anew in another language. */
export class LongWork {
  /** @param {string} title a key of the words @param {number} before how many were done earlier */
  constructor(title, before = 0) {
    this.title = title;
    this.before = before;
    this.done = 0;
    this.total = 0;
    this.began = performance.now();
    this.control = new AbortController();
  }

  /** @returns {AbortSignal} for the call */
  get signal() {
    return this.control.signal;
  }

  /** Tells how many of how many are done, beside those that were done before. */
  tell(done, total) {
    this.done = done;
    this.total = total;
    this.draw?.();
  }

  /** Ends the work: its call throws an AbortError. */
  stop() {
    this.control.abort();
  }

  /** @returns {Node} the screen */
  view() {
    const [count, left, heard, pie] = [h("p", { class: "big", id: "progress-count" }), h("p"), h("p", { class: "vh", role: "status" }), h("div", { class: "pie" })];
    const [rail, bar] = [h("span"), h("div", { class: "prog", role: "progressbar", "aria-labelledby": "progress-title" })];
    bar.append(rail);
    let told = -1;
    this.draw = () => {
      const [done, total] = [this.before + this.done, this.before + this.total];
      count.textContent = this.total ? say("progress.count", { done, total }) : "";
      rail.style.width = this.total ? `${(100 * done) / total}%` : "0";
      const values = this.total ? { min: 0, max: total, now: done } : {};
      for (const [name, value] of Object.entries(values)) bar.setAttribute(`aria-value${name}`, String(value));
      const seconds = (performance.now() - this.began) / 1000;
      left.textContent = `${leftInWords(this.done, this.total, seconds)} ${say("progress.keep_open")}`.trim();
      const tenth = this.total ? Math.floor((10 * done) / total) : 0;
      if (tenth === told) return;
      told = tenth;
      heard.textContent = count.textContent; // ten times, not at each sheet
      pie.replaceChildren(wheel(done, total));
    };
    this.draw();
    const stop = button([icon(STOP), say("progress.stop")], { on: () => this.stop() });
    return calm(pie, h("h1", { id: "progress-title", tabindex: -1 }, say(this.title)), count, bar, left, heard, h("div", { class: "acts" }, stop));
  }

  /**
   * Runs the work; `show` is called when it has taken a second.
   *
   * @template T
   * @param {(how: {signal: AbortSignal, onProgress: (done: number, total: number) => void}) => Promise<T>} run
   * @param {() => void} show
   * @returns {Promise<T>}
   */
  async run(run, show) {
    const timer = setTimeout(show, WAIT);
    try {
      return await run({ signal: this.signal, onProgress: (done, total) => this.tell(done, total) });
    } finally {
      clearTimeout(timer);
      this.draw = undefined;
    }
  }
}

/** One thing in the middle of the screen, with the wheel. */
function calm(pie, ...children) {
  return h("div", { class: "calm wide" }, h("div", { class: "box" }, h("div", { class: "spin" }, pie, h("div", {}, children))));
}

/**
 * What a stop leaves: the rest can be made, what is done can be fetched, and nothing is lost.
 *
 * @param {{done: number, total: number, rest: () => void, fetch: () => void, back: () => void}} how
 * @returns {Node} the screen
 */
export function stoppedView({ done, total, rest, fetch, back }) {
  const made = done ? say("progress.stopped_some", { done, total }) : say("progress.stopped_none");
  const more = done ? say("progress.rest", { count: total - done }) : say("progress.again", { count: total });
  const save = done === 1 ? say("progress.fetch_one") : say("progress.fetch", { count: done });
  return calm(h("div", { class: "pie" }, wheel(done, total)), h("h1", { tabindex: -1 }, say("progress.stopped")),
    h("p", {}, h("b", {}, made), ` ${say("progress.kept")}`),
    h("div", { class: "acts" }, button(more, { kind: "main", on: rest }), done > 0 && button([icon(SAVE), save], { on: fetch })),
    h("p", {}, h("button", { type: "button", class: "linkish", on: { click: back } }, say(done ? "progress.back" : "progress.back_plain"))));
}
