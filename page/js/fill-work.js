// Fill: what somebody has chosen, mended and made, from the table to the sheets.

import { Making } from "./fill-making.js";
import { Shown } from "./fill-shown.js";
import { save } from "./parts.js";
import { language } from "./words.js";

// What belongs to one table, and is here still if another one cannot be read.
const OF_TABLE = ["table", "worksheet", "worksheets", "map", "mapFile", "mapBytes", "found", "checked", "doubts", "used", "making", "previewRow",
  "mends", "drafts", "leftOut", "accept", "touched"];

/** @returns {string} what tells a cell from all others */
export function cellKey({ row, column }) {
  return `${row}\u0000${column}`;
}

/** Everything of the job, from the table to what was made of it. */
export class FillWork extends Shown {
  /** @param {object} context of app.js @param {Record<string, (work: FillWork, how: object) => Node>} views the screens, by name */
  constructor(context, views) {
    super(views);
    this.context = context;
    this.form = "visual-plan";
    this.lang = language();
    this.allForms = false;
    this.choices = { output: "print", duplex: true, large: false, gray: false };
    this.mapFile = null;
    this.useTable(null);
  }

  /** Begins with a table. A saved map is kept; all else belonged to another table. */
  useTable(table) {
    this.table = table;
    this.worksheet = "";
    this.worksheets = [];
    this.map = null;
    this.forget();
    this.mends = new Map();
    this.drafts = new Map(); // what is typed into a cell and not yet taken over, by row and column
    this.leftOut = new Set();
    this.accept = new Set();
    this.touched = Boolean(table?.pasted);
  }

  /** Forgets what was found out about the table; it is asked anew. */
  forget() {
    this.found = null;
    this.checked = null;
    this.doubts = [];
    this.used = new Set();
    this.making = null;
    this.previewRow = 0;
  }

  /** @returns {object} all that belongs to the table, to be put back */
  kept() {
    return Object.fromEntries(OF_TABLE.map((name) => [name, this[name]]));
  }

  useMap(file) {
    this.mapFile = file;
    this.map = null;
    this.forget();
  }

  useForm(name) {
    if (name === this.form) return;
    this.form = name;
    this.map = null;
    this.forget();
  }

  /** @returns {string} what staff call the sheet */
  get sheet() {
    return this.known.forms.find((form) => form.name === this.form).sheet;
  }

  useLanguage(code) {
    this.lang = code;
    this.map = null;
    this.forget();
  }

  /** The answer of `forms` in the language of the sheet. */
  get known() {
    return this.context.forms[this.lang];
  }

  get about() {
    return this.known.forms.find((form) => form.name === this.form);
  }

  /** Whether something would be lost on leaving. */
  unsaved() {
    return Boolean(this.touched || this.drafts.size || this.work || (this.making?.count && !this.making.isSaved));
  }

  /** Makes a call with the look of the municipality, in the language of the sheet. */
  async call(name, args, files, how) {
    const python = await this.context.python;
    const { look } = this.context;
    const drawn = look ? { look: look.name } : {};
    return python.call(name, { form: this.form, lang: this.lang, ...drawn, ...args }, { ...files, ...look?.files }, how);
  }

  /** Makes a call about the table as it is now: its map, and what was mended. */
  callTable(name, args, how) {
    const files = { [this.table.name]: this.table.data };
    const mends = [...this.mends.values()];
    const given = { table: this.table.name, mends, leave_out: [...this.leftOut], accept: [...this.accept] };
    if (this.worksheet) given.worksheet = this.worksheet;
    if (this.map) given.map = this.map;
    else if (this.mapFile) {
      given.map = this.mapFile.name;
      files[this.mapFile.name] = this.mapFile.data;
    }
    if (name === "columns") for (const key of ["mends", "leave_out", "accept"]) delete given[key];
    const left = [...(given.leave_out ?? []), ...(args.leave_out ?? [])];
    return this.call(name, { ...given, ...args, ...(left.length && { leave_out: left }) }, files, how);
  }

