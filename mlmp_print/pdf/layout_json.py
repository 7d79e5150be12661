"""Panel layouts as JSON: in the archive, beside a blank, and in every file of a form.

A layout may come from anywhere, so it is checked to the last value when it is read: its digest must
be that of what it holds.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from ..draw.geometry import Box
from ..model.errors import DefinitionError
from ..model.kinds import KINDS
from ..model.limits import FORM_NUMBER, PDF_FIELDS, PDF_NAME_LETTERS
from ..model.messages import Message, Where
from ..model.paths import PATH
from ..model.phrases import Phrase
from .panel_layout import AREA_KINDS, SHAPES, Area, PanelLayout, Target
from .sheet_codes import CodeError, PanelKey, PanelKind, SheetCode, parse_code

PANELS, SCHEME = "panels", 1
_STATE = re.compile(r"[!-~]{1,127}\Z")  # a name in a PDF (see `model/paths`)
_PARTS = {"size", "scale", "page_index", "origin", "targets", "areas", "digest"}
_KEY_PARTS = {field.name for field in fields(PanelKey)}


def layout_json(layout: PanelLayout) -> dict[str, Any]:
    """Return a layout as plain JSON values."""
    return {**asdict(layout), "digest": layout.digest}


def layouts_bytes(layouts: Iterable[PanelLayout]) -> bytes:
    """Return the layouts of panels, of one form or of several, as a JSON file."""
    content = {"scheme": SCHEME, PANELS: [layout_json(layout) for layout in layouts]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_layouts(text: str | bytes, file: str) -> tuple[PanelLayout, ...]:
    """Return the layouts in a JSON file.

    Args:
        text: What the file holds.
        file: Its name, for the message.

    Raises:
        DefinitionError: It is no such file, or what it says cannot be.

    >>> read_layouts("{}", "old.json")
    Traceback (most recent call last):
    mlmp_print.model.errors.DefinitionError: old.json: is not a file of panel layouts. Write it...
    """
    try:
        content = json.loads(text)
        return layouts_of(content)
    except (ValueError, RecursionError):  # also what is no UTF-8
        what = Phrase("is not a file of panel layouts")
        remedy = Phrase("Write it again with the version that drew the sheets")
        raise DefinitionError(Message(Where(file=file), what, remedy)) from None


def packed_layouts(layouts: Iterable[PanelLayout]) -> bytes:
    """Return layouts as few bytes, for a compiled form: few programs look at them."""
    return zlib.compress(layouts_bytes(layouts), 9)


def unpacked_layouts(data: bytes) -> tuple[PanelLayout, ...]:
    """Return the layouts that `packed_layouts` packed."""
    return layouts_of(json.loads(zlib.decompress(data)))


def layouts_of(content: Any) -> tuple[PanelLayout, ...]:
    """Return the layouts in what a JSON file holds.

    Raises:
        ValueError: It holds anything else; the text names the part.
    """
    parts = _object(content, {"scheme", PANELS}, "file")
    if parts["scheme"] != SCHEME:
        raise ValueError("scheme")
    return tuple(layout_of(value) for value in _list(parts[PANELS], PANELS))


def layout_of(value: Any) -> PanelLayout:
    """Return the layout that `layout_json` wrote. Raises ValueError as `layouts_of` does."""
    parts = _object(value, {"key", *_PARTS}, "layout")
    layout = PanelLayout(
        key=_key(parts["key"], parts["digest"]),
        size=_pair(parts["size"], "size"),
        scale=_length(parts["scale"], "scale"),
        page_index=_whole(parts["page_index"], "page_index"),
        origin=_pair(parts["origin"], "origin"),
        targets=tuple(_target(item) for item in _list(parts["targets"], "targets")),
        areas=tuple(_area(item) for item in _list(parts["areas"], "areas")),
    )
    if layout.digest != parts["digest"] or not 0.1 <= layout.scale <= 10:
        raise ValueError("digest")
    return layout


def _key(value: Any, digest: Any) -> PanelKey:
    """A key and its digest: what a code could say."""
    parts = _object(value, _KEY_PARTS, "key")
    texts = {name: parts[name] for name in ("form", "variant", "kind")}
    if not all(isinstance(text, str) for text in (*texts.values(), digest)):
        raise ValueError("key")
    numbers = {name: _whole(parts[name], name) for name in _KEY_PARTS - texts.keys()}
    key = PanelKey(**{**texts, **numbers, "kind": PanelKind(texts["kind"])})
    try:
        parsed = parse_code(str(SheetCode(key, digest)))
    except CodeError:
        raise ValueError("key") from None
    return parsed.key


def _target(value: Any) -> Target:
    parts = _object(value, {field.name for field in fields(Target)}, "target")
    if not all(isinstance(parts[name], str) for name in ("state", "kind", "shape")):
        raise ValueError("target")
    if parts["kind"] not in KINDS or parts["shape"] not in SHAPES:
        raise ValueError("target")
    if not _STATE.match(parts["state"]):
        raise ValueError("state")
    lengths = {name: _length(parts[name], name) for name in ("x", "y", "radius")}
    return Target(_path(parts["path"]), parts["state"], parts["kind"], parts["shape"], **lengths)


def _area(value: Any) -> Area:
    parts = _object(value, {"path", "kind", "box"}, "area")
    box = _object(parts["box"], {"x", "y", "w", "h"}, "box")
    if parts["kind"] not in AREA_KINDS:
        raise ValueError("area")
    lengths = {name: _length(length, name) for name, length in box.items()}
    return Area(_path(parts["path"]), parts["kind"], Box(**lengths))


# Values -------------------------------------------------------------------------------------------


def _object(value: Any, keys: set[str], name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict) or value.keys() != keys:
        raise ValueError(name)
    return value


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list | tuple) or len(value) > PDF_FIELDS:
        raise ValueError(name)
    return [*value]


def _path(value: Any) -> str:
    if not isinstance(value, str) or len(value) > PDF_NAME_LETTERS or not PATH.match(value):
        raise ValueError("path")
    return value


def _pair(value: Any, name: str) -> tuple[float, float]:
    lengths = [_length(length, name) for length in _list(value, name)]
    if len(lengths) != 2:
        raise ValueError(name)
    return lengths[0], lengths[1]


def _length(value: Any, name: str) -> float:
    """A length on paper; True and NaN are none."""
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError(name)
    if not 0 <= value <= FORM_NUMBER:
        raise ValueError(name)
    return float(value)


def _whole(value: Any, name: str) -> int:
    if type(value) is not int or not 0 <= value <= PDF_FIELDS:
        raise ValueError(name)
    return int(value)
