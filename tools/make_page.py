"""Build the page: one HTML file that needs no server, and the same as a folder for an intranet.

`make page` runs it. What is built is the same, byte for byte, for the same sources and pins.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import html
import json
import re
import shutil
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from page import fetch, fonts, sheets
from page.archive import packed
from page.join import joined
from page.site import licences, site, unpacked_npm

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "page"
NAME = "mit-liv-min-plan"
MOST_MEMORY = 512 * 2**20  # bytes that a Python may take, so that a hostile file cannot take all
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)

Parts = dict[str, bytes]


def main() -> None:
    """Build both forms of the page, and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--look", type=Path, help="a municipality's look (TOML)")
    parser.add_argument("--out", type=Path, default=ROOT / "out")
    args = parser.parse_args()
    start = time.monotonic()
    cache = ROOT / ".cache" / "page"
    cache.mkdir(parents=True, exist_ok=True)
    binary, texts, worker = parts(cache, args.look)
    folder = args.out / NAME
    write_folder(folder, binary, texts, worker)
    one = args.out / f"{NAME}.html"
    one.write_bytes(one_file(binary, texts, worker))
    for name, data in sorted(binary.items(), key=lambda part: -len(part[1])):
        print(f"{len(data) / 1e6:6.1f} MB  {name}")
    for name, value in texts.items():
        print(f"{len(encoded(value)) / 1e6:6.1f} MB  {name}")
    size = one.stat().st_size
    sha256 = hashlib.sha256(one.read_bytes()).hexdigest()
    print(f"{size / 1e6:6.1f} MB  {one} ({sha256[:16]}), {time.monotonic() - start:.0f} s")


def parts(cache: Path, look: Path | None) -> tuple[Parts, dict[str, Any], str]:
    """Return what the page is made of: packed bytes, values for JSON, and the worker's script."""
    pins = fetch.pins(ROOT)
    npm = fetch.npm_package("pyodide", pins["npm"]["pyodide"], cache)
    wheels = {
        name: fetch.wheel(name, pin, pins["python"], cache) for name, pin in pins["wheels"].items()
    }
    pyodide = unpacked_npm(npm, cache)
    prepared = sheets.prepared(cache)
    binary = {
        "python.wasm": packed((pyodide / "pyodide.asm.wasm").read_bytes()),
        "stdlib.zip": packed((pyodide / "python_stdlib.zip").read_bytes()),
        "lock.json": packed((pyodide / "pyodide-lock.json").read_bytes()),
        "site": site(ROOT, wheels, prepared, pyodide, cache),
    }
    texts: dict[str, Any] = {
        "words": sheets.words(ROOT),
        "forms": sheets.known(prepared, cache),
        "pictures": sheets.pictures(prepared, cache),
        "drawings": {path.stem: path.read_text("utf-8") for path in sorted(PAGE.glob("svg/*.svg"))},
        "licences": list(licence_texts(pyodide, pins, wheels)),
        "look": look_files(look),
    }
    return binary, texts, worker_script(pyodide)


def look_files(look: Path | None) -> dict[str, str]:
    """Return a municipality's look and its logo, by name, in base64; the first is the look."""
    if look is None:
        return {}
    files = [
        look,
        *(path for path in sorted(look.parent.iterdir()) if path.is_file() and path != look),
    ]
    return {path.name: base64.b64encode(path.read_bytes()).decode() for path in files}


def licence_texts(pyodide: Path, pins: Mapping[str, Any], wheels: Mapping[str, Path]) -> list[Any]:
    """Return name, version and licence of each part of the page."""
    own = (ROOT / "LICENSE").read_text("utf-8")
    listed = [["mlmp_print", "", own]]
    about = json.loads((pyodide / "package.json").read_text("utf-8"))
    listed.append(["Pyodide", about["version"], f"{about['license']}\n{about['homepage']}"])
    for name, text in licences(wheels):
        listed.append([name, pins["wheels"][name]["version"], text])
    return listed


def worker_script(pyodide: Path) -> str:
    """Return the script of the worker, with Pyodide in it, so that it imports nothing."""
    core = SOURCE_MAP.sub("", (pyodide / "pyodide.asm.mjs").read_text("utf-8"))
    core = replaced(core, r"export default (\w+);?\s*$", r"return \1;")
    core = replaced(core, r"getHeapMax=\(\)=>\d+", f"getHeapMax=()=>{MOST_MEMORY}")
    loader = SOURCE_MAP.sub("", (pyodide / "pyodide.mjs").read_text("utf-8"))
    loader = replaced(
        loader, r"export\{(\w+) as loadPyodide,(\w+) as version\};?\s*$", r"return \1;"
    )
    own = (PAGE / "js" / "worker.js").read_text("utf-8")
    wrapped = "const {name} = (() => {{\n{text}\n}})();\n"
    return (
        wrapped.format(name="createPyodideModule", text=core)
        + wrapped.format(name="loadPyodide", text=loader)
        + own
    )


