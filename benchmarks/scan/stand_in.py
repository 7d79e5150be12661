"""Layouts from the widgets of a blank, until the package has them (`pdf/panel_layout`)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import zxingcpp

from mlmp_print.draw.geometry import Box
from mlmp_print.pdf.panel_layout import Area, PanelLayout, Target
from mlmp_print.pdf.sheet_codes import parse_code

MM = 25.4 / 72


def layouts_of(pdf: bytes) -> Iterator[PanelLayout]:
    document = pikepdf.open(io.BytesIO(pdf))
    pictures = pypdfium2.PdfDocument(io.BytesIO(pdf))
    for index, page in enumerate(document.pages):
        wide, high = (float(length) * MM for length in page.MediaBox[2:])
        picture = pictures[index].render(scale=200 / 72, grayscale=True).to_pil()
        found: dict[str, float] = {}
        for code in zxingcpp.read_barcodes(picture):
            if code.text.startswith("MLMP1"):
                found[code.text] = max(found.get(code.text, 0), code.position.top_right.x)
        texts = sorted(found, key=found.__getitem__)
        whole = (wide / len(texts), high)
        for number, text in enumerate(texts):
            left = number * whole[0]
            targets, areas = [], []
            for item in widgets(page, high):
                x = item[0].x - left
                if 0 <= x < whole[0]:
                    sort_out(item, left, targets, areas)
            yield PanelLayout(
                parse_code(text).key, whole, 1.0, index, (left, 0.0),
                tuple(targets), tuple(areas), "0000",
            )  # fmt: skip


def widgets(page: Any, high: float) -> Iterator[tuple[Box, str, str, str]]:
    for annotation in page.get("/Annots", []):
        names, kind, owner = [], None, annotation
        while owner is not None:
            if "/T" in owner:
                names.append(str(owner.T))
            kind = kind or owner.get("/FT")
            owner = owner.get("/Parent")
        x0, y0, x1, y1 = (float(value) * MM for value in annotation.Rect)
        state = ""
        if kind == "/Btn":
            states = [key[1:] for key in list(annotation.AP.N) if key != "/Off"]
            state = states[0] if states else ""
        yield Box(x0, high - y1, x1 - x0, y1 - y0), ".".join(names[::-1]), str(kind), state


def sort_out(
    item: tuple[Box, str, str, str], left: float, targets: list[Target], areas: list[Area]
) -> None:
    box, path, kind, state = item
    box = Box(box.x - left, box.y, box.w, box.h)
    x, y = box.center
    last = path.split(".")[-1]
    if kind == "/Tx":
        areas.append(Area(path, "text", box))
    elif not state:
        areas.append(Area(path, "picture", box))
    elif state == "Yes":
        targets.append(Target(path, state, "tick", "square", x, y, box.w / 2))
    elif last == "theme":
        x = box.x + box.h / 2 if box.w > 1.5 * box.h else x
        targets.append(Target(path, state, "theme", "disc", x, y, 4.0))
    elif "score" in last or last == "practice":
        radius = (box.w - 0.6) / 2
        if abs(box.w - 8.4) < 0.2:
            radius = 2.9 if state.endswith(".5") else 3.9
        targets.append(Target(path, state, "score", "disc", x, y, radius))
    else:
        x = box.x + 3.5 if box.w > box.h + 1 else x
        targets.append(Target(path, state, "choice", "disc", x, y, 2.9))
