// Names for saved files: what is in one, and when it was saved. Nobody's name: a list of downloads is
// seen by others.

const given = new Set();

/**
 * Names a file, unlike every other one of this visit.
 *
 * @param {string} what is in it, as people say it: the sheet
 * @param {string} ending such as "pdf"
 * @returns {string} "Den visuelle plan 2026-12-03 14.05.pdf"; of a second one in that minute "… 14.05 (2).pdf"
 */
export function fileName(what, ending) {
  const stem = `${what.replace(/[\\/:*?"<>|]/g, "-")} ${moment(new Date())}`; // signs that Windows refuses
  const numbered = (number) => (number === 1 ? `${stem}.${ending}` : `${stem} (${number}).${ending}`);
  let number = 1;
  while (given.has(numbered(number))) number += 1;
  given.add(numbered(number));
  return numbered(number);
}

/** Year first, so that a folder puts files in the order in which they were saved. */
function moment(now) {
  const two = (number) => String(number).padStart(2, "0");
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join("-");
  return `${day} ${two(now.getHours())}.${two(now.getMinutes())}`;
}