  /** Asks what the columns are. A saved map that fits needs no question: then the rows come next. */
  async readColumns({ skip = false, keepFocus = false, before = null } = {}) {
    const from = this.view;
    const onStop = () => {
      Object.assign(this, before);
      this.show(...from);
    };
    const onFail = (error) => {
      const asked = (error.messages ?? []).find((message) => message.choices?.length);
      if (!asked) return void Object.assign(this, before);
      this.worksheets = asked.choices;
      this.show("table", { note: asked.what });
      return true;
    };
    const answer = await this.long("fill.reading", (how) => this.callTable("columns", {}, how), { onFail, onStop });
    if (!answer) return;
    const isFirst = !this.found;
    this.found = answer.value;
    this.map = answer.value.map;
    this.mapBytes = Object.values(answer.files)[0];
    this.doubts = answer.value.doubts;
    this.checked = null;
    this.making = null;
    if (isFirst) this.previewRow = this.found.heading_row + 1;
    if (skip && this.mapFile && !this.unknown.length && !this.openDoubts.length) await this.check();
    else this.show("columns", { keepFocus });
  }

  /** The columns of which nobody knows yet what they are. */
  get unknown() {
    return this.found.columns.filter((column) => (column.undecided || column.same_as || this.used.has(column.header)) && !this.isDecided(column));
  }

  isDecided(column) {
    return !this.used.has(column.header) && this.map.columns[column.header] !== undefined;
  }

  /** What is doubted, without what the menus of the columns ask already. */
  get openDoubts() {
    const asked = this.unknown.length ? ["lost-columns", "unknown-columns", "no-list", "no-name"] : [];
    return this.doubts.filter((doubt) => doubt.accept && !asked.includes(doubt.accept) && !this.accept.has(doubt.accept));
  }

  /** Says which question a column is; "" leaves it out. */
  async decide(header, path) {
    this.touched = true;
    this.used.delete(header);
    const columns = { ...this.map.columns };
    for (const [other, taken] of Object.entries(columns)) if (path && taken === path) columns[other] = "";
    columns[header] = path;
    this.map = { ...this.map, columns };
    await this.readColumns({ keepFocus: true });
  }

  /** Looks at all rows: who is ready, and what has to be mended. */
  async check({ keepFocus = false } = {}) {
    const onFail = (error) => {
      const doubts = (error.messages ?? []).filter((message) => message.accept);
      if (!doubts.length) return false;
      this.doubts = doubts;
      this.show("columns", { doubts: true });
      return true;
    };
    const answer = await this.long("fill.checking", (how) => this.callTable("batch", { output: "check" }, how), { onFail });
    if (!answer) return;
    this.checked = answer.value;
    this.making = null;
    this.show("mend", { keepFocus });
  }

  get ready() {
    return this.checked.people.filter((person) => person.ready);
  }

  get failed() {
    return this.checked.people.filter((person) => !person.ready);
  }

  /** Puts values into cells of one person, and looks at that person again. */
  async mend(person, cells) {
    this.touched = true;
    this.making = null;
    for (const cell of cells) {
      this.mends.set(cellKey(cell), cell);
      this.drafts.delete(cellKey(cell));
    }
    const others = this.checked.people.flatMap((other) => (other === person ? [] : other.rows));
    const onFail = (error) => {
      const messages = error.messages ?? [];
      if (!messages.length) return false;
      person.faults = messages;
      return true;
    };
    const answer = await this.long("fill.checking", (how) => this.callTable("batch", { output: "check", leave_out: others }, how), { onFail });
    const now = answer?.value.people.find((other) => other.row === person.row);
    if (now) Object.assign(person, { faults: [], ...now });
    else if (answer) person.ready = true;
  }

  /** Leaves somebody out for good. */
  leaveOut(person) {
    this.touched = true;
    this.making = null;
    for (const row of person.rows) this.leftOut.add(row);
    this.checked.people = this.checked.people.filter((other) => other !== person);
  }

  /** Makes the sheets, or those that are left after a stop. */
  async make() {
    this.making ??= new Making(this);
    const { making } = this;
    const done = await this.long("progress.sheets", (how) => making.run(how), {
      before: making.count,
      onStop: () => this.paintStopped(),
    });
    if (done) await this.finish();
  }

  /** Packs what is made, gives it to the browser, and says so. */
  async finish() {
    const { making } = this;
    const packed = await this.long("fill.packing", () => making.pack());
    if (!packed) return;
    if (making.parts.length === 1) this.saveFile(making.parts[0]);
    this.show("made");
  }

  saveFile(part) {
    save(part.name, part.data);
    part.isSaved = true;
    if (!this.making.isSaved) return; // of several files, some are not fetched yet
    this.touched = false;
  }

  /** Asks for the messages of the library anew: they are in the language in which they were asked for. */
  async sayAnew() {
    if (this.work || this.error || this.stopped) return;
    if (this.view[0] === "columns") await this.readColumns({ keepFocus: true });
    else if (this.view[0] === "mend") await this.check({ keepFocus: true });
  }
}
