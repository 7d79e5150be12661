// Files for Collect: dropped, chosen, or in a folder; and what can be told of one without reading it.

/** MB of a list of codes, as the library has it: REGISTER_BYTES. */
export const MOST_LIST = 16;
const MOST_BYTES = 64 * 2 ** 20; // as the library has it: PDF_BYTES
const MOST_DEPTH = 8; // folders in folders

/**
 * Collects the files of a drop, those in folders too. Must be called while the drop is handled.
 *
 * @param {DataTransfer} transfer
 * @param {number} most how many files
 * @returns {Promise<{file: File, path: string}[]>}
 */
export async function dropped(transfer, most) {
  const given = [...transfer.items].filter((item) => item.kind === "file").map((item) => ({
    file: item.getAsFile(),
    folder: folderOf(item),
    handle: item.getAsFileSystemHandle?.().catch(() => null),
  }));
  const found = [];
  for (const { file, folder, handle } of given) {
    if (folder) await inFolder(folder, await handle, found, most + 1);
    else if (file) found.push(...plain([file]));
  }
  return found;
}

/** The entry of a folder, or null: `getAsFile` gives a folder too, as a file that cannot be read. */
function folderOf(item) {
  const entry = item.webkitGetAsEntry?.();
  return entry?.isDirectory ? entry : null;
}

/**
 * Collects the files of a folder. A page from `file://` may not follow entries (Chromium throws an
 * EncodingError), but handles; one from http has no handles, which want a secure context.
 */
async function inFolder(folder, handle, found, most) {
  if (handle) await walkHandle(handle, handle.name, found, most, MOST_DEPTH);
  else await walk(folder, found, most, MOST_DEPTH);
}

async function walkHandle(handle, path, found, most, depth) {
  if (found.length >= most || depth < 0) return;
  if (handle.kind === "file") {
    const file = await handle.getFile().catch(() => null);
    const one = file && { file, path };
    if (one && isWanted(one)) found.push(one);
    return;
  }
  const inside = [];
  for await (const one of handle.values()) inside.push(one);
  inside.sort((one, other) => inOrder(one.name, other.name));
  for (const one of inside) await walkHandle(one, `${path}/${one.name}`, found, most, depth - 1);
}

/** @returns {{file: File, path: string}[]} the files of a field for files; a folder's are put in order */
export function plain(list) {
  const found = [...list].map((file) => ({ file, path: file.webkitRelativePath || file.name })).filter(isWanted);
  return list[0]?.webkitRelativePath ? found.sort((one, other) => inOrder(one.path, other.path)) : found;
}

function inOrder(one, other) {
  return one.localeCompare(other, "da", { numeric: true });
}

function isWanted({ file }) {
  return !file.name.startsWith(".") && !/^(thumbs\.db|desktop\.ini)$/i.test(file.name);
}

async function walk(entry, found, most, depth) {
  if (found.length >= most || depth < 0) return;
  if (entry.isFile) {
    const file = await new Promise((resolve) => { entry.file(resolve, () => resolve(null)); });
    const one = file && { file, path: entry.fullPath.replace(/^\//, "") };
    if (one && isWanted(one)) found.push(one);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve) => { reader.readEntries(resolve, () => resolve([])); });
    if (!some.length) return;
    some.sort((one, other) => inOrder(one.name, other.name));
    for (const inner of some) await walk(inner, found, most, depth - 1);
  }
}

/**
 * Looks at the beginning of a file.
 *
 * @param {File} file
 * @returns {Promise<string>} why it need not be read: the end of a key `collect.out_…`; or ""
 */
export async function refused(file) {
  if (file.size > MOST_BYTES) return "large";
  let start;
  try {
    start = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  } catch {
    return "gone";
  }
  if (!file.size) return "empty";
  const text = String.fromCharCode(...start);
  if (text.includes("%PDF-") || text.includes("%FDF-") || text.toLowerCase().includes("<xfdf")) return "";
  if (isPicture(text)) return "image";
  if (text.startsWith("PK\x03\x04")) return packed(file.name);
  if (text.startsWith("\xd0\xcf\x11\xe0")) return packed(file.name);
  return "other";
}

/** Whether a file begins as a picture does: JPEG, PNG, GIF, TIFF, BMP, WebP, HEIC. */
function isPicture(text) {
  return /^(\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|BM|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp(heic|heix|mif1|avif))/.test(text);
}

function packed(name) {
  if (/\.(docx?|odt|rtf|dotx)$/i.test(name)) return "word";
  if (/\.(xlsx?|ods|xlsm)$/i.test(name)) return "table";
  return /\.zip$/i.test(name) ? "zip" : "other";
}

/** Whether the browser can show a file by itself. */
export function isShowable(file) {
  return /\.(jpe?g|png|gif|webp|bmp)$/i.test(file.name) && file.size < MOST_BYTES;
}

/** Whether a file may be the list of codes. */
export function isList(file) {
  return /\.csv$/i.test(file.name);
}

/** Whether a file is too large for a list of codes: then it is not even read. */
export function isLargeList(file) {
  return file.size > MOST_LIST * 2 ** 20;
}

/** A short number for bytes, by which two files are found that may be the same. */
export function hashOf(data) {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (const byte of data) {
    one = Math.imul(one ^ byte, 2654435761);
    other = Math.imul(other ^ byte, 1597334677);
  }
  return `${data.length}-${one >>> 0}-${other >>> 0}`;
}

/** Whether two files hold the same bytes. */
export function areSame(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
