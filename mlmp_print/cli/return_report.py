"""Say who has answered: who is missing, what came back twice, and how many did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..model.messages import shortened
from ..model.phrases import Phrase, PhraseTemplate, translated

if TYPE_CHECKING:
    from ..batches.returns import MissingSheets, RepeatedSheet, Returns

# The words in the second column of the report of `read`.
MISSING, TWICE = "missing", "twice"
_FILES_SHOWN = 10

_SAME = PhraseTemplate("{sheet}: {form} came back {count:,} times, with the same answers: {files}")
_OTHER = PhraseTemplate(
    "{sheet}: {form} came back {count:,} times, with other answers: {files}. "
    "Keep the file that counts, and read again"
)


class ReturnLine(NamedTuple):
    """A line about no file alone: for the report its kind and a file, and the words."""

    what: str
    file: str
    why: str


def return_lines(returns: Returns) -> Iterator[ReturnLine]:
    """Yield a line for whatever came back twice, or not at all."""
    for repeated in returns.twice:
        template = _SAME if repeated.same else _OTHER
        yield ReturnLine(TWICE, str(repeated.files[0]), translated(_repeated(repeated, template)))
    for missing in returns.missing:
        what = Phrase(
            "{sheet}: {forms} not returned", sheet=_sheet(missing), forms=list(missing.forms)
        )
        yield ReturnLine(MISSING, "", translated(what))
    for missing in returns.replaced:
        what = Phrase(
            "{sheet}: {forms} not returned, but a sheet that was given out before it",
            sheet=_sheet(missing),
            forms=list(missing.forms),
        )
        yield ReturnLine(MISSING, "", translated(what))


def summary_lines(returns: Returns, left_out: int) -> Iterator[Phrase]:
    """Yield how many have answered, and what is not among them."""
    if returns.register is None:
        return
    yield returns.summary
    if left_out and returns.missing:
        yield Phrase(
            "Files that could not be read: {count:,}. They may be of somebody who is missing.",
            count=left_out,
        )
    if returns.spare:
        yield Phrase("Sheets of spare sets: {count:,}.", count=returns.spare)


def uncertain_line(returns: Returns) -> Phrase:
    """Say of how many sheets nobody can tell whose they are."""
    return Phrase(
        "Sheets of which nobody can tell whose they are: {count:,} (exit code 3).",
        count=returns.uncertain,
    )


def _repeated(repeated: RepeatedSheet, template: PhraseTemplate) -> Phrase:
    files = [str(file) for file in repeated.files[:_FILES_SHOWN]]
    more = ["…"] if len(repeated.files) > _FILES_SHOWN else []
    return template.phrase(
        sheet=_sheet(repeated),
        form=repeated.form,
        count=len(repeated.files),
        files=[*files, *more],
    )


def _sheet(known: MissingSheets | RepeatedSheet) -> Phrase:
    """Whose a sheet is, as far as it is known."""
    row = shortened(known.row)
    if known.id:
        template = PhraseTemplate("id {id}, row {row}, sheet {sheet}")
        return template.phrase(id=shortened(known.id), row=row, sheet=known.sheet_id)
    if row:
        return Phrase("row {row}, sheet {sheet}", row=row, sheet=known.sheet_id)
    return Phrase("sheet {id}", id=known.sheet_id)
