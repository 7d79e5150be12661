"""How it went, over many: read their sheets, and count the goals on them."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..look import look as looks
from ..model.arguments import check_arguments, mistyped
from ..model.messages import Message
from ..model.phrases import Phrase
from ..reader.content import PdfSource
from ..reader.many import Received, read_many
from .collecting import Collection
from .counted import Counted, count_goals
from .effects_words import EffectsWords


@dataclass(frozen=True)
class Effects:
    """How the goals of many people went: counts, and no person.

    Attributes:
        counted: The counts; None stands for one that is hidden.
        languages: Of the sheets.
        left_out: Which sheets were not counted, and why. It names files: keep it apart from the
            counts.
        notes: What stands on sheets beside their fields, which files without a sheet id hold the
            same answers as another, and which forms were of no use.
    """

    counted: Counted
    languages: tuple[str, ...] = ()
    left_out: tuple[Message, ...] = field(default=(), repr=False)
    notes: tuple[Message, ...] = field(default=(), repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the counts as plain values; null is a count that is hidden."""
        return self.counted.to_json()

    def xlsx(
        self, *, lang: str = "", look: str | Path | None = None, day: date | None = None
    ) -> bytes:
        """Return the counts as a workbook, with a sheet on how they were counted.

        Args:
            lang: The language; without it that of the sheets, if they have one.
            look: The look file of the municipality whose life themes the sheets have.
            day: The day that the workbook says it is of; without it, it says none.

        Raises:
            UsageError: There is no such language; or the look has other life themes.
            DefinitionError: The look file is wrong.
        """
        from .workbook import workbook  # noqa: PLC0415 - it needs xlsxwriter

        return workbook(self._words(lang, "color", look, day))

    def pdf(
        self,
        *,
        lang: str = "",
        ink: str = "color",
        look: str | Path | None = None,
        day: date | None = None,
    ) -> bytes:
        """Return the counts as one tagged page of A4 (PDF/UA-1).

        Args:
            lang, look, day: As for `xlsx`.
            ink: `color`, or `gray` for a black-and-white printer.

        Raises as `xlsx` does.
        """
        from .page import draw_page  # noqa: PLC0415 - it needs ReportLab

        return draw_page(self._words(lang, ink, look, day))

    def _words(
        self, lang: str, ink: str, look: str | Path | None, day: date | None
    ) -> EffectsWords:
        check_arguments(lang=lang, ink=ink, look=look)
        if day is not None and not isinstance(day, date):
            raise mistyped("day", day, Phrase("a date, or None"))
        if not lang and len(self.languages) == 1:
            (lang,) = self.languages
        return EffectsWords.of(
            self.counted, looks.load(lang, ink, file=Path(look) if look else None), day
        )


def effects(
    sources: Iterable[PdfSource],
    before: Iterable[PdfSource] | None = None,
    *,
    password: str | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
) -> Effects:
    """Count over many people how their goals went: to less help, as before, or to more.

    Nothing is published that would tell of a group of fewer than five people: such groups are
    counted together with others, and counts from which theirs could be worked out are hidden.

    Args:
        sources: Sheets with a score then and a score now, as status sheets have; or with `before`,
            the later plans. Files, folders, patterns, bytes and open files, as for `read_many`.
        before: The earlier plans of the same people. Two sheets are a pair by their sheet id, else
            by the name of their file.
        password, jobs, executor: As for `read_many`.

    Returns:
        The counts, and what was left out.

    Raises:
        TooFewError: Fewer than five people have a goal that can be counted.
        PdfError, EncryptedError: No sheet could be used.
        UsageError: An argument is of a wrong type.

    >>> goal = {"theme": "mobility", "score_then": 3, "score_now": 2}
    >>> template = mlmp.template("status-sheet")
    >>> sheets = [template.fill({"name": f"{n}", "goals": [goal]}).pdf for n in range(5)]
    >>> mlmp.effects(sheets).to_json()["people"]
    5
    """
    options: dict[str, Any] = {"password": password, "jobs": jobs, "executor": executor}
    check_arguments(**options)
    later = read_many(sources, **options)
    if before is None:
        return summarize(collect(later))
    if isinstance(before, str | Path | bytes) or not isinstance(before, Iterable):
        expected = Phrase(
            "a list or another iterable of paths, bytes or open binary files, or None"
        )
        raise mistyped("before", before, expected)
    return summarize(collect(later, read_many(before, **options)))


def collect(later: Iterable[Received], earlier: Iterable[Received] | None = None) -> Collection:
    """Collect the goals of what was read: of single sheets, or with `earlier` of pairs."""
    found = Collection()
    if earlier is None:
        found.add_sheets(later)
    else:
        found.add_pairs(earlier, later)
    return found


def summarize(found: Collection) -> Effects:
    """Count the goals that were collected. Raises as `effects` does."""
    found.check()
    counted = count_goals(found.people, [*found.themes], [*found.goal_types])
    return Effects(counted, tuple(found.languages), tuple(found.left_out), tuple(found.notes))
