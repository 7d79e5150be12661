"""The text of a panel's codes: which paper a panel is. (Stand-in until `h-marks` is merged.)"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model.errors import MlmpError
from ..model.phrases import Phrase

SCHEME = "M2"
_CODE = re.compile(
    r"M2:(?P<form>[A-Z]+)(?P<version>\d+)\.(?P<variant>[A-Z0-9]+)\.(?P<digest>[0-9A-Z]{4})"
    r":(?P<panel>\d+)/(?P<panels>\d+):(?P<sheet_id>[0-9A-Z]+)\Z"
)


class CodeError(MlmpError):
    """A code that is none of ours, or not whole."""


@dataclass(frozen=True)
class PanelKey:
    """Which panel of which form in which variant."""

    form: str
    version: int
    variant: str
    panel: int
    panels: int


@dataclass(frozen=True)
class SheetCode:
    """What the codes of a panel say."""

    key: PanelKey
    digest: str
    sheet_id: str

    def __str__(self) -> str:
        key = self.key
        return (
            f"{SCHEME}:{key.form}{key.version}.{key.variant}.{self.digest}"
            f":{key.panel}/{key.panels}:{self.sheet_id}"
        )


def parse_code(text: str) -> SheetCode:
    """Take a code apart. Raises CodeError."""
    found = _CODE.match(text)
    if not found:
        raise CodeError(Phrase("is no code of ours"))
    key = PanelKey(
        found["form"],
        int(found["version"]),
        found["variant"],
        int(found["panel"]),
        int(found["panels"]),
    )
    return SheetCode(key, found["digest"], found["sheet_id"])
