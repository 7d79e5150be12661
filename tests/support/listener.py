"""What a listener hears of a PDF: its tagged text and fields in the order of the structure tree.

It reads with pikepdf what any screen reader may: structure elements (ISO 32000-1 14.7), marked
content, `/ActualText`, `/Alt`, and the names and values of fields.

`python tests/support/listener.py` writes the texts that the tests compare with. Look at what has
changed before you commit them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

SPOKEN = Path(__file__).resolve().parents[1] / "pdf" / "spoken"
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)> *<([0-9A-Fa-f]+)>(?: *<([0-9A-Fa-f]+)>)?")
_RADIO, _PUSH = 1 << 15, 1 << 16  # flags of buttons (12.7.4.2.1)


def heard(pdf: bytes) -> str:
    """Return a line for each element with text, and for each field, indented as they are nested."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        contents = {page.objgen: _marked_content(page) for page in file.pages}
        root = file.Root.StructTreeRoot
        return "\n".join(_lines(root.K, contents, None, -1)) + "\n"


def _lines(node: Any, contents: Any, page: Any, depth: int) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _lines(kid, contents, page, depth)
        return
    if not isinstance(node, pikepdf.Dictionary):
        return
    if node.get("/Type") == "/OBJR":
        yield "  " * depth + _field(node.Obj)
        return
    page = node.get("/Pg", page)
    tag = str(node.S).lstrip("/")
    kids = node.get("/K", pikepdf.Array())
    said = node.get("/ActualText", node.get("/Alt")) if tag != "Form" else None
    if said is None:
        numbers = [kid for kid in _each(kids) if isinstance(kid, int)]
        said = "".join(contents[page.objgen].get(number, "") for number in numbers)
    words = " ".join(str(said).split())
    inner = list(_lines(kids, contents, page, depth + (tag != "Form")))
    if words or inner:
        if tag not in ("Form", "Document"):
            yield "  " * depth + (f"{tag}: {words}" if words else tag)
        yield from inner


def _each(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _field(widget: Any) -> str:
    """The name, role and value that a screen reader says of a field."""
    flags = int(_inherited(widget, "/Ff", 0))
    kind, value = _inherited(widget, "/FT", ""), _inherited(widget, "/V", "")
    name = str(widget.TU)
    if kind == "/Tx":
        return f"[text] {name}" + (f" = {' '.join(str(value).split())}" if str(value) else "")
    if flags & _PUSH:
        return f"[picture] {name}"
    role = "radio" if flags & _RADIO else "tick"
    chosen = widget.get("/AS", "/Off") != "/Off"
    return f"[{role}] {name}" + (" = chosen" if chosen else "")


def _inherited(node: Any, key: str, default: Any) -> Any:
    while key not in node:
        if "/Parent" not in node:
            return default
        node = node.Parent
    return node[key]


def _marked_content(page: Any) -> dict[int, str]:
    """The text of each marked content of a page, as its fonts say what their codes mean."""
    fonts = {name: _meanings(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    open_ids: list[int | None] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            is_dictionary = isinstance(properties, pikepdf.Dictionary)
            number = properties.get("/MCID") if is_dictionary else None
            open_ids.append(None if number is None else int(number))
        elif name == "EMC":
            open_ids.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name == "Tj" and open_ids and open_ids[-1] is not None:
            codes = bytes(operands[0])
            pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
            text = "".join(font[int.from_bytes(pair)] for pair in pairs)
            texts[open_ids[-1]] = texts.get(open_ids[-1], "") + text
    return texts


def _meanings(font: Any) -> dict[int, str]:
    """Code → text, of a font with codes of two bytes (9.10.3)."""
    if "/ToUnicode" not in font:
        return {}
    cmap = font.ToUnicode.read_bytes()
    meanings = {}
    for first, second, third in _PAIR.findall(cmap.partition(b"endcodespacerange")[2]):
        start, target = int(first, 16), third or second
        text = bytes.fromhex(target.decode()).decode("utf-16-be")
        end = int(second, 16) if third else start
        for code in range(start, end + 1):
            meanings[code] = text[:-1] + chr(ord(text[-1]) + code - start)
    return meanings


def samples() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every blank in every language, every example, and answers that go on.

    Each is a name and what draws the PDF, which takes a while.
    """
    import mlmp_print as mlmp
    from mlmp_print.definitions import load as definitions
    from mlmp_print.look.assets import languages

    for form in definitions.names():
        for lang in languages():
            yield f"{form}-{lang}", partial(mlmp.blank, form, lang=lang)
            yield f"{form}-{lang}-filled", partial(_example, form, lang)
    for lang in languages():
        long_answers = {"purpose": "Wash clothes and/or cook. " * 60, "parking_lot": "x" * 700}
        picture = Image.new("RGB", (40, 30), "red")
        pictures = [{"picture": picture, "alt": "Peter on the jetty,\nfishing"}, {}]
        pictures += [{"picture": picture}]
        yield f"pictures-{lang}", partial(_filled, "mood-board", {"pictures": pictures}, lang)
        yield f"long-answers-{lang}", partial(_filled, "visual-plan", long_answers, lang)


def _example(form: str, lang: str) -> bytes:
    from mlmp_print.definitions import load as definitions
    from mlmp_print.look import look as looks
    from mlmp_print.look.wording import Wording

    look = looks.load(lang)
    loaded = definitions.load(form, look)
    answers = definitions.example(loaded, Wording(loaded, look))
    return _filled(form, _without_pictures(answers), lang)


def _filled(form: str, answers: Any, lang: str) -> bytes:
    import mlmp_print as mlmp

    return mlmp.fill(form, answers, lang=lang).pdf


def _without_pictures(answers: Any) -> Any:
    if isinstance(answers, dict):
        return {key: _without_pictures(value) for key, value in answers.items() if key != "picture"}
    return answers


if __name__ == "__main__":
    SPOKEN.mkdir(exist_ok=True)
    for name, drawn in samples():
        (SPOKEN / f"{name}.txt").write_text(heard(drawn()), "utf-8")
