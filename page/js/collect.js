// Collect: from filled-in sheets that came back to a table of their answers.

import { dropView } from "./collect-drop.js";
import { isLargeList, isList, MOST_LIST } from "./collect-files.js";
import { BACK, COLLECT, CROSS, EYE, TICK } from "./collect-icons.js";
import { isDoubtful, lookBox } from "./collect-look.js";
import { outBox } from "./collect-out.js";
import { panelBox, sumOf } from "./collect-panel.js";
import { Reading } from "./collect-reading.js";
import { show } from "./collect-show.js";
import { Collected } from "./collect-state.js";
import { tableBox } from "./collect-table.js";
import { makingView, readingView, stoppedView } from "./collect-wait.js";
import { fileName } from "./file-names.js";
import { button, h, head, icon, save, steps } from "./parts.js";
import { language, say } from "./words.js";

const TYPES = { xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", csv: "text/csv" };
const WAIT = 1000; // ms that work may take without a screen of its own

/** @returns {Node} the screen */
export function screen(context) {
  const earlier = context.kept.collect;
  // In another language the screen is made anew while the old one still stands; else somebody left.
  const isSame = earlier?.root.isConnected;
  const job = isSame ? earlier : new Job(context);
  context.kept.collect = job;
  context.unsaved = () => !job.state.isSaved || job.state.view === "reading";
  job.root = h("div", { class: "purple collect" });
  job.draw();
  return job.root;
}

/** One visit to Collect. */
class Job {
  constructor(context) {
    this.context = context;
    this.state = new Collected();
    this.root = h("div");
    this.status = h("p", { role: "status" });
    this.saved = h("p", { role: "status" });
    const observer = new MutationObserver(() => {
      if (this.root.isConnected) return;
      observer.disconnect();
      this.end(); // somebody has left: nothing of it is kept
    });
    observer.observe(document.getElementById("page"), { childList: true });
  }

  /** Stops what is going on, and forgets everything. */
  end() {
    this.reading?.stop();
    this.state.end();
    this.hasEnded = true;
  }

  /** Goes to a screen of this job: its heading is read, and the title follows. */
  turn(view) {
    if (this.hasEnded) return;
    this.state.view = view;
    this.draw();
    const heading = this.root.querySelector("h1");
    document.title = `${heading.textContent} · ${say("page.name")}`;
    heading.focus();
    window.scrollTo(0, 0);
  }

  draw() {
    const views = { drop: () => this.drop(), reading: () => this.progress(), stopped: () => this.stopped(), answers: () => this.answers() };
    this.root.replaceChildren(views[this.state.view]());
  }

  // Step 1

  drop() {
    const { said } = this.state;
    this.state.said = "";
    return dropView({
      state: this.state, said, take: (files) => this.take(files), takeList: (file) => this.takeList(file),
      dropList: () => this.useList(null), back: () => this.see(),
    });
  }

  async takeList(file) {
    if (isLargeList(file)) {
      this.state.said = say("collect.register_large", { file: file.name, most: MOST_LIST });
      return this.turn("drop");
    }
    this.useList({ name: file.name, data: new Uint8Array(await file.arrayBuffer()) });
  }

  useList(list) {
    this.state.register = list;
    this.draw();
    this.root.querySelector("[data-key=list-button]")?.focus();
  }

  async take(files) {
    const lists = files.filter(({ file }) => isList(file) && !isLargeList(file));
    const large = files.filter(({ file }) => isList(file) && isLargeList(file));
    if (large.length === files.length) return this.takeList(large[0].file); // which says so
    if (lists.length && !this.state.register) await this.takeList(lists.shift().file);
    this.state.add(files.filter((one) => !isList(one.file)));
    this.state.add([...lists, ...large]);
    for (const item of this.state.in("waiting").filter((one) => isList(one.file))) {
      this.state.leaveOut(item, { why: isLargeList(item.file) ? "list" : "register" });
    }
    const isReading = this.reading && this.state.view === "reading";
    if (this.state.items.length && !isReading) await this.read(); // else it goes on with these too
  }

  // Reading

  async read() {
    const state = this.state;
    this.reading = new Reading(state, this.context.python, () => this.tell?.());
    state.view = "reading";
    const timer = setTimeout(() => this.turn("reading"), WAIT);
    try {
      await this.reading.run();
    } catch {
      state.said = say("page.failed");
    } finally {
      clearTimeout(timer);
    }
    if (this.hasEnded) return;
    const hasFailed = document.documentElement.dataset.python === "failed";
    if (state.said || hasFailed) this.turn("drop");
    else if (this.reading.isStopped) this.turn("stopped");
    else await this.see();
  }

  progress() {
    const { view, draw } = this.reading.done < this.reading.total ? readingView(this.reading, () => this.reading.stop()) : { view: makingView(), draw: () => {} };
    this.tell = draw;
    return view;
  }

  stopped() {
    const total = this.state.items.length;
    const done = total - this.state.in("waiting").length;
    return stoppedView({ done, total, rest: () => this.read(), see: () => (done ? this.see() : this.turn("drop")) });
  }

  // Step 2

  /** Makes the table, and shows it. */
  async see() {
    this.state.said = "";
    await this.make();
    if (this.state.register && this.badList) {
      this.state.said = say("collect.register_bad", { file: this.state.register.name });
      this.state.register = null;
      await this.make();
    }
    this.turn("answers");
  }

  async make() {
    this.badList = "";
    if (!this.state.tabled().length) {
      this.state.table = null;
      return;
    }
    try {
      await this.state.make(await this.context.python);
      this.state.isSaved = false;
    } catch (error) {
      this.badList = error.messages?.[0]?.sentence ?? error.text ?? "?";
      this.state.said = say("collect.cannot");
    }
  }

  /** Makes the table anew after a change, and brings what shows it up to date. */
  async change(words = "") {
    this.status.textContent = words;
    this.saved.textContent = "";
    this.pending = this.make();
    await this.pending;
    if (this.hasEnded || this.state.view !== "answers") return;
    this.update();
    if (this.state.said) this.status.textContent = this.state.said;
    this.state.said = "";
  }

  /** Brings what shows the table up to date, and nothing else: focus stays where it is. */
  update() {
    if (Boolean(this.state.table) === this.hasTable) {
      if (this.hasTable) this.fill();
      this.tally.replaceChildren(...tally(this.state));
      return;
    }
    const { key } = document.activeElement.dataset; // the last sheet was taken out, or the first put back
    const said = this.status.textContent;
    this.draw();
    this.status.textContent = said;
    this.root.querySelector(`[data-key="${key}"]`)?.focus();
  }

  /** Makes the table in the language of today; until then the earlier one stands there. */
  async translate() {
    const isSaved = this.state.isSaved;
    await this.change();
    this.state.isSaved = isSaved;
    if (!this.hasEnded && this.state.table?.language === language()) this.draw();
  }

  fill() {
    this.table.replaceChildren(tableBox(this.state, this.context.forms, (item) => this.lookAt(item)));
    this.sum.replaceChildren(...sumOf(this.state));
  }

  lookAt(item) {
    const card = document.getElementById(`look-${item.key}`) ?? document.getElementById("look-title");
    card.scrollIntoView({ block: "center" });
    card.focus();
  }

  answers() {
    const { state, context } = this;
    this.status = h("p", { role: "status", class: "told" }, state.said);
    this.saved = h("p", { role: "status", class: "small" });
    if (state.table && state.table.language !== language()) this.translate();
    const [read, out] = [state.in("read"), state.in("out")];
    const doubtful = read.filter((item) => isDoubtful(state, item));
    const shown = (item) => show(context.python, item);
    const halves = [lookBox({ state, show: shown, changed: (words) => this.change(words) }), outBox({ state, show: shown, again: (item, how) => this.again(item, how) })];
    this.hasTable = Boolean(state.table);
    this.tally = h("div", { class: "tally" }, tally(state));
    this.table = h("div");
    this.sum = h("div", { class: "sum-lines" });
    if (state.table) this.fill();
    const panel = state.table && panelBox({ state, change: () => this.change(), save: (format) => this.save(format), sum: this.sum, saved: this.saved });
    const left = h("div", {}, halves.some(Boolean) && h("div", { class: halves.every(Boolean) ? "halves" : "halves whole" }, halves), this.table);
    return h("div", { class: "wide" },
      head(icon(COLLECT), say(read.length ? "collect.answers" : "collect.none"), lead(read.length + out.length, read.length, doubtful.length)),
      this.steps(), this.tally, this.status,
      panel ? h("div", { class: "two" }, left, panel) : left,
      h("div", { class: "acts" }, button([icon(BACK), say("collect.more")], { on: () => this.turn("drop") })));
  }

  steps() {
    const made = steps(say("collect.steps"), [say("collect.step_drop"), say("collect.step_table")], 1);
    const done = made.querySelector("li");
    done.querySelector(".dot").replaceChildren(icon(TICK));
    done.replaceChildren(h("a", { href: "#collect", on: { click: (event) => { event.preventDefault(); this.turn("drop"); } } }, [...done.childNodes]));
    return made;
  }

  /** Reads a file once more; a password is tried on the other locked files too. */
  async again(item, { password, again = true } = {}) {
    const tried = this.state.in("out").filter((one) => one === item || (password && one.out.why === "locked"));
    const reading = new Reading(this.state, this.context.python, () => {});
    const python = await this.context.python;
    this.status.textContent = say("collect.reading");
    for (const one of tried) {
      const before = one.out;
      if (password) one.password = password;
      await reading.read(python, one, { again });
      if (one !== item && one.state === "out") [one.out, one.password] = [before, undefined];
    }
    if (this.hasEnded) return;
    await this.make();
    this.draw();
    const isIn = item.state === "read";
    this.status.textContent = say(isIn ? "collect.now_in" : "collect.still_out", { file: item.name });
    const next = this.root.querySelector(`[data-key="${item.key} password"]`) ?? document.getElementById(`out-${item.key}`);
    (next ?? document.getElementById("out-title") ?? this.root.querySelector("h1")).focus();
  }

  async save(format) {
    await this.pending;
    const { state } = this;
    try {
      const made = format === "xlsx" ? state.table.data : (await state.ask(await this.context.python, format)).files["svar.csv"];
      const count = state.tabled().length;
      const key = state.impersonal ? "collect.saved_impersonal" : "collect.saved_file";
      const name = fileName(count === 1 ? say(`${key}_one`) : say(key, { count }), format);
      save(name, made, TYPES[format]);
      state.isSaved = true;
      this.saved.textContent = say("collect.saved", { file: name });
    } catch {
      this.saved.textContent = say("collect.cannot");
    }
  }
}

function lead(files, read, doubtful) {
  if (!read) return say("collect.none_lead");
  const said = [files === 1 ? say("collect.read_one") : say("collect.read", { count: files })];
  if (doubtful) said.push(doubtful === 1 ? say("collect.look_one") : say("collect.look", { count: doubtful }));
  said.push(say(doubtful ? "collect.then" : "collect.then_now"));
  return said.join(" ");
}

/** @returns {Node[]} three numbers: in the table, to look at, left out */
function tally(state) {
  const [read, out] = [state.tabled().length, state.in("out").length + state.in("read").filter(({ taken }) => taken).length];
  const doubtful = state.in("read").filter((item) => isDoubtful(state, item)).length;
  const one = (count, path, key, color, about) => h("div", { class: color },
    h("span", { class: "num" }, String(count)), h("b", {}, icon(path), say(`collect.${key}`)), about && h("small", {}, say(`collect.${about}`)));
  return [one(read, TICK, "tally_read", "green", read ? "tally_read_about" : ""),
    one(doubtful, EYE, "tally_look", "yellow", doubtful ? "tally_look_about" : "tally_look_none"),
    one(out, CROSS, "tally_out", "white", out ? "tally_out_about" : "tally_out_none")];
}
