// A municipality's look: put in by the build, or opened here. All jobs draw with `theLook()`.

import { button, h, message, tick } from "./parts.js";
import { theLook, useLook } from "./store.js";
import { languages, say } from "./words.js";

const PICTURE = /\.(png|jpe?g|webp|gif)$/i;
const MOST_BYTES = 20e6;
const standard = { forms: null };
const known = []; // looks that can be chosen

/**
 * The choice of a look, and a button that opens one.
 *
 * @param {any} context
 * @param {() => void} changed
 * @returns {HTMLElement}
 */
export function lookChoice(context, changed) {
  if (theLook() && !known.includes(theLook())) known.push(theLook());
  standard.forms ??= context.forms;
  const [list, told] = [h("div"), h("div", { role: "status" })];
  const take = (look) => {
    useLook(look);
    context.forms = look?.forms ? { ...standard.forms, ...look.forms } : standard.forms;
    draw();
    changed();
  };
  const radio = (words, look) => tick(words, { type: "radio", name: "look", checked: theLook() === look, on: () => take(look) });
  const draw = () => list.replaceChildren(radio(say("look.usual"), null),
    ...known.map((look) => radio(look.title ?? look.name, look)));
  const input = h("input", { type: "file", class: "vh", accept: ".toml,.svg,.png,.jpg,.jpeg,.webp,.gif", multiple: true, tabindex: -1, "aria-hidden": "true", on: { change: async () => {
    const files = [...input.files];
    input.value = "";
    if (!files.length) return;
    told.replaceChildren(h("p", { class: "small" }, say("look.trying")));
    const { look, fault } = await opened(context, files);
    told.replaceChildren(fault ? message(fault) : h("p", { class: "small" }, say("look.used", { look: look.title })));
    if (!look) return;
    known.push(look);
    take(look);
  } } });
  draw();
  // A look that the build has put in: the library is asked about it once.
  const built = theLook();
  if (built && !built.forms) tried(context, built.name, built.files).then((found) => take(Object.assign(built, found)), () => {});
  return h("fieldset", { class: "look-choice" }, h("legend", {}, say("look.title")), list,
    button(say("look.open"), { kind: "thin", on: () => input.click() }), input, h("p", { class: "small soft" }, say("look.how")), told);
}

/**
 * Opens a look, and draws nothing with it before the library has found it good.
 *
 * @param {any} context
 * @param {File[]} files the look file and its pictures
 * @returns {Promise<{look?: object, fault?: string}>} the look, or one sentence
 */
export async function opened(context, files) {
  const names = files.map((file) => file.name).filter((name) => name.toLowerCase().endsWith(".toml"));
  if (names.length !== 1) return { fault: say("look.one_file") };
  if (files.reduce((size, file) => size + file.size, 0) > MOST_BYTES) return { fault: say("look.too_large") };
  try {
    const data = Object.fromEntries(await Promise.all(files.map(async (file) => [file.name, await bytes(file)])));
    return { look: await tried(context, names[0], data) };
  } catch (error) {
    return { fault: error.messages?.[0]?.text || error.text || say("look.not_read") };
  }
}

/** Asks the library for every sheet in the look: in its own language, and in the others it speaks. */
async function tried(context, name, files) {
  const python = await context.python;
  const { value } = await python.call("forms", { look: name }, files);
  const forms = { [value.look.lang]: value };
  for (const lang of languages()) {
    if (lang in forms) continue;
    try {
      forms[lang] = (await python.call("forms", { look: name, lang }, files)).value;
    } catch {
      // The look has no words in this language: its sheets cannot be in it.
    }
  }
  return { name, files, forms, title: value.look.name || name, languages: Object.keys(forms) };
}

/** The bytes of a file. A picture goes through a canvas: Python here decodes none. */
async function bytes(file) {
  const data = new Uint8Array(await file.arrayBuffer());
  if (!PICTURE.test(file.name)) return data;
  const image = await createImageBitmap(new Blob([data])).catch(() => null);
  if (!image) return data; // the library says what is wrong with it
  const canvas = h("canvas", { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  const made = await new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
  return new Uint8Array(await made.arrayBuffer());
}
