"""The column map, a `MAP.toml` in which the user says which column is which question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import reduce
from pathlib import Path
from typing import Any

from ..look.assets import read_toml
from ..model.answers import plain
from ..model.errors import DefinitionError, UsageError
from ..model.limits import TABLE_HEADING_ROW
from ..model.messages import did_you_mean, quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..model.toml_table import TomlTable
from .form_columns import FormColumns
from .known_headings import KnownHeadings
from .table_part import HIDDEN, TablePart

_PERSON_KEYS = ("id", "group_by", "course", "password", "sheet_id")
_NAME_KEY = "name"
_COLUMNS_KEY = "columns"
_PART_KEYS = ("sheet", "heading_row", "hidden")  # the fields of `TablePart`

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
        sheet_id: The header of the column with the id of each person's older sheet.
        name: The headers of the columns that hold the parts of each person's name, in its order.
        columns: Header → path of the question, or a heading by which it is known, or `LEFT_OUT`.
        part: Which part of the table's file is read.
    """

    file: str = ""
    id: str = ""
    group_by: str = ""
    course: str = ""
    password: str = ""
    sheet_id: str = ""
    name: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    part: TablePart = field(default_factory=TablePart)

    @classmethod
    def read(cls, path: Path) -> ColumnMap:
        """Read a map from its file. Raises DefinitionError with everything that is wrong."""
        settings = read_toml(path)
        faults = list(_file_faults(settings, path.name))
        if faults:
            raise DefinitionError(reduce(_on_two_lines, faults))
        columns = settings.get(_COLUMNS_KEY, {})
        headers = {key: settings.get(key, "") for key in _PERSON_KEYS}
        name = _name_headers(settings.get(_NAME_KEY, ())) or ()
        part = TablePart(**{key: settings[key] for key in _PART_KEYS if key in settings})
        return cls(path.name, columns=columns, name=name, part=part, **headers)

    def with_columns(self, implied: Mapping[str, str]) -> ColumnMap:
        """Return the map with columns of which the table itself says what they are."""
        return replace(self, columns={**implied, **self.columns}) if implied else self

    @property
    def person_columns(self) -> tuple[str, ...]:
        """The headers of the columns that say something about the person beside the answers."""
        headers = (self.id, self.group_by, self.course, self.password, self.sheet_id)
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
            *self._name_faults(forms),
        ]
        if wrong:
            raise UsageError(reduce(_on_two_lines, wrong))

    def _missing_columns(self, headers: Sequence[str], *, json_keys: bool) -> Iterator[Phrase]:
        template = PhraseTemplate("{file}: the table has no column {header}. {remedy}")
        for header in dict.fromkeys([*self.person_columns, *self.name, *self.columns]):
            if header in headers:
                continue
            known = [
                other
                for other in headers
                if not json_keys or plain(other) or get_close_matches(header, [other])
            ]
            remedy = did_you_mean(header, known)
            yield template.phrase(file=self.file, header=quoted(header), remedy=remedy)

    def _name_faults(self, forms: Sequence[KnownHeadings]) -> Iterator[Phrase]:
        """Say what of the map contradicts the columns of the name."""
        if not self.name:
            return
        if not any(_NAME_KEY in form.columns.places for form in forms):
            template = PhraseTemplate(
                "{file}: name: no form here asks for a name. Take the key out of the map"
            )
            yield template.phrase(file=self.file)
        for header in self.name:
            if header in self.columns or header == self.password:
                template = PhraseTemplate(
                    "{file}: the column {header} is a part of the name, and is mapped to something "
                    "else too. Take one of the two out of the map"
                )
                yield template.phrase(file=self.file, header=quoted(header))
        whole = (header for header, path in self.columns.items() if path == _NAME_KEY)
        for header in whole:
            if header not in self.name:
                template = PhraseTemplate(
                    "{file}: {header}: the map says already what the name is, with the key name. "
                    "Take one of the two out of the map"
                )
                yield template.phrase(file=self.file, header=quoted(header))

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


def _file_faults(settings: Mapping[str, Any], file: str) -> Iterator[Phrase]:
    """Yield everything that is wrong with the file itself, before a table is looked at."""
    known = (*_PERSON_KEYS, _NAME_KEY, *_PART_KEYS, _COLUMNS_KEY)
    for fault in TomlTable(settings, file).key_faults(known):
        yield Phrase("{file}: {what}. {remedy}", file=file, what=fault.what, remedy=fault.remedy)
    for key in _PERSON_KEYS:
        if not isinstance(settings.get(key, ""), str):
            yield Phrase("{file}: {key} must be the heading of a column", file=file, key=key)
    columns = settings.get(_COLUMNS_KEY, {})
    if not isinstance(columns, dict):
        template = PhraseTemplate("{file}: columns must be a table, such as {example}")
        yield template.phrase(file=file, example='[columns] "Mål" = "goals.1.text"')
        columns = {}
    for header, question in columns.items():
        if not isinstance(question, str):
            template = PhraseTemplate(
                "{file}: what {header} is must be a text: a question, or {left_out}"
            )
            yield template.phrase(file=file, header=quoted(header), left_out='""')
    if _name_headers(settings.get(_NAME_KEY, ())) is None:
        template = PhraseTemplate(
            "{file}: name must be the heading of a column, or a list of different ones, such as "
            '["Fornavn", "Efternavn"]'
        )
        yield template.phrase(file=file)
    yield from _part_faults(settings, file)


def _part_faults(part: Mapping[str, Any], file: str) -> Iterator[Phrase]:
    sheet, row, hidden = part.get("sheet", "-"), part.get("heading_row", 1), part.get("hidden")
    if not isinstance(sheet, str) or not sheet:
        yield Phrase("{file}: sheet must be the name of a sheet, such as “Data”", file=file)
    is_number = isinstance(row, int) and not isinstance(row, bool)
    if not is_number or not 1 <= row <= TABLE_HEADING_ROW:
        yield Phrase(
            "{file}: heading_row must be the number of a row, from 1 to {most:,}",
            file=file,
            most=TABLE_HEADING_ROW,
        )
    if "hidden" in part and hidden not in HIDDEN:
        yield Phrase("{file}: hidden must be one of {known}", file=file, known=list(HIDDEN))


def _name_headers(setting: Any) -> tuple[str, ...] | None:
    """Return the headings of the columns of a name: one, or a list of them; None if it is wrong."""
    headers = [setting] if isinstance(setting, str) else setting
    named = isinstance(headers, list | tuple) and all(
        isinstance(header, str) and header for header in headers
    )
    if not named or len({*headers}) < len(headers) or headers == []:
        return None
    return tuple(headers)


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
