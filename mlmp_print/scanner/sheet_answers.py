"""The answers of one sheet of paper: what is sure, what is in doubt, and what a person has settled.

A page that was scanned twice counts once, if both say the same. If they do not, none of its answers
is given until a person says which page counts, or settles every answer that differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ..look.language import cell_words
from ..model.errors import InvalidValue
from ..model.kinds import Kind
from ..model.phrases import Phrase
from .asked_before import is_doubtful
from .copies import differs, guesses, merged, paths_of
from .doubts import DOUBTS, is_unseen
from .given_corrections import GivenCorrections
from .panels import (
    Marked,
    MarkedCell,
    ReadPanel,
    RowSpot,
    ScanFile,
    ScanPlace,
    StoredCrop,
    WrittenArea,
)
from .review_data import ASK, KEEP, SKIP, ItemKey, Value
from .sheets import PanelSet

_TO_ASK = Phrase("The citizen is to be asked")
_SEVERAL = Phrase("Several answers are marked, and the question has one")
_TWICE = Phrase("The page is there twice, with other answers")
_NO_CHOICE = Phrase("is not one of the answers to choose from")
_NO_TEXT = Phrase("is not a text")
_KEEP_OR_SKIP = Phrase("must be {keep} or {skip}", keep=KEEP, skip=SKIP)


@dataclass(frozen=True)
class Doubt:
    """An answer that is not given, since it is not sure.

    Attributes:
        path: The question; "" where it is about a whole page.
        read: What perhaps stands there; None if nothing does.
        why: Why it is not sure.
        place: Where it stands in the scans.
        crop: A picture of its row.
        spot: Where in it the question itself stands.
        nothing_seen: Nothing is seen there: it is asked about since its page may have lost marks.
    """

    path: str
    read: Any = field(repr=False)
    why: Phrase
    place: ScanPlace
    crop: StoredCrop | None = None
    spot: RowSpot | None = None
    nothing_seen: bool = False


class WrittenPart(NamedTuple):
    """What is written or drawn for a question, and on which page."""

    path: str
    place: ScanPlace
    area: WrittenArea


@dataclass
class SheetAnswers:
    """What stands on one sheet.

    Attributes:
        values: Path → value, for every answer that is sure or settled.
        doubts: What is not given.
        written: What is written or drawn, and was not typed yet.
        kept: Path → the picture that is the answer there.
        settled: The paths that a person has settled.
        notes: What there is to say of the pages.
        answered: The doubts that a person has settled, and what was said.
        typed: What is written or drawn and has been typed, and what was said.
    """

    values: dict[str, Any] = field(default_factory=dict, repr=False)
    doubts: list[Doubt] = field(default_factory=list)
    written: list[WrittenPart] = field(default_factory=list)
    kept: dict[str, StoredCrop] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)
    notes: list[tuple[ScanPlace, Phrase]] = field(default_factory=list)
    answered: list[tuple[Doubt, Value]] = field(default_factory=list, repr=False)
    typed: list[tuple[WrittenPart, Value]] = field(default_factory=list, repr=False)


def sheet_answers(
    sheet: PanelSet, scans: Sequence[ScanFile], corrections: GivenCorrections
) -> SheetAnswers:
    """Collect the answers of a sheet from its panels."""
    return _Collecting(sheet.kinds, scans, corrections).collect(sheet)


@dataclass
class _Collecting:
    """The work on one sheet."""

    kinds: Mapping[str, Kind]
    scans: Sequence[ScanFile]
    corrections: GivenCorrections
    found: SheetAnswers = field(default_factory=SheetAnswers)

    def collect(self, sheet: PanelSet) -> SheetAnswers:
        for number, every in sheet.copies.items():
            copies = self._counting(every)
            for panel in copies:
                self.found.notes += [(panel.place, what) for what in panel.notes]
            if not copies:
                continue
            self._cells(number, copies, every)
            self._written(copies)
        return self.found

    def _key(self, place: ScanPlace, path: str = "") -> ItemKey:
        return ItemKey(self.scans[place.scan].digest, place.page, path)

    # Pages that are there twice -------------------------------------------------------------------

    def _counting(self, copies: Sequence[ReadPanel]) -> list[ReadPanel]:
        """The copies of a panel that count, by what a person has said of their pages."""
        said: dict[ScanPlace, Value] = {}
        for panel in copies:
            key = self._key(panel.place)
            if len(copies) > 1 and self.corrections.has(key):
                said[panel.place] = self.corrections.get(key)
        kept = [panel for panel in copies if said.get(panel.place) == KEEP]
        return kept or [panel for panel in copies if said.get(panel.place) != SKIP]

    def _cells(self, number: int, copies: Sequence[ReadPanel], every: Sequence[ReadPanel]) -> None:
        """Take the answers that are marked on those copies of a panel that count.

        Args:
            number: Of the panel.
            copies: Those that count.
            every: These, and those that a person has put aside.
        """
        if len(copies) > 1:
            places = [self._named(panel.place) for panel in copies]
            what = Phrase(
                "page {number} of the sheet is there twice: {pages}", number=number, pages=places
            )
            self.found.notes.append((copies[0].place, what))
        differing = [path for path in paths_of(copies) if differs(path, copies)]
        is_open = [path for path in differing if not self._is_settled(path, every)]
        if is_open:
            why = Phrase("This page is there twice, with other answers: {pages}", pages=places)
            self.found.doubts.append(Doubt("", None, why, copies[0].place, copies[0].thumbnail))
        for path in paths_of(copies):
            keys = [self._key(panel.place, path) for panel in every]
            if any(map(self.corrections.was_answered, keys)) or is_doubtful(path, copies):
                self._doubt(path, copies, every)
            elif not is_open:
                self._give(path, self._value(path, merged(path, copies)[1].value))

    def _named(self, place: ScanPlace) -> str:
        return str(self.scans[place.scan].named(place.page))

    def _is_settled(self, path: str, copies: Iterable[ReadPanel]) -> bool:
        keys = [self._key(panel.place, path) for panel in copies]
        said = [self.corrections.get(key) for key in keys if self.corrections.has(key)]
        return bool(said) and ASK not in said

    # What is marked -------------------------------------------------------------------------------

    def _doubt(self, path: str, copies: Sequence[ReadPanel], every: Iterable[ReadPanel]) -> None:
        """Take an answer that is in doubt, unless a person has settled it."""
        place, cell = merged(path, copies)
        keys = [self._key(panel.place, path) for panel in every]
        said = [key for key in keys if self.corrections.has(key)]
        is_sure = differs(path, copies) or not is_doubtful(path, copies)
        doubt = Doubt(
            path,
            self._read(path, guesses(path, copies)),
            _TWICE if is_sure else _why(cell),
            place,
            cell.row or next(panel.thumbnail for panel in copies if panel.place == place),
            cell.spot,
            nothing_seen=not is_sure and is_unseen(cell.doubt, cell.guess),
        )
        if said and self._settle(path, said[0]):
            self.found.answered.append((doubt, self.corrections.get(said[0])))
            return
        to_ask = replace(doubt, why=_TO_ASK, nothing_seen=False)
        self.found.doubts.append(to_ask if said else doubt)

    def _settle(self, path: str, key: ItemKey) -> bool:
        """Give what a person has said; False if the citizen is to be asked."""
        said = self.corrections.get(key)
        if said == ASK:
            return False
        kind = self.kinds[path]
        is_tick = kind.states == ("Yes",)
        try:
            if is_tick and isinstance(said, bool):
                value: Any = said or None
            elif said is None or (isinstance(said, str) and said in kind.states):
                value = self._value(path, said)
            else:
                raise InvalidValue(_NO_CHOICE)
        except InvalidValue as error:
            self.corrections.refuse(key, error)
            return True
        self._give(path, value)
        self.found.settled.append(path)
        return True

    def _give(self, path: str, value: Any) -> None:
        if value is not None:
            self.found.values[path] = value

    def _value(self, path: str, marked: Marked) -> Any:
        """The answer that a state, or a tick, stands for; None for none."""
        if isinstance(marked, str):
            return self.kinds[path].load(marked)
        return marked or None

    def _read(self, path: str, guess: Marked) -> Any:
        """What a doubt says was perhaps meant."""
        if isinstance(guess, tuple):
            return [self._value(path, one) for one in guess]
        return self._value(path, guess)

    # What is written ------------------------------------------------------------------------------

    def _written(self, copies: Sequence[ReadPanel]) -> None:
        """Take what is written or drawn; once for each page that has it."""
        typed: dict[str, Any] = {}
        for panel in copies:
            for path, area in panel.written.items():
                key, part = self._key(panel.place, path), WrittenPart(path, panel.place, area)
                if not self.corrections.has(key) or self.corrections.get(key) == ASK:
                    self.found.written.append(part)
                    continue
                value = self._typed(path, key, area)
                self.found.typed.append((part, self.corrections.get(key)))
                if path in typed and typed[path] != value:
                    self.found.doubts.append(Doubt(path, None, _TWICE, panel.place, area.crop))
                    self.found.values.pop(path, None)
                    continue
                typed[path] = value
                self._give(path, value)
                self.found.settled.append(path)

    def _typed(self, path: str, key: ItemKey, area: WrittenArea) -> Any:
        """What a person has typed of a text, or said of a picture."""
        said = self.corrections.get(key)
        kind = self.kinds[path]
        try:
            if said is None or said == "":
                return None
            if kind.is_picture:
                return self._picture(path, said, area)
            if not isinstance(said, str):
                raise InvalidValue(_NO_TEXT)
            return kind.check(kind.load_typed(said, cell_words))
        except InvalidValue as error:
            self.corrections.refuse(key, error)
            return None

    def _picture(self, path: str, said: Value, area: WrittenArea) -> str | None:
        """The name of a picture that is kept; its crop is its file."""
        if said not in (KEEP, SKIP):
            raise InvalidValue(_KEEP_OR_SKIP)
        if said == SKIP or area.crop is None:
            return None
        self.found.kept[f"{path}.png"] = area.crop
        return f"{path}.png"


def _why(cell: MarkedCell) -> Phrase:
    """Why what is marked for a question is not sure."""
    return DOUBTS[cell.doubt] if cell.doubt else _SEVERAL
