"use strict";
// Settles what a scan left open. Nothing is stored and nothing is sent: what is chosen here leaves the page
// only in the file that “save” makes.
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const find = id => document.getElementById(id);
  const pages = [...document.querySelectorAll(".rows")]; // a question for all rows of a page
  const cards = [...document.querySelectorAll(".card:not(.rows)")];
  const put = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const inputs = card => [...card.querySelectorAll("input[data-how]")];
  const box = card => card.querySelector(".typed");
  const sheets = card => card.querySelector("select");
  const rowsOf = page => page.dataset.of.split(" ").map(number => find("q" + number));
  const pageOf = new Map(pages.flatMap(page => rowsOf(page).map(card => [card, page])));
  const putBack = new WeakMap(); // card → the text that another answer took the place of
  const signs = { "-": null, "–": null, "−": null, "+": "?", "?": "?" }; // in a box, as the keys beside it
  let saved = "[]";

  // What a card says ---------------------------------------------------------------------------

  function dayFault(text) {
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    const typed = /^(\d{1,2})[-/. ]{1,2}(\d{1,2})[-/. ]{1,2}(\d{4}|\d{2})$/.exec(text);
    const mayBeOld = typed?.[3].length === 2 && Number(typed[3]) > 49; // of which century?
    if (!iso && (!typed || mayBeOld)) return words.date_unread;
    const [day, month, year] = iso ? [iso[3], iso[2], iso[1]] : typed.slice(1);
    const whole = year.length === 2 ? 2000 + Number(year) : Number(year);
    const date = new Date(Date.UTC(whole, Number(month) - 1, Number(day)));
    date.setUTCFullYear(whole);
    const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
    return exists && whole >= 1900 && whole <= 2100 ? "" : words.date_wrong;
  }

  // The value of a card as corrections.json has it; undefined while it is open.
  function answer(card) {
    const chosen = inputs(card).filter(input => input.checked);
    if (!chosen.length) {
      const text = box(card) ? box(card).value.trim() : "";
      if (text in signs) return signs[text];
      if (!text || (box(card).dataset.date !== undefined && dayFault(text))) return undefined;
      return text;
    }
    const how = chosen[0].dataset.how;
    if (how === "nothing") return null;
    if (how === "sheet") return sheets(card).value || undefined;
    if (how !== "chosen") return chosen[0].value;
    const values = chosen.map(input => (input.value === "true" ? true : input.value));
    return card.dataset.several === undefined ? values[0] : values;
  }

  const entries = () => cards.flatMap(card => {
    const value = answer(card);
    const { scan, page, path } = card.dataset;
    return value === undefined ? [] : [{ scan, page: Number(page), path, value }];
  });

  function show(card) {
    const value = answer(card), asked = value === "?";
    mark(card, value !== undefined && !asked, asked);
    const touched = inputs(card).some(input => input.checked) || Boolean(box(card) && box(card).value);
    card.querySelector(".undo").hidden = !touched;
    if (pageOf.has(card)) showPage(pageOf.get(card));
  }

  function mark(card, settled, asked) {
    card.classList.toggle("settled", settled);
    card.classList.toggle("asked", asked);
    const state = asked ? words.asked : settled ? words.settled : words.open;
    card.querySelector(".state span").textContent = state;
  }

  // A question for a whole page says what its rows say: all the same, or each something of its own.
  function showPage(page) {
    const rows = rowsOf(page), values = rows.map(answer);
    const isSame = values.every(value => value === values[0]) && [undefined, null, "?"].includes(values[0]);
    const each = page.dataset.each !== undefined || !isSame;
    const how = each ? "each" : { null: "nothing", "?": "said" }[values[0]];
    for (const input of inputs(page)) input.checked = input.dataset.how === how;
    for (const row of rows) row.hidden = !each;
    const all = !values.includes(undefined), asked = all && values.includes("?");
    mark(page, all && !asked, asked);
    page.querySelector(".undo").hidden = how === undefined;
  }

  function count() {
    const asked = cards.filter(card => card.matches(".asked")).length;
    const settled = cards.filter(card => card.matches(".settled")).length;
    find("count").textContent = put(words.count, { settled, total: cards.length });
    find("asked").textContent = asked ? put(words.waiting, { asked }) : "";
    find("bar").value = settled + asked;
    find("done").hidden = settled + asked < cards.length;
  }

  function checkDay(card) {
    const field = box(card), fault = card.querySelector(".err");
    if (!field || field.dataset.date === undefined) return;
    const text = field.value.trim(), wrong = text && !(text in signs) ? dayFault(text) : "";
    fault.hidden = !wrong;
    fault.querySelector("span").textContent = wrong;
    field.setAttribute("aria-invalid", String(Boolean(wrong)));
  }

  function changed(card) {
    find("saved").textContent = "";
    show(card);
    count();
  }

  // Choosing -----------------------------------------------------------------------------------

  function choosePage(page, input) {
    if (input.dataset.how === "each") page.dataset.each = "";
    else {
      delete page.dataset.each;
      for (const row of rowsOf(page)) {
        if (![undefined, null, "?"].includes(answer(row))) continue; // a person has chosen it
        choose(row, inputs(row).find(each => each.dataset.how === input.dataset.how && each.value === input.value));
      }
    }
    showPage(page);
  }

  function choose(card, input, on = true) {
    if (pages.includes(card)) return choosePage(card, input);
    input.checked = on;
    if (on && input.type === "checkbox") {
      const alone = input.dataset.how !== "chosen";
      for (const other of inputs(card)) {
        if (other !== input && (alone || other.dataset.how !== "chosen")) other.checked = false;
      }
    }
    if (on && box(card) && box(card).value) {
      putBack.set(card, box(card).value);
      box(card).value = "";
      checkDay(card);
    }
    return changed(card);
  }

  function byKey(card, key) {
    const fitting = inputs(card).filter(input => input.dataset.key[0] === key);
    if (!fitting.length) return false;
    const [whole, half] = fitting; // 2 and then 2½
    const input = half && whole.checked ? half : whole;
    choose(card, input, input.type === "radio" || !input.checked);
    input.focus();
    return true;
  }

  function undoPage(page) {
    delete page.dataset.each;
    const unseen = rowsOf(page).filter(row => row.hidden); // what is seen can be taken back by itself
    for (const row of unseen) for (const input of inputs(row)) input.checked = false;
    for (const row of rowsOf(page)) changed(row);
    enter(page);
  }

  function undo(card) {
    if (pages.includes(card)) return undoPage(card);
    for (const input of inputs(card)) input.checked = false;
    if (sheets(card)) sheets(card).value = "";
    if (box(card)) box(card).value = putBack.get(card) ?? "";
    putBack.delete(card);
    checkDay(card);
    changed(card);
    return enter(card);
  }

  // Going from card to card --------------------------------------------------------------------

  function enter(card) {
    const target = box(card) || inputs(card).find(input => input.checked) || inputs(card)[0];
    target.focus();
    card.scrollIntoView({ block: "nearest" });
  }

  const isOpen = card => !card.matches(".settled, .asked");
  const stops = () => [...document.querySelectorAll(".card:not([hidden])")];
  const waits = card => isOpen(card) && !inputs(card).some(input => input.checked && input.dataset.how === "each");

  function nextOpen(from) {
    const every = stops(), at = every.indexOf(from);
    const open = [...every.slice(at + 1), ...every.slice(0, at + 1)].find(waits);
    if (open) enter(open);
    else find("save").focus();
  }

  function step(card, by) {
    const every = stops(), other = every[every.indexOf(card) + by];
    if (other) enter(other);
  }

  function pressed(event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      return save();
    }
    const target = event.target, card = target.closest(".card");
    if (!card || event.isComposing || event.ctrlKey || event.metaKey) return undefined;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.altKey) {
      if (!by) return undefined;
      event.preventDefault();
      return step(card, by);
    }
    if (event.key === "Enter" && !event.shiftKey && target.matches("input, textarea")) {
      event.preventDefault();
      checkDay(card);
      return nextOpen(card);
    }
    const sign = { "?": "+", "−": "-" }[event.key] ?? event.key;
    if (target.matches("input[data-how]") && sign.length === 1 && sign !== " " && byKey(card, sign)) {
      event.preventDefault();
    }
    return undefined;
  }

  // The file -----------------------------------------------------------------------------------

  function save() {
    const text = JSON.stringify({ mlmp_corrections: 1, corrections: entries() }, null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "corrections.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    saved = JSON.stringify(entries());
    const open = cards.filter(isOpen).length;
    find("saved").textContent = open ? put(words.saved_open, { open }) : words.saved_all;
  }

  function take(card, said) {
    const value = said === false ? null : said; // a box that is not ticked
    const every = inputs(card), several = Array.isArray(value) ? value : [value];
    for (const input of every) input.checked = false;
    if (sheets(card)) sheets(card).value = "";
    const wanted = several.map(one => (one === null ? "" : String(one)));
    const found = every.filter(input => wanted.includes(input.value));
    if (found.length === wanted.length) for (const input of found) input.checked = true;
    else if (box(card) && typeof value === "string") box(card).value = value;
    else if (sheets(card) && [...sheets(card).options].some(option => option.value === value)) {
      sheets(card).value = value;
      every.find(input => input.dataset.how === "sheet").checked = true;
    } else return false;
    if (found.length && box(card)) box(card).value = "";
    checkDay(card);
    show(card);
    return true;
  }

  // Take over what was said before; gives how many of it were about cards of this page.
  function takeAll(found) {
    const name = (scan, page, path) => JSON.stringify([scan, Number(page), path]);
    const known = new Map(cards.map(card => [name(card.dataset.scan, card.dataset.page, card.dataset.path), card]));
    let taken = 0;
    for (const entry of found) {
      const card = entry && known.get(name(entry.scan, entry.page, entry.path));
      if (card && take(card, entry.value)) taken += 1;
    }
    saved = JSON.stringify(entries());
    count();
    return taken;
  }

  async function goOn(file) {
    let found = [];
    try {
      const content = JSON.parse(await file.text());
      if (content.mlmp_corrections === 1 && Array.isArray(content.corrections)) found = content.corrections;
      else throw new Error("other file");
    } catch {
      find("loaded").textContent = words.not_ours;
      return;
    }
    const taken = takeAll(found), left = found.length - taken;
    find("loaded").textContent = put(words.loaded, { taken }) + (left ? " " + put(words.left, { left }) : "");
  }

  // Events -------------------------------------------------------------------------------------

  document.addEventListener("keydown", pressed);
  document.addEventListener("change", event => {
    const card = event.target.closest(".card");
    if (event.target.id === "earlier") {
      if (event.target.files.length) goOn(event.target.files[0]);
      event.target.value = "";
    } else if (event.target.matches("input[data-how]")) choose(card, event.target, event.target.checked);
    else if (event.target.matches("select")) {
      choose(card, inputs(card).find(input => input.dataset.how === "sheet"), event.target.value !== "");
    } else if (event.target.matches(".typed")) checkDay(card);
  });
  document.addEventListener("input", event => {
    const card = event.target.closest(".card");
    if (!event.target.matches(".typed")) return;
    for (const input of inputs(card)) input.checked = false;
    putBack.delete(card);
    if (event.target.getAttribute("aria-invalid") === "true") checkDay(card);
    changed(card);
  });
  document.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) return;
    const card = button.closest(".card");
    if (button.id === "save") save();
    else if (button.id === "next-open") nextOpen(null);
    else if (button.matches(".undo")) undo(card);
    else if (button.matches(".zoom")) {
      const large = button.getAttribute("aria-pressed") !== "true", view = card.querySelector(".view");
      button.setAttribute("aria-pressed", String(large));
      view.classList.toggle("large", large);
      if (large) view.tabIndex = 0;
      else view.removeAttribute("tabindex");
    }
  });
  addEventListener("beforeunload", event => {
    const half = cards.some(card => box(card) && box(card).value.trim() && isOpen(card)); // a wrong date
    if (half || JSON.stringify(entries()) !== saved) event.preventDefault();
  });
  for (const part of document.querySelectorAll(".do, .open, .zoom, .rows")) part.hidden = false;
  for (const card of cards) show(card);
  takeAll(JSON.parse(find("given").textContent));
})();
