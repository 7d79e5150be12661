// How safe the page is, what it cannot do, and what it is made of.

import { drawing, h, head } from "./parts.js";
import { valueOf } from "./store.js";
import { say } from "./words.js";

const SAFE = ["safe_nothing", "safe_kept", "safe_files", "safe_print"];
const NOT_HERE = ["no_password", "no_scans"];

/** @returns {Promise<Node>} the screen */
export async function screen() {
  const licences = await valueOf("licences");
  const points = (title, keys) => h("section", { class: "about-part" }, h("h2", {}, say(`about.${title}`)),
    h("ul", { class: "safety" }, keys.map((key) => h("li", {}, say(`about.${key}`)))));
  return h("div", { class: "wide gold" },
    head(drawing("icon-about"), say("about.title"), say("about.lead")),
    points("safety", SAFE), points("not_here", NOT_HERE),
    h("section", { class: "about-part" }, h("h2", {}, say("about.parts")), h("p", {}, say("about.parts_about")),
      licences.map(([name, version, text]) => h("details", {},
        h("summary", {}, `${name} ${version}`.trim()), h("p", { class: "licence", tabindex: 0 }, text)))));
}
