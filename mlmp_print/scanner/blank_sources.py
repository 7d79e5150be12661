"""Where blanks are looked for that the package does not draw by itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# What is missing, where the blank of a code is not found: codes of messages.
NEEDS_FORM, NEEDS_LOOK, NEEDS_BLANK = "needs-form", "needs-look", "needs-blank"
NEEDS = (NEEDS_FORM, NEEDS_LOOK, NEEDS_BLANK)


@dataclass(frozen=True)
class BlankSources:
    """The files of a user from which the geometry of a sheet may come.

    Attributes:
        looks: Looks of municipalities (TOML).
        forms: Forms of one's own (TOML).
        blanks: Empty sheets of older versions (PDF).
    """

    looks: tuple[Path, ...] = ()
    forms: tuple[Path, ...] = ()
    blanks: tuple[Path, ...] = ()

    @classmethod
    def of(
        cls,
        looks: Iterable[str | Path] = (),
        forms: Iterable[str | Path] = (),
        blanks: Iterable[str | Path] = (),
    ) -> Self:
        """Name the files by absolute paths: another process opens them."""
        return cls(*(tuple(map(_absolute, paths)) for paths in (looks, forms, blanks)))

    def packed(self) -> dict[str, list[str]]:
        """Return the paths as JSON."""
        named = {"looks": self.looks, "forms": self.forms, "blanks": self.blanks}
        return {name: list(map(str, paths)) for name, paths in named.items()}

    @classmethod
    def unpacked(cls, packed: Mapping[str, list[str]]) -> Self:
        """Return the paths again."""
        return cls.of(**packed)


def _absolute(path: str | Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - a link stays a link
