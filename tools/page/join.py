"""Join modules of JavaScript into one script, where one file is all there is.

Each module becomes a function that is called at once and returns what it exports. The modules keep
to what can be joined so: imports by name from a file beside it, exports where something is
declared, no import of a module that imports it back, nothing awaited outside of a function.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const|let) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^\s*(?:import\s|export\s)|\bimport\(", re.MULTILINE)


def joined(entry: Path) -> str:
    """Return the script of a module and all that it imports."""
    order: list[Path] = []
    _visit(entry, order, [])
    return "\n".join(map(_function, order)) + "\n"


def _visit(path: Path, order: list[Path], above: list[Path]) -> None:
    if path in above:
        sys.exit(f"{path.name} is imported by a module that it imports: {above[-1].name}")
    if path in order:
        return
    if not path.exists():
        sys.exit(f"{above[-1].name} imports {path.name}, which is not there")
    for found in _IMPORT.finditer(path.read_text("utf-8")):
        _visit(path.with_name(found[2]), order, [*above, path])
    order.append(path)


def _function(path: Path) -> str:
    text = path.read_text("utf-8")
    exported = [found[1] for found in _EXPORT.finditer(text)]
    body = _EXPORT.sub("", _IMPORT.sub(_taken, text))
    if found := _LEFT.search(body):
        sys.exit(f"{path.name}: cannot be joined: {found[0].strip()} …")
    return (
        f"const {_name(path.name)} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"
    )


def _taken(found: re.Match[str]) -> str:
    names = ", ".join(
        part.strip().replace(" as ", ": ") for part in found[1].split(",") if part.strip()
    )
    return f"const {{ {names} }} = {_name(found[2])};\n"


def _name(file: str) -> str:
    return "$" + re.sub(r"\W", "_", file.removesuffix(".js"))
