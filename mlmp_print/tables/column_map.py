"""The `MAP.toml` that says which column is which question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..look.assets import read_toml
from ..model.errors import DefinitionError
from ..model.toml_table import TomlTable

_SINGLE = ("id", "group_by", "course", "password")


@dataclass(frozen=True)
class ColumnMap:
    """What a `MAP.toml` says: the columns with the id, with what rows belong together by, with the course that somebody is on and with
    the password of their file, and heading → path ("" for none)."""

    file: str = ""
    id: str = ""
    group_by: str = ""
    course: str = ""
    password: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> ColumnMap:
        """Raises DefinitionError naming the wrong key."""
        told = read_toml(path)
        known = (*_SINGLE, "columns")
        TomlTable(told, path.name).check_keys(known)
        single, columns = {key: told.get(key, "") for key in _SINGLE}, told.get("columns", {})
        if not all(
            isinstance(text, str)
            for text in (
                *single.values(),
                *(columns.values() if isinstance(columns, dict) else [None]),
            )
        ):
            raise DefinitionError(
                f'{path.name}: {", ".join(_SINGLE)} and each of [columns] must be texts, such as "Mål" = "goals.1.text"'
            )
        return cls(path.name, columns=columns, **single)

    @property
    def single(self) -> tuple[str, ...]:
        """The columns that are more than an answer."""
        return tuple(heading for key in _SINGLE if (heading := getattr(self, key)))
