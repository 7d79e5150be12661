// Shows a whole sheet, or a picture, over the screen.

import { isShowable } from "./collect-files.js";
import { button, h } from "./parts.js";
import { say } from "./words.js";

const MOST_PAGES = 12;
const DPI = 96;

/**
 * @param {any} python a promise
 * @param {any} item the file
 */
export async function show(python, item) {
  const addresses = [];
  const pages = h("div", { class: "pages-shown", tabindex: 0, role: "region", "aria-labelledby": "shown-title" });
  const status = h("p", { role: "status" }, say("collect.drawing"));
  const dialog = h("dialog", { class: "shown", "aria-labelledby": "shown-title" },
    h("div", { class: "shown-head" }, h("h2", { id: "shown-title", tabindex: -1 }, item.name), button(say("collect.close"), { on: () => dialog.close() })),
    status, pages);
  dialog.addEventListener("close", () => {
    dialog.remove();
    addresses.forEach((address) => URL.revokeObjectURL(address));
  });
  document.body.append(dialog);
  dialog.showModal();
  const add = (data, type, alt) => {
    addresses.push(URL.createObjectURL(new Blob([data], { type })));
    const broken = () => { status.textContent = say("collect.no_picture"); };
    pages.append(h("img", { src: addresses.at(-1), alt, on: { error: (event) => { event.target.remove(); broken(); } } }));
  };
  try {
    if (isShowable(item.file)) add(await item.file.arrayBuffer(), item.file.type, item.name);
    else await draw(await python, item, add, () => dialog.open);
    status.textContent = "";
  } catch {
    status.textContent = pages.childElementCount ? "" : say("collect.no_picture");
  }
}

/** Draws page after page, until there is none or nobody looks any more. */
async function draw(python, item, add, isWanted) {
  const data = new Uint8Array(await item.file.arrayBuffer());
  for (let page = 1; page <= MOST_PAGES && isWanted(); page += 1) {
    const args = { file: item.name, page, dpi: DPI, password: item.password ?? null };
    const { value, files } = await python.call("preview", args, { [item.name]: data });
    add(files[value.file], "image/png", say("collect.page_of", { page }));
  }
}
