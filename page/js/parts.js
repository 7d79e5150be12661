// The parts that screens are built of. Texts only become text: nothing here reads HTML.

const drawings = {};
let pictures = {};

/** Takes the drawings and the pictures of sheets that the build has made. */
export function useDrawings(found, sheets) {
  Object.assign(drawings, found);
  pictures = sheets;
}

/**
 * Makes an element.
 *
 * @param {string} tag
 * @param {Record<string, any>} attributes `class`, `text`, `on: {click: …}`; true is an attribute
 *   without a value, and false, null and undefined are none
 * @param {...(Node | string | null | false)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, heard] of Object.entries(value)) element.addEventListener(event, heard);
    } else if (name === "text") {
      element.textContent = value;
    } else if (name in element && typeof value === "boolean" && !name.startsWith("aria")) {
      element[name] = value;
    } else if (name === "value") {
      element.value = value;
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== false && child !== undefined));
  return element;
}

/**
 * @param {string} name of a drawing in page/svg
 * @param {string} language of the sheets in it
 * @returns {SVGElement}
 */
export function drawing(name, language = "da") {
  const svg = new DOMParser().parseFromString(drawings[name], "image/svg+xml").documentElement;
  for (const image of svg.querySelectorAll("image[data-sheet]")) {
    image.setAttribute("href", picture(image.dataset.sheet, language));
  }
  return document.importNode(svg, true);
}

/**
 * @param {string} form the name of a form, or "plan-1" and "plan-2" for a filled plan
 * @param {string} language
 * @returns {string} the address of the picture of its first page
 */
export function picture(form, language) {
  return pictures[language]?.[form] ?? "";
}

/** @param {string} path SVG path data in 24 × 24 @returns {SVGElement} an icon drawn as a line */
export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "ico");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(svg.namespaceURI, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** The main button of a screen (blue), another one, or a small one. */
export function button(text, { kind = "", on, ...attributes } = {}) {
  return h("button", { type: "button", class: `btn ${kind}`.trim(), on: { click: on }, ...attributes }, text);
}

/** A link that looks like a button. */
export function linkButton(text, href, kind = "") {
  return h("a", { class: `btn ${kind}`.trim(), href }, text);
}

/** The head of a job: its plate, heading and one sentence. */
export function head(drawn, title, lead) {
  return h("div", { class: "head" }, h("span", { class: "plate" }, drawn),
    h("h1", { tabindex: -1 }, title), h("p", { class: "lead" }, lead));
}

/** A score disc. */
export function disc(text, { chosen = false } = {}) {
  return h("span", { class: chosen ? "disc on" : "disc" }, text);
}

/** A tick or a radio button with its words; the whole label is pressed. */
export function tick(words, { about = "", type = "checkbox", on, ...attributes } = {}) {
  const input = h("input", { type, ...attributes, on: { change: (event) => on?.(event.target.checked, event) } });
  const said = h("span", {}, h("span", { class: "t" }, words), about && h("small", {}, about));
  return h("label", { class: "tick" }, input, said);
}

/** A number with − and +; `words` says what is counted. */
export function counter(words, { value, least = 1, most = 999, fewer, more, on }) {
  const input = h("input", { type: "text", inputmode: "numeric", "aria-label": words, value: String(value) });
  const set = (number) => {
    const kept = Math.min(most, Math.max(least, Math.round(number) || least));
    input.value = String(kept);
    on?.(kept);
  };
  input.addEventListener("change", () => set(Number(input.value)));
  const step = (sign, label, by) => h("button",
    { type: "button", "aria-label": label, on: { click: () => set(Number(input.value) + by) } }, sign);
  return h("span", { class: "count" }, step("−", fewer, -1), input, step("+", more, 1));
}

/** A message on the screen: a note, or an error that a screen reader says at once. */
export function message(text, { role = "status" } = {}) {
  return h("p", { class: "note", role }, icon("M12 3 L22 20 H2 Z M12 9 V14 M12 17 V17.2"), h("span", {}, text));
}

/** Something was done as it was asked for: nothing to look out for, so it has a tick. */
export function confirmation(text, { role = "status" } = {}) {
  return h("p", { class: "note done", role }, icon("M4 12.5 L10 18.5 L20 6.5"), h("span", {}, text));
}

/** Panel: the only frame in ink, with what is made and the blue button. */
export function panel(title, ...children) {
  const id = `panel-${(panelNumber += 1)}`;
  return h("section", { class: "panel stack", "aria-labelledby": id }, h("h2", { id }, title), ...children);
}
let panelNumber = 0;

/** The steps of a job. */
export function steps(label, names, current) {
  const items = names.map((name, at) => h("li",
    { "aria-current": at === current && "step", class: at < current && "done" },
    h("span", { class: "dot" }, at < current ? "✓" : String(at + 1)), h("span", { class: "n" }, name)));
  return h("nav", { "aria-label": label }, h("ol", { class: "steps" }, items));
}

/**
 * A field that files are dropped on, pasted into, or chosen with.
 *
 * @param {{words: string, button: string, accept?: string, multiple?: boolean, most?: number,
 *   on: (files: {name: string, data: Uint8Array}[]) => void}} how
 */
export function drop({ words, button: chosen, accept = "", multiple = false, most = Infinity, on }) {
  const input = h("input", { type: "file", class: "vh", accept, multiple, tabindex: -1, "aria-hidden": "true" });
  const open = button(chosen, { kind: "main", on: () => input.click() });
  const field = h("div", { class: "drop" }, h("p", {}, words), open, input);
  const take = async (list) => {
    const files = [...list].slice(0, multiple ? undefined : 1);
    if (files.length) on(await Promise.all(files.map((file) => readFile(file, most))));
  };
  input.addEventListener("change", () => take(input.files).finally(() => { input.value = ""; }));
  for (const event of ["dragenter", "dragover"]) {
    field.addEventListener(event, (dragged) => { dragged.preventDefault(); field.classList.add("over"); });
  }
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  field.addEventListener("drop", (dropped) => {
    dropped.preventDefault();
    field.classList.remove("over");
    take(dropped.dataTransfer.files);
  });
  field.addEventListener("paste", (pasted) => take(pasted.clipboardData.files));
  return field;
}

/** A folder, a file that is gone, or one of more than `most` bytes is not read: `data` is null then. */
async function readFile(file, most) {
  try {
    if (file.size > most) throw new RangeError();
    return { name: file.name, size: file.size, data: new Uint8Array(await file.arrayBuffer()) };
  } catch {
    return { name: file.name, size: file.size, data: null };
  }
}

/** Gives a file to the browser, which saves it. */
export function save(name, data, type = "application/octet-stream") {
  const address = URL.createObjectURL(new Blob([data], { type }));
  const link = h("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Asks before something is lost.
 *
 * @returns {Promise<boolean>} whether the person goes on
 */
export function ask({ title, text, stay, go }) {
  return new Promise((resolve) => {
    const end = (answer) => { dialog.close(); dialog.remove(); resolve(answer); };
    const dialog = h("dialog", { class: "ask-first", "aria-labelledby": "ask-title" },
      h("h2", { id: "ask-title" }, title), h("p", {}, text),
      h("div", { class: "acts" }, button(stay, { kind: "main", on: () => end(false) }), button(go, { on: () => end(true) })));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); end(false); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
