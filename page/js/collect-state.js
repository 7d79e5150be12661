// What Collect knows while it is on the screen: the files, what was read in them, what was chosen.

import { language } from "./words.js";

export const MOST_FILES = 1000;
const MOST_BESIDE = 6; // pictures of what stands beside the fields, of one file

/**
 * A file that somebody gave.
 *
 * @typedef {object} Item
 * @property {string} key for the elements about it
 * @property {string} name unlike that of every other file
 * @property {File} file is read when it is its turn, so that no more than one is in memory
 * @property {"waiting" | "read" | "out"} state
 * @property {any} [sheet] as the call `read` gave it
 * @property {{page: number, text: string, address: string}[]} beside cut-outs of the sheet
 * @property {number} besides how many things stand beside the fields
 * @property {number} pictures how many answers are pictures
 * @property {{why: string, text?: string, other?: string}} [out] why it is left out
 * @property {string} [password] that opened it
 * @property {Record<string, any>} choices path → the answer that somebody chose; null is none
 * @property {boolean} taken whether somebody took it out of the table
 * @property {string} hash of its bytes
 */

/** Everything of one visit to the screen. */
export class Collected {
  constructor() {
    /** @type {"drop" | "reading" | "stopped" | "answers"} */
    this.view = "drop";
    /** @type {Item[]} */
    this.items = [];
    /** @type {{name: string, data: Uint8Array} | null} the list of codes */
    this.register = null;
    this.rows = "person";
    this.impersonal = false;
    /** What the call `read` said of the table, and its file. */
    this.table = null;
    this.isSaved = true;
    this.said = ""; // a sentence for the next screen
  }

  /** @returns {Item[]} the files in a state */
  in(state) {
    return this.items.filter((item) => item.state === state);
  }

  /** @returns {Item[]} the files in the table */
  tabled() {
    return this.in("read").filter((item) => !item.taken);
  }

  /**
   * Takes files, under names that are unlike each other.
   *
   * @param {{file: File, path: string}[]} files
   */
  add(files) {
    const names = new Set(this.items.map((item) => item.name));
    for (const { file, path } of files) {
      const name = unlike([file.name, path], names);
      names.add(name);
      this.items.push({
        key: `file-${this.items.length + 1}`, name, file, state: "waiting",
        beside: [], besides: 0, pictures: 0, choices: {}, taken: false, hash: "",
      });
    }
  }

  /** Keeps what the call `read` found in a file. */
  keep(item, value, files) {
    forget(item);
    const shown = value.beside.filter((one) => one.picture && files[one.picture]);
    item.state = "read";
    item.out = undefined;
    item.sheet = value.sheet;
    item.besides = value.beside.length;
    item.pictures = value.said.filter((one) => one.kind === "picture").length;
    item.beside = shown.slice(0, MOST_BESIDE).map((one) => ({
      page: one.page, text: one.text,
      address: URL.createObjectURL(new Blob([files[one.picture]], { type: "image/png" })),
    }));
    this.isSaved = false;
  }

  /** Leaves a file out, and keeps why. */
  leaveOut(item, out) {
    item.state = "out";
    item.out = out;
  }

  /** @returns {{file: string, sheet: any, changes: Record<string, any>}[]} for the call `read` */
  sheets() {
    return this.tabled().map((item) => ({ file: item.name, sheet: item.sheet, changes: changes(item) }));
  }

  /** @returns {any} what the table says of a file, or undefined */
  about(item) {
    return this.table?.about.get(item.name);
  }

  /** Asks for the table. @returns {Promise<any>} value and files of the call `read` */
  async ask(python, format = "xlsx") {
    const register = this.register ? { register: "koder.csv" } : {};
    const files = this.register ? { "koder.csv": this.register.data } : {};
    const args = { sheets: this.sheets(), rows: this.rows, format, no_persons: this.impersonal, ...register };
    return python.call("read", args, files);
  }

  /** Makes the table anew. Of several that are asked for, the last one counts. */
  async make(python) {
    this.number = (this.number ?? 0) + 1;
    const mine = this.number;
    const { value, files } = await this.ask(python);
    if (mine !== this.number) return;
    const about = new Map(value.sheets.map((one) => [one.file, one]));
    for (const item of this.tabled()) {
      const left = about.get(item.name)?.left_out;
      if (left) this.leaveOut(item, { why: "library", text: left[0]?.what ?? "" });
    }
    const known = this.table?.about ?? new Map();
    for (const [name, said] of known) if (!about.has(name)) about.set(name, said); // one that was taken out
    this.table = { ...value, about, data: files[value.file], language: language() };
  }

  /** Forgets all pictures, when the screen is left. */
  end() {
    this.items.forEach(forget);
    this.items = [];
    this.table = null;
  }
}

/** @returns {Record<string, any>} what is put right: what is answered twice is nothing until somebody chooses */
function changes(item) {
  const undecided = Object.keys(item.sheet.others).map((path) => [path, null]);
  return { ...Object.fromEntries(undecided), ...item.choices };
}

function forget(item) {
  for (const one of item.beside) URL.revokeObjectURL(one.address);
  item.beside = [];
}

function unlike(wishes, names) {
  const free = wishes.find((name) => !names.has(name));
  if (free) return free;
  const [name] = wishes;
  const dot = name.lastIndexOf(".") > 0 ? name.lastIndexOf(".") : name.length;
  let number = 2;
  const made = () => `${name.slice(0, dot)} (${number})${name.slice(dot)}`;
  while (names.has(made())) number += 1;
  return made();
}
