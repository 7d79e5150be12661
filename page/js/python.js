// Python in the page: one worker for the calls, and a warm one for foreign files.

import { Core, LostError } from "./core.js";
import { bytesOf } from "./store.js";

const PARTS = ["python.wasm", "stdlib.zip", "lock.json", "site"];
const MOST_STEPS = 8; // that one call reads elsewhere: a spreadsheet takes two
const IDLE = 5_000; // ms without a call, after which the spare is started, lest it slows one down
const BREATH = 50; // ms between two steps of warming, in which a call comes first

/** What a call throws: a fault in what it was given, in the words of the library. */
export class CallError extends Error {
  /** @param {{kind: string, code: string, text: string, messages: object[]}} error */
  constructor(error) {
    super(error.text);
    Object.assign(this, error);
  }
}

/** The Python of the page. */
class Python {
  constructor(parts, { language = "da", onState = () => {} } = {}) {
    this.parts = parts;
    this.language = language;
    this.onState = onState;
    this.calls = 0; // that are being made
    this.idle = 0;
    this.main = new Core("main", parts);
    this.ready = this.follow(this.main);
  }

  /** Says when the main worker is ready or could not start. The spare follows when nobody waits. */
  async follow(core) {
    this.onState({ state: "starting" });
    try {
      await core.started;
      this.onState({ state: "ready" });
    } catch (error) {
      if (core === this.main) this.onState({ state: "failed", text: error.message });
      return;
    }
    this.rest();
  }

  /** Starts the worker for foreign files, unless there is one. Two that start at once are slow. */
  spare() {
    this.outside ??= new Core("outside", this.parts);
    return this.outside;
  }

  /** What is done while nobody waits: first the main worker is warmed, then the spare is started. */
  rest() {
    clearTimeout(this.idle);
    if (this.calls) return;
    if (this.main.isWarm) this.idle = setTimeout(() => this.spare(), IDLE);
    else this.idle = setTimeout(() => this.warm(this.main), BREATH);
  }

  /** Takes one small step of warming. A call that comes meanwhile waits for no more than this step. */
  async warm(core) {
    try {
      const { text } = await core.ask({ kind: "warm", language: this.language });
      core.isWarm = !JSON.parse(text);
    } catch {
      core.isWarm = true; // the call that needs it says what is wrong
    }
    if (core === this.main) this.rest();
  }

  /** Ends the main worker; a warm one that has read no file takes its place. */
  replaceMain(error) {
    this.main.end(error);
    const spare = this.outside;
    const isClean = spare && !spare.used && !spare.ended;
    this.main = isClean ? spare : new Core("main", this.parts);
    if (isClean) this.outside = undefined;
    this.ready = this.follow(this.main);
  }

  /**
   * Makes one of the seven calls; see docs/page-calls.md.
   *
   * @param {string} name
   * @param {object} args
   * @param {Record<string, Uint8Array>} files
   * @param {{onProgress?: (done: number, total: number) => void,
   *   onFile?: (name: string, data: Uint8Array) => void, signal?: AbortSignal}} how
   * @returns {Promise<{value: any, files: Record<string, Uint8Array>}>}
   */
  async call(name, args = {}, files = {}, { onProgress, onFile, signal } = {}) {
    const core = this.main;
    const stop = () => this.replaceMain(new DOMException("stopped", "AbortError"));
    signal?.throwIfAborted();
    signal?.addEventListener("abort", stop, { once: true });
    this.calls += 1;
    clearTimeout(this.idle);
    try {
      return await this.attempts(core, { name, args, files }, { onProgress, onFile, signal });
    } catch (error) {
      if (!(error instanceof LostError)) throw error;
      if (core === this.main) this.replaceMain(error); // what crashed may be broken
      throw new CallError({ kind: "Crash", code: error.why, text: error.message, messages: [] });
    } finally {
      signal?.removeEventListener("abort", stop);
      this.calls -= 1;
      this.rest();
    }
  }

  /** Makes a call again and again, until all foreign files that it needs were read elsewhere. */
  async attempts(core, { name, args, files }, { onProgress, onFile, signal }) {
    const results = [];
    const resultData = {};
    for (let step = 0; step < MOST_STEPS; step += 1) {
      signal?.throwIfAborted();
      const message = {
        kind: "call", name, args: JSON.stringify(args), files, language: this.language,
        results: JSON.stringify(results), resultData,
      };
      const answer = await core.ask(message, { onProgress, onFile });
      const said = JSON.parse(answer.text);
      if (said.error) throw new CallError(said.error);
      if (!said.elsewhere) return { value: said.value, files: answer.files };
      const found = await this.readOutside(said.elsewhere, answer.files.file);
      results.push({ key: said.elsewhere.key, ...found.result });
      if (found.data) resultData[said.elsewhere.key] = found.data;
    }
    throw new LostError("crash", "too many steps");
  }

  /**
   * Runs a function over a foreign file in the other worker, which is ended when it takes too long.
   *
   * @param {{function: string, values: object, seconds: number}} asked
   * @param {Uint8Array} data the file
   * @returns {Promise<{result: object, data?: Uint8Array}>} what came back, or how it was lost
   */
  async readOutside(asked, data) {
    const core = this.spare();
    const values = JSON.stringify(asked.values);
    const message = { kind: "elsewhere", function: asked.function, data, values };
    try {
      await core.ask({ kind: "prepare", function: asked.function, values }); // our own code: its time is not the file's
      const { text, files } = await core.ask(message, { seconds: asked.seconds });
      const head = JSON.parse(text);
      return head === null ? { result: { lost: "memory" } } : { result: { head }, data: files.rest };
    } catch (error) {
      if (!(error instanceof LostError)) throw error;
      core.end(error);
      if (this.outside === core) this.outside = new Core("outside", this.parts);
      return { result: { lost: error.why } };
    }
  }
}

/**
 * Starts Python. The returned object can be called at once: calls wait until it has started.
 *
 * @param {{language?: string, onState?: (state: {state: "starting" | "ready" | "failed", text?: string}) => void}} how
 * @returns {Promise<Python>}
 */
export async function startPython(how = {}) {
  const packed = await Promise.all(PARTS.map(bytesOf));
  return new Python(Object.fromEntries(PARTS.map((name, at) => [name, packed[at]])), how);
}