def replaced(text: str, pattern: str, by: str) -> str:
    """Replace one place. Exits if there is none, as after another version of Pyodide."""
    found, count = re.subn(pattern, by, text)
    if count != 1:
        sys.exit(f"Pyodide has {count} places like {pattern}; look at it again")
    return found


def encoded(value: Any) -> bytes:
    """Return a value as JSON that may stand in HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").encode()


def styles(address: Any) -> str:
    """Return the style sheet. `address` gives the address of a font."""
    files = sorted((PAGE / "css").glob("*.css"), key=lambda path: (path.name != "page.css", path))
    css = "\n".join(path.read_text("utf-8") for path in files)
    return re.sub(r"url\(\.\./fonts/(\w+)\.woff\)", lambda found: f"url({address(found[1])})", css)


def policy(scripts: str, style: str, workers: str, connect: str) -> str:
    """Return the content security policy: nothing from elsewhere, and no eval but wasm."""
    return (
        f"default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {style}; "
        f"worker-src {workers}; connect-src {connect}; img-src data: blob:; "
        f"font-src {fonts_from(connect)}; base-uri 'none'; form-action 'none'"
    )


def fonts_from(connect: str) -> str:
    """Return where fonts come from: out of the file, or from the folder."""
    return "'self'" if connect == "'self'" else "data:"


def page(csp: str, head: str, body: str) -> bytes:
    """Return the HTML of the page."""
    text = (PAGE / "index.html").read_text("utf-8")
    for mark, value in (("CSP", csp), ("HEAD", head), ("BODY", body)):
        text = text.replace(f"<!-- {mark} -->", value)
    return text.encode()


def write_folder(folder: Path, binary: Parts, texts: Mapping[str, Any], worker: str) -> None:
    """Write the page as a folder, for a web server."""
    if folder.exists():
        shutil.rmtree(folder)
    for name in ("css", "fonts", "js", "parts"):
        (folder / name).mkdir(parents=True)
    for path in (PAGE / "js").glob("*.js"):
        if path.name != "worker.js":
            (folder / "js" / path.name).write_bytes(path.read_bytes())
    (folder / "js" / "worker.js").write_text(worker, "utf-8")
    for key in ("regular", "bold"):
        (folder / "fonts" / f"{key}.woff").write_bytes(fonts.woff(key))
    (folder / "css" / "page.css").write_text(styles(lambda key: f"../fonts/{key}.woff"), "utf-8")
    for name, data in binary.items():
        (folder / "parts" / f"{name}.bin").write_bytes(data)
    for name, value in texts.items():
        (folder / "parts" / f"{name}.json").write_bytes(encoded(value))
    csp = policy("'self'", "'self'", "'self'", "'self'")
    head = f'<meta http-equiv="Content-Security-Policy" content="{csp}">'
    links = (
        '<link rel="stylesheet" href="css/page.css"><script type="module" src="js/app.js"></script>'
    )
    (folder / "index.html").write_bytes(page(head, links, ""))


def one_file(binary: Parts, texts: Mapping[str, Any], worker: str) -> bytes:
    """Return the page as one file."""
    css = styles(lambda key: "data:font/woff;base64," + base64.b64encode(fonts.woff(key)).decode())
    script = joined(PAGE / "js" / "app.js").replace("</script", "<\\/script")
    csp = policy(hashed(script), hashed(css), "data:", "'none'")
    head = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(csp)}">'
    data = [
        f'<script type="application/json" id="part-{name}">{encoded(value).decode()}</script>'
        for name, value in texts.items()
    ]
    everything = {**binary, "worker": worker.encode()}
    data += [
        f'<script type="text/plain" id="part-{name}">{base64.b64encode(part).decode()}</script>'
        for name, part in everything.items()
    ]
    body = "\n".join([*data, f'<script type="module">{script}</script>'])
    return page(head, f"<style>{css}</style>", body)


def hashed(text: str) -> str:
    """Return what the policy calls an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


if __name__ == "__main__":
    main()
