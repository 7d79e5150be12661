// The worker that holds a Python. The build puts Pyodide before it (`createPyodideModule`,
// `loadPyodide`), so that it imports nothing. It answers one message at a time.
//
// In:  { kind: "start", role, parts }         parts: name → packed bytes
//      { kind: "call", id, name, args, files, language, results, resultData }
//      { kind: "elsewhere", id, function, data, values }
//      { kind: "prepare", id, function, values }    loads what that function needs
//      { kind: "warm", id, language }         loads a piece of what the first sheet needs
// Out: { kind: "started" } · { kind: "failed", text } · { kind: "progress", id, done, total }
//      { kind: "file", id, name, data } · { kind: "done", id, text, files } · { kind: "crash", id, text }

let python = null;

/** Unpacks bytes that the build has packed. */
async function unpacked(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Writes the files of an archive; see tools/page/archive.py. */
function unfold(archive, fs, top) {
  const length = new DataView(archive.buffer).getUint32(0);
  const index = JSON.parse(new TextDecoder().decode(archive.subarray(4, 4 + length)));
  let at = 4 + length;
  const made = new Set();
  for (const [path, size] of index) {
    const folder = `${top}/${path.slice(0, path.lastIndexOf("/") + 1)}`;
    if (!made.has(folder)) {
      fs.mkdirTree(folder);
      made.add(folder);
    }
    fs.writeFile(`${top}/${path}`, archive.subarray(at, at + size));
    at += size;
  }
}

/** Starts Python. Nothing is fetched: what Pyodide asks for is given to it. */
async function start({ role, parts }) {
  const [wasm, stdlib, lock, site] = await Promise.all(
    ["python.wasm", "stdlib.zip", "lock.json", "site"].map((name) => unpacked(parts[name])),
  );
  const known = { "pyodide.asm.wasm": ["application/wasm", wasm], "python_stdlib.zip": ["application/zip", stdlib] };
  globalThis.fetch = async (address) => {
    const found = known[String(address.url ?? address).split("/").pop()];
    if (!found) throw new Error("nothing is fetched here");
    return new Response(found[1], { headers: { "Content-Type": found[0] } });
  };
  const pyodide = await loadPyodide({
    indexURL: "https://page.invalid/",
    createPyodideModule,
    lockFileContents: new TextDecoder().decode(lock),
    stdout: () => {},
    stderr: () => {},
  });
  unfold(site, pyodide.FS, "/site");
  pyodide.runPython("import sys; sys.path.insert(0, '/site')");
  python = pyodide.pyimport("start");
  python.warm(role);
}

function call({ id, name, args, files, language, results, resultData }) {
  const progress = (done, total) => postMessage({ kind: "progress", id, done, total });
  const take = (file, data) => postMessage({ kind: "file", id, name: file, data }, [data.buffer]);
  const [text, names, data] = python.call(name, args, files, language, results, resultData, progress, take);
  const made = Object.fromEntries(names.map((file, at) => [file, data[at]]));
  postMessage({ kind: "done", id, text, files: made }, data.map((file) => file.buffer));
}

function elsewhere({ id, function: name, data, values }) {
  const [text, rest] = python.run_elsewhere(name, data, values);
  postMessage({ kind: "done", id, text, files: rest ? { rest } : {} });
}

function prepare({ id, function: name, values }) {
  python.prepare_elsewhere(name, values);
  postMessage({ kind: "done", id, text: "", files: {} });
}

function warm({ id, language }) {
  postMessage({ kind: "done", id, text: JSON.stringify(python.warm_more(language)), files: {} });
}

const KINDS = { call, elsewhere, prepare, warm };

onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") {
      await start(data);
      postMessage({ kind: "started" });
    } else {
      KINDS[data.kind](data);
    }
  } catch (error) {
    // The last line of a Python error is its class and text. It is for the IT department; answers
    // are in none of ours, and the text of another may hold anything, so only the class is told.
    const last = String(error?.message ?? error).trim().split("\n").pop();
    const text = /^[\w.]+/.exec(last)?.[0] ?? "Error";
    postMessage({ kind: data.kind === "start" ? "failed" : "crash", id: data.id, text });
  }
};
