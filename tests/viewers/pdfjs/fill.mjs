// Fills PDF files through pdf.js, as its viewer does: what is typed and clicked goes into the annotation storage, and is saved.
// Usage: node fill.mjs JOBS.json, a list of {source, target, typed: {field: text}, chosen: {field: state, or "" for none}}.
import { readFile, writeFile } from "node:fs/promises";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

for (const { source, target, typed, chosen } of JSON.parse(await readFile(process.argv[2], "utf-8"))) {
  const task = getDocument({ data: new Uint8Array(await readFile(source)), verbosity: 0 });
  const document = await task.promise;
  const missing = new Set([...Object.keys(typed), ...Object.keys(chosen)]);
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    for (const { id, fieldName, checkBox, radioButton, exportValue, buttonValue } of await page.getAnnotations()) {
      missing.delete(fieldName);
      if (fieldName in typed) {
        document.annotationStorage.setValue(id, { value: typed[fieldName] });
      } else if (fieldName in chosen && (checkBox || radioButton)) {
        document.annotationStorage.setValue(id, { value: chosen[fieldName] === (checkBox ? exportValue : buttonValue) });
      }
    }
  }
  if (missing.size) {
    throw new Error(`no such field: ${[...missing]}`);
  }
  await writeFile(target, await document.saveDocument());
  await task.destroy();
}
