// The camera: a live picture in a dialog, or the phone's own camera where the page may not open one.

import { button, h, message } from "./parts.js";
import { say } from "./words.js";

/** @returns {Promise<Blob | null>} a photo, or null if the person took none */
export async function takePhoto() {
  const isPhone = matchMedia("(pointer: coarse)").matches;
  if (isPhone || !navigator.mediaDevices?.getUserMedia) return fromPhone();
  return live();
}

/** Opens the camera of a phone, or a window of files where there is none. */
function fromPhone() {
  return new Promise((resolve) => {
    const input = h("input", { type: "file", accept: "image/*", capture: "environment" });
    input.addEventListener("change", () => resolve(input.files[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}

function live() {
  return new Promise((resolve) => {
    const video = h("video", { autoplay: true, playsinline: true, muted: true, "aria-label": say("person.camera_live") });
    let stream = null;
    const end = (photo) => {
      stream?.getTracks().forEach((track) => track.stop());
      dialog.close();
      dialog.remove();
      resolve(photo);
    };
    const acts = h("div", { class: "acts" }, button(say("person.camera_stop"), { on: () => end(null) }));
    const dialog = h("dialog", { class: "ask-first camera", "aria-labelledby": "camera-title" },
      h("h2", { id: "camera-title" }, say("person.camera")), video, acts);
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    navigator.mediaDevices.getUserMedia({ video: true, audio: false }).then((given) => {
      stream = given;
      if (!dialog.open) return given.getTracks().forEach((track) => track.stop());
      video.srcObject = given;
      acts.prepend(button(say("person.camera_take"), { kind: "main", on: async () => end(await still(video)) }));
      return acts.querySelector("button").focus();
    }, () => video.replaceWith(message(say("person.camera_none"), { role: "alert" })));
  });
}

/** The picture that the camera shows now. */
async function still(video) {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  if (!canvas.width) return null;
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
