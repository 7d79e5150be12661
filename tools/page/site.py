"""The Python of the page: our package and its libraries, compiled, with what is prepared."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from .archive import archive
from .keeping import kept

Files = dict[str, bytes]

# What the page never imports.
LEFT_OUT = re.compile(
    r"""(?x)
    (^|/)tests?/ | \.pyi$ | (^|/)py\.typed$ | \.dist-info/ | \.data/ | /examples?/
    | ^reportlab/(graphics|platypus|fonts)/
    | ^fontTools/(merge|mtiLib|qu2cu|voltLib|t1Lib|tfmLib|ttx|afmLib|help)
    | ^pypdfium2_cli/ | ^pypdfium2/_cli
    | ^pyphen/dictionaries/hyph_(?!da_DK|de_DE|en_US)
    | ^mlmp_print/(cli/|__main__)
    """
)
OUR_ROOMS = "mlmp_print"
OUR_DATA = (
    "forms/*.toml",
    "assets/languages/*.toml",
    "assets/themes/*.toml",
    "assets/icons/*.svg",
    "assets/color/*.icc",
    "assets/messages/*/LC_MESSAGES/*.mo",
)
INDEX = "prepared/index.json"


def site(
    root: Path, wheels: Mapping[str, Path], prepared: Path, pyodide: Path, cache: Path
) -> bytes:
    """Return the archive of all Python files, kept until one of them changes.

    Args:
        root: The checkout.
        wheels: The libraries.
        prepared: The folder of what is prepared for the page.
        pyodide: The unpacked package of npm, whose Python compiles.
        cache: Where compiled files are kept.
    """
    sources = {**libraries(wheels), **package(root)}
    key = digest({**sources, "pyodide": (pyodide / "package.json").read_bytes()})
    made = kept(cache, "compiled.zip", key, lambda: compiled(sources, pyodide, cache))
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    files.update(ready(prepared))
    return kept(cache, "site.bin", digest(files), lambda: archive(files))


def libraries(wheels: Mapping[str, Path]) -> Files:
    """Return the files of the libraries that the page needs."""
    found: Files = {}
    for path in wheels.values():
        with zipfile.ZipFile(path) as opened:
            names = [name for name in opened.namelist() if not name.endswith("/")]
            found.update({name: opened.read(name) for name in names if not LEFT_OUT.search(name)})
    return {name: data for name, data in found.items() if not is_font(name)}


def is_font(name: str) -> bool:
    """Return whether a file is a font: what is prepared has what is needed of them."""
    return name.endswith((".ttf", ".otf", ".pfb", ".afm"))


def licences(wheels: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    """Yield name and text of each library's licence files."""
    wanted = re.compile(
        r"\.dist-info/(licenses/.*|LICEN[CS]E.*|COPYING.*|NOTICE.*)$", re.IGNORECASE
    )
    for name, path in sorted(wheels.items()):
        with zipfile.ZipFile(path) as opened:
            texts = [
                opened.read(file).decode("utf-8", "replace")
                for file in sorted(opened.namelist())
                if wanted.search(file) and not file.endswith("/")
            ]
        yield name, "\n\n".join(dict.fromkeys(texts))


def package(root: Path) -> Files:
    """Return our own package, with its data inside, as a wheel has it."""
    code = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / OUR_ROOMS).rglob("*.py")
    }
    data = {
        f"mlmp_print/data/{path.relative_to(root).as_posix()}": path.read_bytes()
        for pattern in OUR_DATA
        for path in root.glob(pattern)
    }
    start = {"start.py": (root / "page" / "python" / "start.py").read_bytes()}
    return {
        **{name: found for name, found in code.items() if not LEFT_OUT.search(name)},
        **data,
        **start,
    }


def ready(prepared: Path) -> Files:
    """Return what is prepared. Its index names no files: nothing in the page can change."""
    _, _, rest = (prepared / "index.json").read_bytes().partition(b"\n")
    index = json.dumps({**json.loads(rest), "inputs": {}}, separators=(",", ":")).encode()
    signed = hashlib.sha256(index).hexdigest().encode() + b"\n" + index
    folder = "mlmp_print/data/prepared"
    return {
        f"{folder}/index.json": signed,
        f"{folder}/pieces.bin": (prepared / "pieces.bin").read_bytes(),
    }


def digest(files: Mapping[str, bytes]) -> str:
    """Return a hash of names and contents."""
    sha256 = hashlib.sha256(Path(__file__).read_bytes())
    for name in sorted(files):
        sha256.update(f"{name}\0{len(files[name])}\0".encode() + files[name])
    return sha256.hexdigest()[:16]


def compiled(sources: Mapping[str, bytes], pyodide: Path, cache: Path) -> bytes:
    """Compile every module with the browser's own Python, which node runs; return a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as opened:
        for name in sorted(sources):
            opened.writestr(zipfile.ZipInfo(name), sources[name])
    with tempfile.TemporaryDirectory(dir=cache) as folder:  # of its own: two builds may run at once
        source, target = Path(folder, "source.zip"), Path(folder, "target.zip")
        source.write_bytes(stream.getvalue())
        program = Path(__file__).with_name("compile.mjs")
        command = ["node", str(program), str(pyodide), str(source), str(target)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return target.read_bytes()


def unpacked_npm(path: Path, cache: Path) -> Path:
    """Return the folder of an unpacked package of npm."""
    place = cache / path.stem
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            unpacked = Path(folder, path.stem)
            shutil.unpack_archive(path, unpacked, "gztar", filter="data")
            with contextlib.suppress(OSError):  # another build has put it there meanwhile
                unpacked.rename(place)
    return place / "package"
