"""The column map, a `MAP.toml` in which the user says which column is which question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce
from pathlib import Path
from typing import Any

from ..look.assets import read_toml
from ..model.answers import plain
from ..model.errors import DefinitionError, UsageError
from ..model.messages import did_you_mean, quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..model.toml_table import TomlTable
from .form_columns import FormColumns
from .known_headings import KnownHeadings

_PERSON_KEYS = ("id", "group_by", "course", "password")
_COLUMNS_KEY = "columns"

LEFT_OUT = ""  # under [columns], of a column that is no question


@dataclass(frozen=True)
class ColumnMap:
    """What the user says of a table's columns. A setting that is not used is "".

    Attributes:
        file: The name of the map's file, for messages.
        id: The header of the column with each person's id.
        group_by: The header of the column whose text all rows of one person share.
        course: The header of the column with each person's course.
        password: The header of the column with the password of each person's files.
        columns: Header → path of the question, or a heading by which it is known, or `LEFT_OUT`.
    """

    file: str = ""
    id: str = ""
    group_by: str = ""
    course: str = ""
    password: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> ColumnMap:
        """Read a map from its file. Raises DefinitionError that names what is wrong."""
        settings = read_toml(path)
        known = (*_PERSON_KEYS, _COLUMNS_KEY)
        TomlTable(settings, path.name).check_keys(known)
        columns = settings.get(_COLUMNS_KEY, {})
        headers = {key: settings.get(key, "") for key in _PERSON_KEYS}
        if not _are_texts(headers) or not _are_texts(columns):
            template = PhraseTemplate(
                '{file}: {keys} and each of [columns] must be texts, such as "Mål" = "goals.1.text"'
            )
            keys = ", ".join(_PERSON_KEYS)
            raise DefinitionError(template.phrase(file=path.name, keys=keys))
        return cls(path.name, columns=columns, **headers)

    @property
    def person_columns(self) -> tuple[str, ...]:
        """The headers of the columns that say something about the person beside the answers."""
        headers = (self.id, self.group_by, self.course, self.password)
        return tuple(header for header in headers if header)

    def check(
        self, headers: Sequence[str], forms: Sequence[KnownHeadings], *, json_keys: bool
    ) -> None:
        """Check that the table has the map's columns, and one of the forms each of its questions.

        Args:
            headers: The table's headings.
            forms: The headings by which the questions of each form are known.
            json_keys: Whether the headings are keys of JSON, which may be names of people. Such a
                key is suggested only if it is written as our keys are, or nearly as in the map.

        Raises:
            UsageError: With everything that does not fit.
        """
        wrong = [
            *self._missing_columns(headers, json_keys=json_keys),
            *self._missing_questions(forms),
        ]
        if wrong:
            raise UsageError(reduce(_on_two_lines, wrong))

    def _missing_columns(self, headers: Sequence[str], *, json_keys: bool) -> Iterator[Phrase]:
        template = PhraseTemplate("{file}: the table has no column {header}. {remedy}")
        for header in dict.fromkeys([*self.person_columns, *self.columns]):
            if header in headers:
                continue
            known = [
                other
                for other in headers
                if not json_keys or plain(other) or get_close_matches(header, [other])
            ]
            remedy = did_you_mean(header, known)
            yield template.phrase(file=self.file, header=quoted(header), remedy=remedy)

    def _missing_questions(self, forms: Sequence[KnownHeadings]) -> Iterator[Phrase]:
        known = [path for form in forms for path in form.columns.paths]
        headings = [text for form in forms for text in form.preferred.values()]
        template = PhraseTemplate("{file}: {header}: the form has no question {path}. {remedy}")
        if len(forms) > 1:
            template = PhraseTemplate(
                "{file}: {header}: the forms have no question {path}. {remedy}"
            )
        for header, path in self.columns.items():
            if not path or path in known or any(form.path(path) for form in forms):
                continue
            remedy = did_you_mean(path, dict.fromkeys([*known, *headings]))
            if not self.group_by and _is_number(path, forms):
                remedy = Phrase("Name the column with the person as group_by: each row is an entry")
            elif not self.group_by and _needs_position(path, forms):
                remedy = _position_remedy(path)
            values = {"header": quoted(header), "path": quoted(path), "remedy": remedy}
            yield template.phrase(file=self.file, **values)


def _are_texts(settings: Any) -> bool:
    if not isinstance(settings, dict):
        return False
    return all(isinstance(value, str) for value in settings.values())


def _on_two_lines(first: Phrase, second: Phrase) -> Phrase:
    return Phrase("{first}\n{second}", first=first, second=second)


def _needs_position(path: str, forms: Sequence[KnownHeadings]) -> bool:
    """Whether a path lacks only the position in a list, so that a grouped table could have it."""
    grouped = (FormColumns(form.columns.form, grouped=True) for form in forms)
    return any(path in columns.entry_paths for columns in grouped)


def _is_number(path: str, forms: Sequence[KnownHeadings]) -> bool:
    """Whether a path is a place in a list, which a grouped table could have."""
    grouped = (FormColumns(form.columns.form, grouped=True) for form in forms)
    return any(path in columns.number_paths for columns in grouped)


def _position_remedy(path: str) -> Phrase:
    list_key, _, question = path.partition(".")
    template = PhraseTemplate(
        "Write which one, as {path}; or, if each row is one of several of a person, "
        "name the column with the person as group_by"
    )
    return template.phrase(path=quoted(f"{list_key}.1.{question}"))
