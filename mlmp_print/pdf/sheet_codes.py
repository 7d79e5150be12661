"""Stand-in until the new codes are merged: what the text of a panel's codes says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model.phrases import Phrase

_OURS = re.compile(
    r"MLMP1:(?P<form>[A-Z]+)(?P<version>\d+)\.(?P<variant>[0-9A-Z]+)"
    r":(?P<panel>\d+)/(?P<panels>\d+):(?P<sheet_id>[0-9A-Z]+)"
)


class CodeError(Exception):
    """A code is not ours, of a newer scheme, damaged or malformed; `code` says which."""

    def __init__(self, text: Phrase, *, code: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class PanelKey:
    """Which panel of which form this is."""

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
        head = f"MLMP1:{key.form}{key.version}.{key.variant}"
        return f"{head}:{key.panel}/{key.panels}:{self.sheet_id}"


def parse_code(text: str) -> SheetCode:
    """Take the text of a code apart. Raises CodeError."""
    found = _OURS.fullmatch(text)
    if found is None:
        raise CodeError(Phrase("is no code of ours"), code="not-ours")
    key = PanelKey(
        found["form"],
        int(found["version"]),
        found["variant"],
        int(found["panel"]),
        int(found["panels"]),
    )
    return SheetCode(key, "0000", found["sheet_id"])
