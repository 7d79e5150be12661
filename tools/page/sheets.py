"""What the page knows before its Python runs: the sheets, their pictures, and the words."""

from __future__ import annotations

import base64
import io
import json
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from PIL import Image

from mlmp_print.api import fill, prepared_blanks
from mlmp_print.api.prepared_blanks import PreparedBlank
from mlmp_print.definitions import load
from mlmp_print.definitions.about import example
from mlmp_print.look.assets import languages
from mlmp_print.page.answer import Request
from mlmp_print.page.calls import call
from mlmp_print.pdf.preview import draw_png
from mlmp_print.prepared import inputs, store
from mlmp_print.prepared.folders import PACKAGE

from .keeping import kept

SIZE = "a4"
PICTURE = 260  # pixels of the longer side, twice what the screen shows
COLORS = 24


def blanks() -> list[PreparedBlank]:
    """Return what is prepared for the page: every language in colour, usual and large print."""
    return [
        PreparedBlank(name, lang, SIZE, "color", large)
        for name in load.names()
        for lang in languages()
        for large in (False, True)
    ]


def prepared(cache: Path) -> Path:
    """Return the folder of what is prepared for the page, drawn anew if an input has changed."""
    folder = cache / "prepared"
    index = folder / store.INDEX
    wanted = [one.entry for one in blanks()]
    if index.exists():
        found = json.loads(index.read_bytes().partition(b"\n")[2])
        if inputs.unchanged(found["inputs"]) and set(wanted) <= found["entries"].keys():
            return folder
    prepared_blanks.prepare(folder, blanks(), times=False, flat=True)
    return folder


def known(folder: Path, cache: Path) -> Any:
    """Return the answer of `forms` in each language.

    Args:
        folder: What is prepared.
        cache: Keeps the answers until that changes, or the code of the call.
    """
    code = "".join(path.read_text("utf-8") for path in sorted(PACKAGE.glob("page/*.py")))
    key = sha256((_stamp(folder) + code).encode()).hexdigest()
    return json.loads(kept(cache, "forms.json", key, lambda: _json(_forms(folder))))


def _forms(folder: Path) -> dict[str, Any]:
    with store.using(folder):
        return {
            lang: call("forms", Request({"lang": lang}, language=lang)).value
            for lang in languages()
        }


def pictures(folder: Path, cache: Path) -> Any:
    """Return a picture of each sheet's first page, by language and name, as data: addresses."""
    return json.loads(
        kept(cache, "pictures.json", _stamp(folder), lambda: _json(_pictures(folder)))
    )


def _pictures(folder: Path) -> dict[str, dict[str, str]]:
    with store.using(folder):
        return {
            lang: {**{name: _blank(name, lang) for name in load.names()}, **_plan(lang)}
            for lang in languages()
        }


def _stamp(folder: Path) -> str:
    return (folder / store.INDEX).read_bytes().partition(b"\n")[0].decode()


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _blank(name: str, lang: str) -> str:
    blank = PreparedBlank(name, lang, SIZE, "color")
    compiled = prepared_blanks.prepared(blank.entry) or blank.drawn()
    return _picture(compiled.fill({})[0])


def _plan(lang: str) -> dict[str, str]:
    """Return the pictures of both pages of a filled plan."""
    filled = fill("visual-plan", example("visual-plan", lang=lang), lang=lang).pdf
    return {f"plan-{page}": _picture(filled, page) for page in (1, 2)}


def _picture(pdf: bytes, page: int = 1) -> str:
    png = draw_png(pdf, page, dpi=72)
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.thumbnail((PICTURE, PICTURE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.quantize(COLORS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def words(root: Path) -> dict[str, dict[str, str]]:
    """Return the page's own words: language → key → text, `start.title`. Exits with what lacks."""
    found = {
        path.stem: dict(_flat(tomllib.loads(path.read_text("utf-8"))))
        for path in sorted((root / "assets" / "page").glob("*.toml"))
    }
    every = {key for texts in found.values() for key in texts}
    for lang, texts in found.items():
        if missing := sorted(every - texts.keys()):
            raise SystemExit(f"assets/page/{lang}.toml lacks: {', '.join(missing)}")
    return found


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        pairs += (
            _flat(value, f"{prefix}{key}.")
            if isinstance(value, dict)
            else [(f"{prefix}{key}", str(value))]
        )
    return pairs
