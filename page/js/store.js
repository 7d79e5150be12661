// What the build has put into the page: in the one file as elements, in the folder as files.

let look = null;

/**
 * @returns {{name: string, files: Record<string, Uint8Array>, title?: string, languages?: string[]} | null}
 *   the municipality's look that all jobs draw with: `look: name` and its files go with a call
 */
export function theLook() {
  return look;
}

/** @param {object | null} found a look; null for the standard one */
export function useLook(found) {
  look = found;
}

/** @returns {boolean} whether the page is one file */
export function isOneFile() {
  return Boolean(document.getElementById("part-worker"));
}

/**
 * @param {string} name of a part, such as "words"
 * @returns {Promise<any>} its value
 */
export async function valueOf(name) {
  const part = document.getElementById(`part-${name}`);
  if (part) return JSON.parse(part.textContent);
  return (await fetched(`${name}.json`)).json();
}

/**
 * @param {string} name of a part, such as "site"
 * @returns {Promise<Uint8Array>} its bytes
 */
export async function bytesOf(name) {
  const part = document.getElementById(`part-${name}`);
  if (part) return decoded(part.textContent);
  return new Uint8Array(await (await fetched(`${name}.bin`)).arrayBuffer());
}

/** @returns {string} the address of the worker's script */
export function workerAddress() {
  const part = document.getElementById("part-worker");
  if (part) return `data:text/javascript;base64,${part.textContent}`;
  return new URL("js/worker.js", document.baseURI).href;
}

/**
 * @param {string} text in base64
 * @returns {Uint8Array}
 */
export function decoded(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

async function fetched(file) {
  const response = await fetch(new URL(`parts/${file}`, document.baseURI));
  if (!response.ok) throw new Error(`parts/${file} is not there`);
  return response;
}
