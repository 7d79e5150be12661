// A picture as an answer: from a file, by dropping or pasting it, or from the camera. The browser
// decodes it and draws it anew, so that nothing but its pixels is kept: no place, no time, no camera.

import { takePhoto } from "./person-camera.js";
import { button, drop, h, message } from "./parts.js";
import { say } from "./words.js";

const MOST_BYTES = 60_000_000;
const QUALITY = 0.9;

/**
 * @param {any} question
 * @param {{data: Uint8Array | undefined, description: string | undefined, describable: boolean,
 *   on: (data: Uint8Array | null) => void, onDescription: (words: string) => void}} how
 * @returns {HTMLElement}
 */
export function pictureField(question, { data, description, describable, on, onDescription }) {
  const place = h("div", { class: "picture-answer" });
  const fault = h("div", {});
  const wrong = (words) => fault.replaceChildren(message(say(words), { role: "alert" }));
  const take = async (source) => {
    try {
      fault.replaceChildren();
      const made = await drawnAnew(source, question.room);
      on(made);
      show(made);
      place.querySelector("input, button")?.focus();
    } catch (error) {
      wrong(error instanceof TooLarge ? "person.picture_large" : "person.picture_wrong");
    }
  };
  const choose = () => {
    const field = drop({ words: say("person.picture_drop"), button: say("person.picture_choose"), accept: "image/*", most: MOST_BYTES,
      on: ([file]) => (file.size > MOST_BYTES ? wrong("person.picture_large") : take(file.data ? new Blob([file.data]) : null)) });
    const camera = button(say("person.camera"), { on: () => takePhoto().then((photo) => photo && take(photo)) });
    field.querySelector(".btn").classList.remove("main"); // one blue button a screen
    const chooser = field.querySelector("input");
    chooser.id = "answer";
    return [field, h("p", { class: "acts" }, camera)];
  };
  const there = (made) => {
    const address = URL.createObjectURL(new Blob([made], { type: "image/jpeg" }));
    const image = h("img", { alt: description || say("person.picture_mine"), src: address });
    image.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
    const words = h("input", { type: "text", class: "line", id: "description", value: description ?? "", autocomplete: "off", spellcheck: "false" });
    words.addEventListener("input", () => { onDescription(words.value); });
    const remove = button(say("person.picture_remove"), { kind: "thin", on: () => {
      on(null);
      show(null);
      place.querySelector("button").focus();
    } });
    const described = describable && h("div", { class: "write" },
      h("label", { class: "label", for: "description" }, say("person.picture_words")), words,
      h("p", { class: "small" }, say("person.picture_words_how")));
    return [h("p", { class: "vh", role: "status" }, say("person.picture_there")), image, described || "", h("p", { class: "acts" }, remove)];
  };
  const show = (made) => place.replaceChildren(...(made ? there(made) : choose()));
  show(data ?? null);
  return h("div", {}, place, fault);
}

class TooLarge extends Error {}

/**
 * Decodes a picture, turns it as it was taken, and draws it no larger than print needs.
 *
 * @param {Blob | null} source
 * @param {{width: number, height: number} | null} room
 * @returns {Promise<Uint8Array>} JPEG
 */
export async function drawnAnew(source, room) {
  if (!source) throw new Error("no file");
  if (source.size > MOST_BYTES) throw new TooLarge();
  const bitmap = await createImageBitmap(source, { imageOrientation: "from-image" });
  const most = room ?? { width: 1600, height: 1600 };
  const scale = Math.min(1, most.width / bitmap.width, most.height / bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // behind what can be seen through: JPEG has no such thing
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
  if (!blob) throw new Error("no picture");
  return new Uint8Array(await blob.arrayBuffer());
}
