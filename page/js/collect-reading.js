// Reads the files of Collect, one after another, while the page lives on.

import { areSame, hashOf, refused } from "./collect-files.js";

const SECONDS = 5; // that a file may take, as the library has it

/** Reads what waits. One that is ended or broken stops no other. */
export class Reading {
  /**
   * @param {any} state
   * @param {any} python a promise
   * @param {() => void} tell is called when a file is done
   */
  constructor(state, python, tell) {
    this.state = state;
    this.python = python;
    this.tell = tell;
    this.done = 0;
    this.total = state.in("waiting").length;
    this.began = 0;
    this.isStopped = false;
    this.isReady = false;
    this.ended = new Promise((resolve) => { this.end = resolve; });
  }

  /** Stops after what is done. What is being read now waits for another time. */
  stop() {
    this.isStopped = true;
    this.end();
  }

  /** @returns {number} how many seconds are left, about; 0 if that is not known */
  get left() {
    if (!this.began || this.done < 2) return 0;
    const each = (performance.now() - this.began) / this.done / 1000;
    return Math.ceil(each * (this.total - this.done));
  }

  /** Reads until nothing waits, or until it is stopped. */
  async run() {
    const python = await Promise.race([this.python.then(async (found) => { await found.ready; return found; }), this.ended]);
    if (this.isStopped) return;
    this.isReady = true;
    this.began = performance.now();
    this.tell();
    for (let waiting = this.state.in("waiting"); waiting.length; waiting = this.state.in("waiting")) {
      this.total = this.done + waiting.length; // more may have come
      await Promise.race([this.read(python, waiting[0]), this.ended]);
      if (this.isStopped) return;
      this.done += 1;
      this.tell();
    }
  }

  /** Reads a file, and keeps what it holds, or why it is left out. */
  async read(python, item, { again = false } = {}) {
    const why = await refused(item.file);
    if (why) return this.keep(() => this.state.leaveOut(item, { why }));
    let data;
    try {
      data = new Uint8Array(await item.file.arrayBuffer());
    } catch {
      return this.keep(() => this.state.leaveOut(item, { why: "gone" }));
    }
    item.hash = hashOf(data);
    const twin = !again && await this.twin(item, data);
    if (twin) return this.keep(() => this.state.leaveOut(item, { why: "same", other: twin.name }));
    const began = performance.now();
    try {
      const { value, files } = await python.call("read", { file: item.name, crops: true, password: item.password ?? null }, { [item.name]: data });
      return this.keep(() => this.state.keep(item, value, files));
    } catch (error) {
      const took = (performance.now() - began) / 1000;
      return this.keep(() => this.state.leaveOut(item, reason(error, item, took)));
    }
  }

  /** What ends after a stop is kept by nobody: the file is read again. */
  keep(change) {
    if (!this.isStopped) change();
  }

  /** @returns {Promise<any>} an earlier file with the same bytes, or undefined */
  async twin(item, data) {
    const earlier = this.state.items.filter((one) => one !== item && one.state !== "waiting" && one.hash === item.hash && one.out?.why !== "same");
    for (const one of earlier) {
      const bytes = await one.file.arrayBuffer().catch(() => new ArrayBuffer(0));
      if (areSame(new Uint8Array(bytes), data)) return one;
    }
    return undefined;
  }
}

/** @returns {{why: string, text?: string}} in which words it is said that a file is left out */
function reason(error, item, took) {
  if (!error?.kind) return { why: "crash" };
  if (error.kind === "EncryptedError") {
    if (error.code === "needs-password") return { why: "locked" };
    return { why: item.password ? "locked_wrong" : "locked_unknown" };
  }
  if (error.code === "stopped") return { why: took >= SECONDS ? "time" : "crash" };
  if (error.kind === "Crash") return { why: "crash" };
  if (error.code === "no-fields") return { why: "image" };
  if (error.code === "flattened") return { why: "flattened" };
  return { why: "library", text: error.messages[0]?.what ?? error.text };
}
