// The live sum: sets, sides and pieces of paper. Python counts what depends on names and settings.

import { whatOf } from "./doubts.js";
import { sentenceOf } from "./error.js";
import { h, message } from "./parts.js";
import { callOf, emptyBacks, namesOf, quickCount } from "./print-work.js";
import { say } from "./words.js";

const PAUSE = 250; // ms without a change before Python counts
const MOST_NAMES = 500; // more take seconds: they are counted when they are printed

/** @returns {string} "5 sæt med 3 ark" */
export function setsInWords(sets, sheets) {
  return say(`print.sum_${sets === 1 ? "one" : "many"}_${sheets === 1 ? "one" : "many"}`, { sets, sheets });
}

/** @returns {string} "20 sider på 15 stykker papir." */
export function paperInWords({ sides, papers }) {
  return say(`print.paper_${sides === 1 ? "one" : "many"}_${papers === 1 ? "one" : "many"}`, { sides, papers });
}

/** @returns {string} how many backs stay empty, and why: without it, sides and papers do not fit; "" if none do */
export function backsInWords(count) {
  if (!count) return "";
  return count === 1 ? say("print.backs_one") : say("print.backs", { count });
}

/**
 * @param {any} context
 * @param {PrintWork} work
 * @returns {{element: HTMLElement, refresh: () => void}}
 */
export function liveSum(context, work) {
  const element = h("div", { role: "status", class: "total" });
  let [latest, timer] = [0, 0];
  const show = (count) => element.replaceChildren(...sentences(work, count));
  const refresh = () => {
    clearTimeout(timer);
    const mine = (latest += 1);
    if (!work.forms.length) return element.replaceChildren(h("p", { class: "small" }, say("print.choose_first")));
    if (work.named && !work.names.trim()) return element.replaceChildren(h("p", { class: "small" }, say("print.names_first")));
    const quick = quickCount(context, work);
    if (quick) return show(quick);
    if (work.named && namesOf(work).length > MOST_NAMES) return element.replaceChildren(...uncounted(work));
    element.replaceChildren(h("p", { class: "small" }, say("print.counting")));
    timer = setTimeout(async () => {
      if (!element.isConnected) return; // the PDF is being made
      const found = await counted(context, work);
      if (mine !== latest) return;
      if (found.error) element.replaceChildren(...faults(found.error));
      else show(found.value);
    }, PAUSE);
    return undefined;
  };
  return { element, refresh };
}

/** @returns {string} what is wrong, or a doubt that a button accepts: then without the cure */
export function doubtOf(fault) {
  return fault.accept && fault.row ? say("print.row", { row: fault.row, what: whatOf(fault) }) : fault.text;
}

function faults(error) {
  const [first, ...rest] = error.messages?.length ? error.messages : [{ text: sentenceOf(error) }];
  return [message(doubtOf(first), { role: null }), rest.length > 0 && h("p", { class: "small" }, say("print.more_troubles", { count: rest.length }))].filter(Boolean);
}

async function counted(context, work) {
  try {
    const python = await context.python;
    const [args, files] = callOf(context, work);
    return await python.call("blank", { ...args, check: true }, files);
  } catch (error) {
    return { error };
  }
}

function uncounted(work) {
  return [h("p", {}, h("b", {}, setsInWords(namesOf(work).length * work.copies, work.forms.length))),
    h("p", { class: "small" }, say("print.count_later"))];
}

function sentences(work, count) {
  const backs = emptyBacks(work, count);
  const more = [
    paperInWords(count), backsInWords(backs), work.large && say("print.large_takes_more"),
    work.duplex && !backs && count.papers > 1 && say("print.new_paper"), count.list_sides > 0 && say("print.list_first"),
  ];
  return [h("p", {}, h("b", {}, setsInWords(count.sets, work.forms.length))),
    h("p", { class: "small" }, more.filter(Boolean).join(" "))];
}
