// Compiles Python modules with Pyodide's own Python: node compile.mjs PYODIDE SOURCE.zip TARGET.zip
// The files have no times in them (unchecked hashes), so that the same sources give the same bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, source, target] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ indexURL: folder });
pyodide.FS.writeFile("/source.zip", readFileSync(source));
pyodide.runPython(`
import importlib._bootstrap_external as external
import importlib.util, zipfile
with zipfile.ZipFile("/source.zip") as source, zipfile.ZipFile("/target.zip", "w") as target:
    for name in source.namelist():
        data = source.read(name)
        if name.endswith(".py"):
            code = compile(data, name, "exec", dont_inherit=True, optimize=0)
            data = external._code_to_hash_pyc(code, importlib.util.source_hash(data), False)
            name += "c"
        target.writestr(zipfile.ZipInfo(name), data)
`);
writeFileSync(target, pyodide.FS.readFile("/target.zip"));
