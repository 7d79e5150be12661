"""A sheet of paper as a program gets it: the `Read` of a PDF, doubts, and what is to be typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from ..model.messages import Message, note
from ..model.paths import order, unflatten
from ..model.phrases import Phrase
from ..reader.sheet import Read
from ..reader.sheet_questions import with_questions
from .crop_store import CropStore
from .panels import ScanFile, ScanPlace
from .sheet_answers import Doubt, SheetAnswers, WrittenPart
from .sheets import PanelSet


@dataclass(frozen=True)
class ScannedSheet:
    """A sheet that was read from paper.

    Attributes:
        panels: The panels that make it up.
        found: What stands on them.
    """

    panels: PanelSet = field(repr=False)
    found: SheetAnswers = field(repr=False)
    _scans: Sequence[ScanFile] = field(repr=False)
    _crops: CropStore = field(repr=False)

    @property
    def file(self) -> Path:
        """The scan and the page on which it begins."""
        return self._named(self.panels.pages[0])

    @property
    def pages(self) -> tuple[Path, ...]:
        """The scan and the page of each of its panels, in the order of the sheet."""
        return tuple(map(self._named, self.panels.pages))

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of its panels that are in no scan."""
        return self.panels.missing

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is not sure, and in no answer."""
        return tuple(self.found.doubts)

    @property
    def settled(self) -> tuple[str, ...]:
        """The paths that a person has settled."""
        return tuple(self.found.settled)

    @property
    def pictures(self) -> Mapping[str, tuple[str, ...]]:
        """Path → the name of the crop, for what is written or drawn and was not typed yet.

        Of a page that is there twice, there are two crops of a path.
        """
        found: dict[str, tuple[str, ...]] = {}
        for name, one in self._written.items():
            found[one.path] = (*found.get(one.path, ()), name)
        return found

    @property
    def crops(self) -> Mapping[str, bytes]:
        """Name → crop (PNG), for each of `pictures`; none if they were not cut out."""
        found = {name: self._crops.get(area.crop) for name, (_, _, area) in self._written.items()}
        return {name: picture for name, picture in found.items() if picture}

    @cached_property
    def _written(self) -> Mapping[str, WrittenPart]:
        """Name of the crop → what is written; a page that is there twice has two of a path."""
        named: dict[str, WrittenPart] = {}
        for one in self.found.written:
            name = f"{one.path}.crop.png"
            if name in named:
                name = f"{one.path}.{one.place.scan + 1}-{one.place.page}.crop.png"
            named[name] = one
        return named

    @property
    def read(self) -> Read:
        """What is sure or settled, as `mlmp.read` returns it for a PDF."""
        about = self.panels.about
        rank = order(about.kinds)
        paths = sorted(self.found.values, key=lambda path: (rank(path), path))
        pictures = {name: self._crops.get(crop) for name, crop in self.found.kept.items()}
        return replace(
            about,
            answers=unflatten({path: self.found.values[path] for path in paths}),
            notes=with_questions(self._notes(), about.form, about.language),
            pictures=pictures,
            sheet_id=self.panels.sheet_id,
        )

    def _notes(self) -> list[Message]:
        notes = [note(self._beside(place), what) for place, what in self.found.notes]
        if self.missing:
            what = Phrase(
                "is not whole: of {panels} pages, these are in no scan: {missing}",
                panels=self.panels.panels[0].key.panels,
                missing=[str(number) for number in self.missing],
            )
            notes.append(note("", what))
        for panel in self.panels.continuations:
            what = Phrase("holds the rest of long answers, which is not read: look at it")
            notes.append(note(self._beside(panel.place), what))
        return notes

    def _beside(self, place: ScanPlace) -> str:
        """What a note calls a page; nothing for the one by which the sheet itself is called."""
        name = self._named(place)
        return "" if name == self.file else str(name)

    def _named(self, place: ScanPlace) -> Path:
        return self._scans[place.scan].named(place.page)
