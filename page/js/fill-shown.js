// Fill: which screen is shown, also while something takes long, was stopped, or cannot be done.

import { errorView, kindOf, sentenceOf } from "./error.js";
import { LongWork, stoppedView } from "./progress.js";
import { say } from "./words.js";

/** What is on the screen. */
export class Shown {
  constructor(views) {
    this.views = views;
    this.host = null;
    this.view = ["table", {}];
    this.work = null;
    this.error = null;
    this.stopped = false;
  }

  /**
   * Does what takes long, with a screen that shows it from the first second on.
   *
   * @param {string} title a key of the words
   * @param {(how: object) => Promise<any>} run
   * @returns {Promise<any>} what `run` gives back; nothing if it was stopped or failed, which is said
   */
  async long(title, run, { before = 0, onStop, onFail } = {}) {
    if (this.work) return undefined; // one thing at a time: a second press changes nothing
    const from = this.view;
    this.work = new LongWork(title, before);
    try {
      return await this.work.run(run, () => this.paint(this.work.view()));
    } catch (error) {
      this.work = null;
      if (error.name === "AbortError") return onStop ? onStop() : this.show(...from);
      if (onFail?.(error)) return undefined;
      this.view = from;
      return this.fail(error);
    } finally {
      this.work = null;
    }
  }

  /** Says what has gone wrong: beside the table, or on a screen of its own. */
  fail(error, file = this.table?.name ?? "") {
    const isSentence = kindOf(error) === "other";
    if (isSentence && this.view[0] === "table") return void this.show("table", { note: sentenceOf(error) });
    const from = this.view;
    const isLocked = kindOf(error) === "locked";
    const action = { words: say(isLocked ? "fill.choose" : "error.again"), on: () => this.show(...(isLocked ? ["table"] : from)) };
    this.error = { error, file, back: () => this.show(...from), action };
    return void this.paint(errorView(this.error));
  }

  paintStopped() {
    this.stopped = true;
    this.paint(this.stoppedScreen());
  }

  stoppedScreen() {
    const { count, total } = this.making;
    return stoppedView({ done: count, total, rest: () => this.make(), fetch: () => this.finish(), back: () => this.show("mend") });
  }

  /** Shows a screen. */
  show(name, how = {}) {
    this.view = [name, {}];
    this.stopped = false;
    this.error = null;
    this.paint(this.views[name](this, how), how);
  }

  /** What is on the screen now, made anew: in another language. */
  again() {
    if (this.work) return this.work.view();
    if (this.error) return errorView(this.error);
    if (this.stopped) return this.stoppedScreen();
    return this.views[this.view[0]](this, {});
  }

  paint(view, { keepFocus = false } = {}) {
    this.host.replaceChildren(view);
    const heading = this.host.querySelector("h1");
    document.title = `${heading.textContent} · ${say("page.name")}`;
    if (keepFocus) return;
    heading.focus();
    window.scrollTo(0, 0);
  }
}
