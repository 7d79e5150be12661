"""The kinds of value. To add one, write its class and name it in `KINDS`; nothing else changes.

docs/new-form.md lists the kinds for people who define forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import InvalidValue
from .date import Date
from .description import Description
from .kind import Kind, json_type
from .one_of import Choice, OneOf, Theme
from .picture import Picture, is_given_picture
from .score import SCORES, Score
from .text import Text, clean_text, codes, whole
from .tick import Tick

__all__ = [
    "KINDS",
    "SCORES",
    "Choice",
    "Date",
    "Description",
    "Kind",
    "OneOf",
    "Picture",
    "Score",
    "Text",
    "Theme",
    "Tick",
    "clean_text",
    "codes",
    "is_given_picture",
    "json_type",
    "kind_of",
    "whole",
]

KINDS: dict[str, type[Kind]] = {
    kind.name: kind
    for kind in (
        Text,
        Date,
        Score,
        Theme,
        Choice,
        Tick,
        Picture,
        Description,
    )
}


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """Return the kind that wrote `schema`.

    A kind that this version does not know is read as text, so that no answer is lost.

    >>> kind_of({"type": "boolean", "x-kind": "tick"})
    Tick()
    >>> kind_of({"type": "string", "x-kind": "hologram"})
    Text(line=False)
    """
    name = schema.get("x-kind")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        return Text()
    try:
        return kind.from_schema(schema)
    except InvalidValue:
        return Text()
