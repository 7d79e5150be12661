"""Where blanks are looked for that the package does not draw by itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from ..model.arguments import check_path, checked_list
from ..model.phrases import Phrase

# What is missing, where the blank of a code is not found: codes of messages.
NEEDS_FORM, NEEDS_LOOK, NEEDS_BLANK = "needs-form", "needs-look", "needs-blank"
_PATHS = Phrase("a list of paths (str or Path)")
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
        """Name the files by absolute paths: another process opens them.

        Raises:
            UsageError: An argument is no list of paths.
        """
        named = {"looks": looks, "forms": forms, "blanks": blanks}
        return cls(*(tuple(_absolutes(name, paths)) for name, paths in named.items()))

    def packed(self) -> dict[str, list[str]]:
        """Return the paths as JSON."""
        named = {"looks": self.looks, "forms": self.forms, "blanks": self.blanks}
        return {name: list(map(str, paths)) for name, paths in named.items()}

    @classmethod
    def unpacked(cls, packed: Mapping[str, list[str]]) -> Self:
        """Return the paths again."""
        return cls.of(**packed)


def _absolutes(argument: str, paths: Any) -> Iterator[Path]:
    """Yield absolute paths. Raises UsageError for what is no list of paths."""
    for path in checked_list(argument, paths, (str, Path), _PATHS):
        check_path(argument, path)
        yield Path(os.path.abspath(path))  # noqa: PTH100 - a link stays a link
