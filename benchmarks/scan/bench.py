"""Measure how well simulated scans and photos are read, by condition."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from mlmp_print.draw.geometry import Box
from mlmp_print.pdf.panel_layout import PanelLayout
from mlmp_print.scanner.flat import FlatPanel

from .conditions import BILEVEL, CONDITIONS, PHONE, SCAN
from .plan import Job
from .reading import PictureReading, all_blanks, read_picture
from .scoring import Score, Wrong, score_picture, total
from .simulate import simulate

AROUND = 8.0  # mm of the page around a row in its crop
NEEDLESS_MOST = {SCAN: 0.015, PHONE: 0.03}  # of questions, without faint pencil and motion
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


@dataclass
class Result:
    """What one page gave."""

    job: Job
    faint: bool
    score: Score


@dataclass
class Report:
    """What a run gave, by condition; pages in faint pencil apart."""

    conditions: dict[str, Score] = field(default_factory=dict)
    faint: dict[str, Score] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        name = result.job.condition_name
        part = self.faint if result.faint else self.conditions
        part.setdefault(name, Score()).add(result.score)

    def names(self) -> list[str]:
        return [name for name in CONDITIONS if name in self.conditions or name in self.faint]

    def of(self, name: str) -> Score:
        return total(part[name] for part in (self.conditions, self.faint) if name in part)

    def of_kind(self, kind: str, *, faint: bool) -> Score:
        part = self.faint if faint else self.conditions
        return total(score for name, score in part.items() if CONDITIONS[name].kind == kind)

    @property
    def whole(self) -> Score:
        return total([*self.conditions.values(), *self.faint.values()])

    @property
    def failures(self) -> list[str]:
        """What the reader promises and did not keep, a sentence each; seconds are the machine's."""
        found = []
        for kind in (SCAN, BILEVEL):
            for faint in (False, True):
                score = self.of_kind(kind, faint=faint)
                wrong, name = len(score.wrong) + len(score.missed), _kind_name(kind, faint=faint)
                if wrong:
                    found.append(f"{name}: {wrong} of {score.rows:,} wrong without a doubt")
        still = [name for name in self.conditions if name != "phone-motion"]
        for kind, most in NEEDLESS_MOST.items():
            score = total(self.conditions[n] for n in still if CONDITIONS[n].kind == kind)
            if score.needless_share > most:
                found.append(f"{kind}: {score.needless_share:.1%} doubted without need")
        mistaken = len(self.whole.mistaken)
        return [*found, f"{mistaken} pages were taken for other ones"] if mistaken else found


def run(plan: Sequence[Job], crops: Path | None, workers: int) -> Iterable[Result]:
    """Make and read all pages; yield each when it is done."""
    for name in THREADS:
        os.environ.setdefault(name, "1")
    arguments = [(job, crops) for job in plan]
    if workers == 1:
        yield from map(_measure, arguments)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap_unordered(_measure, arguments, chunksize=8)


def _measure(arguments: tuple[Job, Path | None]) -> Result:
    job, crops = arguments
    picture, truth = simulate(job.sheet, job.page_index, job.condition, job.seed)
    reading = read_picture(picture, all_blanks())
    score = score_picture(truth, reading)
    if crops:
        for wrong in score.wrong + score.missed:
            _save_crop(wrong, reading, crops)
        if score.refused or score.mistaken:
            crops.mkdir(parents=True, exist_ok=True)
            picture.convert("RGB").reduce(3).save(crops / f"refused-{truth.name}.png")
    return Result(job, truth.faint, score)


# Crops ------------------------------------------------------------------------------------------


def _save_crop(wrong: Wrong, reading: PictureReading, folder: Path) -> None:
    """Save the row that was read wrongly, for looking at it."""
    for flat in reading.flats:
        box = _row_box(flat.layout, wrong.path)
        if box:
            folder.mkdir(parents=True, exist_ok=True)
            _crop(flat, box).save(folder / f"{wrong.page}-{wrong.path}.png")


def _row_box(layout: PanelLayout, path: str) -> Box | None:
    """All spots of a row, with the page around it, mm on the panel."""
    spots = [target for target in layout.targets if target.path == path]
    if not spots:
        return None
    left = min(spot.x - spot.radius for spot in spots) - AROUND
    top = min(spot.y - spot.radius for spot in spots) - AROUND
    right = max(spot.x + spot.radius for spot in spots) + AROUND
    bottom = max(spot.y + spot.radius for spot in spots) + AROUND
    return Box(left, top, right - left, bottom - top)


def _crop(flat: FlatPanel, box: Box) -> Image.Image:
    return flat.crop(box)


# The table --------------------------------------------------------------------------------------

HEADINGS = (
    "condition", "pages", "refused", "questions", "cells", "wrong, no doubt",
    "needless doubt", "asked in vain", "two marks missed", "CPU s a page",
)  # fmt: skip


def table(report: Report) -> str:
    """The results as a Markdown table, with a row for each kind of picture."""
    rows = [_row(name, report.of(name)) for name in report.names()]
    for kind in (SCAN, BILEVEL, PHONE):
        for faint in (False, True):
            score = report.of_kind(kind, faint=faint)
            if score.pages:
                rows.append(_row(f"**{_kind_name(kind, faint=faint)}**", score))
    rows.append(_row("**all**", report.whole))
    rules = ["---", *["---:"] * (len(HEADINGS) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (HEADINGS, rules, *rows))


def _kind_name(kind: str, *, faint: bool) -> str:
    return f"{kind}, faint pencil" if faint else kind


def _row(name: str, score: Score) -> list[str]:
    refused = ", ".join(f"{count} {why}" for why, count in sorted(score.refused.items()))
    return [
        name,
        f"{score.pages:,}",
        refused or "0",
        f"{score.rows:,}",
        f"{score.cells:,}",
        f"{len(score.wrong):,}",
        f"{score.needless_share:.1%}".replace("%", " %"),
        f"{score.in_vain_share:.1%}".replace("%", " %"),
        f"{len(score.missed)} of {score.hard}",
        f"{score.seconds / max(1, score.pages):.2f}",
    ]


def details(report: Report) -> str:
    """Every value that was wrong without a doubt, and why rows were doubted that need not be."""
    whole = report.whole
    lines = [f"wrong: {_said(wrong)}" for wrong in whole.wrong]
    lines += [f"missed: {_said(wrong)}" for wrong in whole.missed]
    lines += [f"taken for another page: {page}" for page in whole.mistaken]
    lines += [f"doubted needlessly: {count} × {why}" for why, count in whole.needless.most_common()]
    return "\n".join(lines)


def _said(wrong: Wrong) -> str:
    why = f" ({wrong.why})" if wrong.why else ""
    return f"{wrong.page} {wrong.path}: {wrong.stands} stands there, {wrong.read} was read{why}"
