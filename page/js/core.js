// One worker with a Python in it, seen from the page.

import { workerAddress } from "./store.js";

/** A Python that was ended, or that stopped by itself. `why` is "time", "memory", "crash" or "start". */
export class LostError extends Error {
  constructor(why, text = "") {
    super(text || why);
    this.why = why;
  }
}

/** A worker with a Python. It does one thing at a time; more wait. */
export class Core {
  /**
   * @param {"main" | "outside"} role
   * @param {Record<string, Uint8Array>} parts what Python is made of
   */
  constructor(role, parts) {
    this.role = role;
    this.used = false; // has read a file
    this.isWarm = false; // has loaded what the first sheet needs
    this.waiting = new Map();
    this.number = 0;
    this.queue = Promise.resolve();
    this.worker = new Worker(workerAddress(), { type: "module" });
    this.started = new Promise((resolve, reject) => {
      this.start = { resolve, reject };
    });
    this.started.catch(() => {});
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => this.end(new LostError("crash", event.message));
    this.worker.postMessage({ kind: "start", role, parts });
  }

  hear(message) {
    if (message.kind === "started") return this.start.resolve();
    if (message.kind === "failed") return this.end(new LostError("start", message.text));
    const waiting = this.waiting.get(message.id);
    if (!waiting) return undefined;
    if (message.kind === "progress") return waiting.onProgress?.(message.done, message.total);
    if (message.kind === "file") return waiting.onFile?.(message.name, message.data);
    this.waiting.delete(message.id);
    if (message.kind === "done") return waiting.resolve({ text: message.text, files: message.files });
    return waiting.reject(new LostError("crash", message.text));
  }

  /** Ends the worker; whoever waits for it hears why. */
  end(error) {
    this.ended = true;
    this.worker.terminate();
    this.start.reject(error);
    for (const waiting of this.waiting.values()) waiting.reject(error);
    this.waiting.clear();
  }

  /**
   * Asks the worker, once it has started and nobody else is asking.
   *
   * @param {object} message without its id
   * @param {{onProgress?: Function, onFile?: Function, seconds?: number}} how `seconds`: after which
   *   the worker is ended, counted from when it begins
   * @returns {Promise<{text: string, files: Record<string, Uint8Array>}>}
   */
  ask(message, { onProgress, onFile, seconds } = {}) {
    const asked = this.queue.then(async () => {
      await this.started;
      if (this.ended) throw new LostError("crash");
      if (!["warm", "prepare"].includes(message.kind)) this.used = true;
      const id = (this.number += 1);
      let timer = 0;
      if (seconds) timer = setTimeout(() => this.end(new LostError("time")), seconds * 1000);
      try {
        return await new Promise((resolve, reject) => {
          this.waiting.set(id, { resolve, reject, onProgress, onFile });
          this.worker.postMessage({ ...message, id });
        });
      } finally {
        clearTimeout(timer);
      }
    });
    this.queue = asked.catch(() => {});
    return asked;
  }
}
