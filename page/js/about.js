// What the page is made of, and what it cannot do.

import { drawing, h, head } from "./parts.js";
import { valueOf } from "./store.js";
import { say } from "./words.js";

/** @returns {Promise<Node>} the screen */
export async function screen() {
  const licences = await valueOf("licences");
  return h("div", { class: "wide gold" },
    head(drawing("icon-about"), say("about.title"), say("about.lead")),
    licences.map(([name, version, text]) => h("details", {},
      h("summary", {}, `${name} ${version}`.trim()), h("p", { class: "licence" }, text))),
    h("h2", {}, say("about.not_here")), h("p", {}, say("about.no_password")), h("p", {}, say("about.no_scans")));
}
