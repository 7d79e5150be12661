// Fill: from a table to a sheet for each person. The screens of the job, and how it is kept.

import { columnsView } from "./fill-columns.js";
import { madeView } from "./fill-made.js";
import { mendView } from "./fill-mend.js";
import { tableView } from "./fill-table.js";
import { FillWork } from "./fill-work.js";
import { h } from "./parts.js";

const VIEWS = { table: tableView, columns: columnsView, mend: mendView, made: madeView };

/** @param {object} context of app.js @returns {Node} the screen; in another language it is where it was */
export function screen(context) {
  const kept = context.kept.fill;
  const isSaidAnew = Boolean(kept?.host?.isConnected);
  const work = isSaidAnew ? kept : new FillWork(context, VIEWS);
  context.kept.fill = work;
  context.unsaved = () => work.unsaved();
  work.host = h("div", {}, isSaidAnew ? work.again() : tableView(work));
  if (isSaidAnew) queueMicrotask(() => work.sayAnew());
  return work.host;
}
