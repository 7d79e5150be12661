"""Compare what was read with the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mlmp_print.scanner.doubts import is_unseen

from .reading import PanelReading, PictureReading
from .sheets import LETTER
from .truth import PanelTruth, Truth, Value


@dataclass(frozen=True)
class Wrong:
    """A question that was read wrongly without a doubt."""

    page: str
    path: str
    stands: Value
    read: Value
    why: str  # what is special about it: crossed out, a stray stroke …


@dataclass
class Score:
    """How well some pages were read. Rows are questions, cells the spots of all their answers."""

    pages: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    mistaken: list[str] = field(default_factory=list)  # taken for another page
    cells: int = 0
    rows: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    clean: int = 0  # rows without anything that may be doubted
    needless: Counter[str] = field(default_factory=Counter)  # doubts of these, by reason
    in_vain: int = 0  # times that a person is asked about these, of a page's unseen rows at once
    hard: int = 0  # rows that must be doubted
    missed: list[Wrong] = field(default_factory=list)  # of these, read without a doubt
    seconds: float = 0.0

    def add(self, other: Score) -> None:
        self.pages += other.pages
        self.refused += other.refused
        self.mistaken += other.mistaken
        self.cells += other.cells
        self.rows += other.rows
        self.wrong += other.wrong
        self.clean += other.clean
        self.needless += other.needless
        self.in_vain += other.in_vain
        self.hard += other.hard
        self.missed += other.missed
        self.seconds += other.seconds

    @property
    def needless_share(self) -> float:
        return self.needless.total() / self.clean if self.clean else 0.0

    @property
    def in_vain_share(self) -> float:
        return self.in_vain / self.clean if self.clean else 0.0


def total(scores: Iterable[Score]) -> Score:
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole


def score_picture(truth: Truth, reading: PictureReading) -> Score:
    """Score one picture. A panel that is not found counts as refused."""
    score = Score(pages=1, seconds=reading.seconds)
    expected = {panel.key: panel for panel in truth.panels}
    if not expected:
        _score_other_paper(truth, reading, score)
        return score
    unseen: list[bool] = []  # whether each row in which nothing is seen is empty and clean
    for found in reading.panels:
        panel = expected.pop(found.key, None)
        if found.refused:
            score.refused[found.refused] += 1
        elif panel is None:
            score.mistaken.append(f"{truth.name} as {found.key}")
        else:
            _score_panel(truth, panel, found, score)
            unseen += _unseen(panel, found)
    score.in_vain += bool(unseen) and all(unseen)
    if expected and not reading.panels:
        score.mistaken.append(f"{truth.name} as a blank back")
    elif expected and not score.refused:
        score.refused["panel not found"] += len(expected)
    return score


def _score_other_paper(truth: Truth, reading: PictureReading, score: Score) -> None:
    """A page of text is refused, and a blank back is none: neither gives answers."""
    for found in reading.panels:
        if not found.refused:
            score.mistaken.append(f"{truth.name} as {found.key}")
    if not reading.panels and truth.sheet.endswith(LETTER):
        score.mistaken.append(f"{truth.name} as a blank back")


def _score_panel(truth: Truth, panel: PanelTruth, found: PanelReading, score: Score) -> None:
    for path, states in panel.cells.items():
        score.rows += 1
        score.cells += len(states)
        doubted = path in found.doubts
        must, may = panel.must_doubt.get(path, ""), panel.may_doubt.get(path, "")
        stands, read = panel.values[path], found.values.get(path)
        wrong = Wrong(truth.name, path, stands, read, must or may)
        if must:
            score.hard += 1
            if not doubted:
                score.missed.append(wrong)
            continue
        if not may:
            score.clean += 1
        if doubted:
            if not may:
                score.needless[found.doubts[path][0]] += 1
                score.in_vain += not is_unseen(*found.doubts[path])
        elif path not in found.values or read != stands:
            score.wrong.append(wrong)


def _unseen(panel: PanelTruth, found: PanelReading) -> list[bool]:
    """Of each row in which nothing is seen, about which the review asks with others of its page:
    whether it is empty, and nothing about it is doubtful.
    """
    return [
        not panel.values[path] and not panel.must_doubt.get(path) and not panel.may_doubt.get(path)
        for path, doubt in found.doubts.items()
        if is_unseen(*doubt)
    ]
