"""The columns of a table that are no question of any form, and what is said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ..model.answers import plain
from ..model.messages import NOWHERE, Message, Severity, Weight, quoted
from ..model.phrases import Phrase, PhraseTemplate
from ..model.undrawn import draw_with
from .form_match import FormMatch
from .refusals import position_beyond_list, refusal
from .table import Table

_NAMES_SHOWN = 100  # headings in one note


@dataclass(frozen=True)
class UnmatchedColumns:
    """The columns of a table that are no question of any form.

    Attributes:
        nearest: Header of a column that is left out → a known heading like it, or "".
        refused: Header of a column in which nothing may stand → why.
        labels: Header → what messages call the column, for every column of the table.
    """

    nearest: Mapping[str, str]
    refused: Mapping[str, Message]
    labels: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(
        cls,
        matches: Sequence[FormMatch],
        headers: Sequence[str],
        claimed: Collection[str],
        *,
        json_keys: bool,
    ) -> UnmatchedColumns:
        """Look for the columns that nothing claims.

        Args:
            matches: The table, matched with each form.
            headers: The headings of all columns.
            claimed: The headers of columns of which it is known what they are.
            json_keys: Whether the headings are keys of JSON. A key that is not written as ours
                are may be somebody's name or number, so messages call it by its place.
        """
        nearest: dict[str, str] = {}
        refused: dict[str, Message] = {}
        labels = {header: header for header in headers}
        for number, header in enumerate(headers, 1):
            if header in claimed or header not in matches[0].paths:
                continue
            is_question = any(match.paths[header] for match in matches)
            message = refusal(header, matches, json_key=json_keys and not is_question)
            if message:
                refused[header] = message
            if is_question:
                continue
            near = next(filter(None, (match.headings.nearest(header) for match in matches)), "")
            if not message:
                nearest[header] = near
            is_word = near or any(position_beyond_list(match, header) for match in matches)
            if json_keys and not is_word and not plain(header):
                labels[header] = Phrase("key {number}", number=number)
        return cls(nearest, refused, labels)

    def notes(self, table: Table) -> Iterator[Message]:
        """Yield notes on columns that are left out, once the table's rows have been read."""
        if self.nearest:
            yield Message(NOWHERE, self._left_out(), severity=Severity.NOTE, weight=Weight.TABLE)
        letters = table.unheaded
        if letters:
            template = PhraseTemplate("column {letters} has no heading; left out")
            if len(letters) > 1:
                template = PhraseTemplate("columns {letters} have no heading; left out")
            what = template.phrase(letters=", ".join(letters))
            yield Message(NOWHERE, what, severity=Severity.NOTE, weight=Weight.TABLE)

    def _left_out(self) -> Phrase:
        shown = islice(self.nearest, _NAMES_SHOWN)
        names = [quoted(self.labels[header]) for header in shown]
        more = len(self.nearest) - _NAMES_SHOWN
        if more <= 0:
            return Phrase("left out, because no question matches: {names}", names=names)
        template = PhraseTemplate(
            "left out, because no question matches: {names} and {more:,} more"
        )
        return template.phrase(names=names, more=more)


def undrawn_columns(match: FormMatch) -> Iterator[Message]:
    """Yield notes on columns whose questions the form does not draw as it is set."""
    for setting, headers in match.undrawn.items():
        names = [quoted(header) for header in headers[:_NAMES_SHOWN]]
        what = Phrase("left out, because the sheet is drawn without it: {names}", names=names)
        code = f"undrawn:{setting}"
        yield Message(NOWHERE, what, draw_with(setting), Severity.NOTE, code=code)
