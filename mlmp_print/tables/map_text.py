"""Write a draft of a map of columns: a TOML file that somebody reads and mends."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..model.messages import printable, quoted
from ..model.phrases import Phrase, translated
from ..model.toml_text import toml_text
from .column_map import ColumnMap
from .form_match import FormMatch
from .heading_rows import WHY
from .known_headings import KnownHeadings, certain_headings
from .match_lines import column_use, kinds_by_header
from .table_match import TableMatch

_SETTING_WIDTH = 44  # letters; behind them the comments stand below each other
_COMMENT_WIDTH = 96
_PERSON = Phrase("each person's id, by which the files are named")
_NO_ID = Phrase("no column is known as the id: the files are named by their rows")
_GROUP = Phrase("rows with the same text here are one person, and each adds an entry to a list")
_SAME_NAME = Phrase(
    "if the same name in several rows is one person; the files are then named after people"
)
_NAME = Phrase("the parts of the name, in its order")
_COURSE = Phrase("the course of each person, for the lists of a print job")
_SHEET = Phrase("the sheet that is read")
_ROW = Phrase("the row with the headings")
_LOWER_ROW = Phrase("the lower one of the two rows with the headings")
_HIDDEN = Phrase("what happens to hidden rows")


@dataclass(frozen=True)
class MapText:
    """A draft of a map of columns.

    Attributes:
        match: The columns, and what they were taken for by `column_map`.
        column_map: What the draft says of the person, and which part of the file it reads.
        kinds: The kind of what stands in each column.
        table: What the table is called.
        undecided: The headings of which somebody has to say first what they are.
        rivals: Heading of a column that is the same question as another → that one.
        questions: What somebody has to decide beside the columns.
        has_two_rows: Whether two rows of headings are read as one.
        unheaded: The letters of the columns with something in them and no heading.
        repeated_name: The column of names, if one name stands in rows with different entries.
    """

    match: TableMatch
    column_map: ColumnMap
    kinds: Sequence[Phrase]
    table: str
    undecided: Collection[str] = ()
    rivals: Mapping[str, str] = field(default_factory=dict)
    questions: Sequence[str] = ()
    has_two_rows: bool = False
    unheaded: Sequence[str] = ()
    repeated_name: str = ""

    def toml(self) -> str:
        """Return the TOML, with comments in the language of the context."""
        return "\n".join([*self._head(), "", *self._settings(), "", *self._columns(), ""])

    def _head(self) -> Iterator[str]:
        forms = ", ".join(match.form_name for match in self.match.matches)
        about = Phrase(
            "A draft of a map of columns: which column of {table} is which question of {forms}.",
            table=quoted(self.table, 100),
            forms=forms,
        )
        how = Phrase(
            "Left of = stands the heading of a column, right of it the question: its heading on "
            "the sheet, or its path. {nothing} leaves the column out. The comment says what kind "
            "of values the column has in its first rows.",
            nothing='""',
        )
        yield from _paragraph(about)
        yield from _paragraph(how)
        if self.questions:
            yield "#"
            yield from _paragraph(Phrase("To be decided before anybody is filled in:"))
        for question in self.questions:
            yield from _paragraph(f"– {question}")
        if self.undecided or self.rivals:
            open_lines = Phrase(
                "The columns that this is about stand below as comments. Take the {sign} away, and "
                "write which question each is.",
                sign="#",
            )
            yield from _paragraph(open_lines)

    def _settings(self) -> Iterator[str]:
        """Yield the lines above [columns]."""
        about, part = self.column_map, self.column_map.part
        if about.id:
            yield _line(f"id = {toml_text(about.id)}", _PERSON)
        else:
            yield _comment(_NO_ID)
        if about.group_by:
            yield _line(f"group_by = {toml_text(about.group_by)}", _GROUP)
        if self.repeated_name:
            yield _line(f"# group_by = {toml_text(self.repeated_name)}", _SAME_NAME)
        parts = next((match.name_headers for match in self.match.matches if match.name_headers), ())
        if parts:
            yield _line(f"name = [{', '.join(map(toml_text, parts))}]", _NAME)
        if about.course:
            yield _line(f"course = {toml_text(about.course)}", _COURSE)
        if part.sheet:
            yield _line(f"sheet = {toml_text(part.sheet)}", _SHEET)
        if part.heading_row:
            row = _LOWER_ROW if self.has_two_rows else _ROW
            yield _line(f"heading_row = {part.heading_row}", row)
        if part.hidden:
            yield _line(f"hidden = {toml_text(part.hidden)}", _HIDDEN)

    def _columns(self) -> Iterator[str]:
        """Yield [columns], with a line for each column in the order of the table."""
        yield "[columns]"
        kinds = kinds_by_header(self.match.headers, self.kinds)
        written = _Questions(self.match)
        for header in dict.fromkeys(self.match.headers):
            if header != WHY and header in self.match.matches[0].paths:
                yield self._column(header, kinds[header], written.text(header))
        for letters in self.unheaded:
            yield _comment(Phrase("column {letters} has no heading; left out", letters=letters))

    def _column(self, header: str, kind: Phrase, question: str) -> str:
        setting = f"{toml_text(header)} = "
        near = self.match.unmatched.nearest.get(header)
        if self.match.unmatched.labels[header] != header:  # it may be somebody's name
            return self._told(header, kind)
        name = quoted(near)
        if header in self.rivals:
            other = quoted(self.rivals[header])
            same = Phrase("{kind}; the same question as {other}", kind=kind, other=other)
            return _line(f'# {setting}""', same)
        if header in self.undecided:
            remark = Phrase("{kind}; to be decided", kind=kind)
            if near:
                remark = Phrase("{kind}; to be decided; nearest: {name}", kind=kind, name=name)
            return _line(f"# {setting}{toml_text(question)}", remark)
        if near is not None:
            remark = Phrase("{kind}; no question", kind=kind)
            if near:
                remark = Phrase("{kind}; no question; nearest: {name}", kind=kind, name=name)
            return _line(f'{setting}""', remark)
        if question:
            return _line(f"{setting}{toml_text(question)}", kind)
        return self._told(header, kind)

    def _told(self, header: str, kind: Phrase) -> str:
        """Return a comment for a column that the map need not name, or must not."""
        label = quoted(self.match.unmatched.labels[header])
        use = self._use(header) or Phrase("no question")
        told = Phrase("{column}: {use}; {kind}", column=label, use=use, kind=kind)
        return _comment(told)

    def _use(self, header: str) -> Phrase | None:
        is_name = any(header in match.name_headers for match in self.match.matches)
        if is_name:
            return Phrase("part of the name")
        if header in self.match.about_columns and header != self.match.id_header:
            return Phrase("says where the row was read")
        return column_use(self.match, header)


class _Questions:
    """What a map writes of each column: the heading on the sheet, where all forms take it so."""

    def __init__(self, match: TableMatch) -> None:
        self._matches = match.matches
        self._labels = {
            path: heading
            for form_match in reversed(match.matches)
            for path, heading in _headings(form_match.headings).items()
        }
        self._apart = {*match.column_map.person_columns, match.id_header, match.sheet_id_header}
        self._apart |= {header for one in match.matches for header in one.name_headers}
        self._apart |= match.about_columns

    def text(self, header: str) -> str:
        """Return the question as a map says it; "" where a map does not say it."""
        paths = [match.paths[header] for match in self._matches]
        known = [path for path in paths if path]
        if not known or header in self._apart:
            return ""
        choices = [self._labels.get(known[0], ""), known[0], header]
        return next((text for text in choices if text and self._means(text, paths)), "")

    def _means(self, text: str, paths: Sequence[str | None]) -> bool:
        """Whether each form takes a text for the path that the column has there."""
        return [_meaning(match, text) for match in self._matches] == paths


def _headings(headings: KnownHeadings) -> Mapping[str, str]:
    return certain_headings(headings.columns, headings.wordings)


def _meaning(match: FormMatch, text: str) -> str | None:
    return text if text in match.columns.paths else match.headings.path(text)


def _line(setting: str, comment: Phrase) -> str:
    return f"{setting:{_SETTING_WIDTH}} {_comment(comment)}"


def _paragraph(text: str) -> Iterator[str]:
    """Yield the lines of a comment of sentences."""
    words = printable(" ".join(translated(text).split()))
    yield from (
        f"# {line}" for line in textwrap.wrap(words, _COMMENT_WIDTH, break_on_hyphens=False)
    )


def _comment(text: Phrase) -> str:
    """Return a comment of TOML, which has one line and no control characters."""
    return f"# {printable(' '.join(translated(text).split()))}"
