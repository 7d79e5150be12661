// Fill: making the sheets, in parts where they are many, so that a stop keeps what is done.

import { fileName } from "./file-names.js";
import { say } from "./words.js";

const PRINTED = 500; // people in one PDF for the printer: memory holds no more with ease
const ZIPPED = 1000; // sheets in one zip
const ZIP = "ark.zip";
const REST = "failed-rows.csv";

/** @returns {number} in how many files so many people's sheets come */
export function fileCount(people, output) {
  return Math.ceil(people / (output === "print" ? PRINTED : ZIPPED));
}

/** Sheets that are being made of a table as it was when the making began. */
export class Making {
  constructor(work) {
    this.work = work;
    this.choices = { ...work.choices };
    this.people = work.ready;
    this.total = this.people.length;
    this.count = 0; // people whose sheets are there
    this.sheets = []; // that are in no zip yet: { name, data }
    this.zipped = []; // full zips, which came while sheets were made
    this.prints = []; // of a print job: its bytes, for each part
    this.parts = []; // what a person fetches: { name, data, isSaved }
    this.rest = null;
  }

  /** Whether everything that is made was fetched. */
  get isSaved() {
    return this.parts.length > 0 && this.parts.every((part) => part.isSaved);
  }

  get isPrinted() {
    return this.choices.output === "print";
  }

  /** Makes what is not made yet. @returns {Promise<boolean>} */
  async run(how) {
    const { duplex, large, gray } = this.choices;
    if (this.count >= this.total) return true; // made already: it is only fetched once more
    this.parts = [];
    const args = { duplex: this.isPrinted && duplex, ...(large && { large }), ...(gray && { ink: "gray" }) };
    if (this.isPrinted) await this.print(args, how);
    else await this.fill(args, how);
    return true;
  }

  /** A PDF for each person: each is handed over as soon as it is made. */
  async fill(args, { signal, onProgress }) {
    const began = this.count;
    const zipped = this.total > ZIPPED ? ZIPPED : 0;
    const onFile = (name, data) => {
      if (name === ZIP) return this.takeZip(data);
      this.sheets.push({ name, data: new Blob([data]) }); // a blob may lie on the disk
      this.count += 1;
      onProgress(this.count - began, this.total - began);
    };
    const answer = await this.work.callTable("batch", { ...args, output: "sheets", zipped, leave_out: this.rowsOf(this.people.slice(0, began)) }, { signal, onFile });
    this.take(answer);
  }

  /** Takes a zip in place of the sheets in it, so that no sheet is kept twice. */
  takeZip(data) {
    this.zipped.push(new Blob([data], { type: "application/zip" }));
    this.sheets.splice(-ZIPPED);
  }

  /** Print jobs of so many people each. */
  async print(args, { signal, onProgress }) {
    const began = this.count;
    while (this.count < this.total) {
      const group = this.people.slice(this.count, this.count + PRINTED);
      const others = this.people.filter((person) => !group.includes(person));
      const first = this.count - began;
      const told = (done) => onProgress(first + Math.min(done, group.length), this.total - began);
      const answer = await this.work.callTable("batch", { ...args, output: "print", leave_out: this.rowsOf(others) }, { signal, onProgress: told });
      this.prints.push(new Blob([answer.files[answer.value.file]], { type: "application/pdf" }));
      this.count += group.length;
      this.take(answer);
    }
  }

  rowsOf(people) {
    return people.flatMap((person) => person.rows);
  }

  take(answer) {
    this.rest = answer.files[REST] ?? null;
  }

  /** Makes the files that a person fetches of what is there. @returns {Promise<boolean>} */
  async pack() {
    if (this.parts.length) return true;
    const made = this.isPrinted ? this.prints : await this.zips();
    const { sheet } = this.work;
    const called = (at) => (made.length > 1 ? say("fill.file_part", { sheet, part: at + 1, count: made.length }) : sheet);
    this.parts = made.map((data, at) => ({ data, name: fileName(called(at), this.isPrinted ? "pdf" : "zip"), isSaved: false }));
    return true;
  }

  /** The full zips, and those of what is left: of so many sheets each, the last with the rows that failed. */
  async zips() {
    const made = [...this.zipped];
    const count = this.sheets.length || (this.rest ? 1 : 0);
    for (let at = 0; at < count; at += ZIPPED) {
      const group = this.sheets.slice(at, at + ZIPPED);
      const files = {};
      for (const { name, data } of group) files[name] = new Uint8Array(await data.arrayBuffer());
      if (at + ZIPPED >= count && this.rest) files[REST] = this.rest;
      const answer = await this.work.call("batch", { pack: true }, files);
      made.push(new Blob([answer.files[answer.value.file]], { type: "application/zip" }));
    }
    return made;
  }
}
