"""What was read from the pages of scans, before it is known which sheets they make up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..model.messages import NOTHING
from ..model.phrases import Phrase
from ..pdf.sheet_codes import PanelKey, SheetCode
from ..reader.sheet import Read

RowSpot = tuple[float, float, float, float]  # left, top, right, bottom: parts of a picture
Marked = str | bool | tuple[str, ...] | None  # a state, a tick, several states, or nothing


class ScanPlace(NamedTuple):
    """Where a panel stands in the scans; places have the order of the pages.

    Attributes:
        scan: The number of the scan among all scans, from 0.
        page: The page in it, from 1.
        part: The number of the panel on the page, from 0: an A3 sheet has two.
    """

    scan: int
    page: int
    part: int = 0


@dataclass(frozen=True)
class ScanFile:
    """A file with scans.

    Attributes:
        file: Its path, or what messages call it.
        digest: The SHA-256 of its bytes, in hexadecimal; "" for one that could not be read.
        single: Whether it has one page, as a photo does.
    """

    file: Path
    digest: str = ""
    single: bool = False

    def named(self, page: int) -> Path:
        """What messages call a page: the file, with the number of the page if there are several.

        >>> ScanFile(Path("back.pdf")).named(3).name
        'back.pdf#3'
        """
        return self.file if self.single else Path(f"{self.file}#{page}")


@dataclass(frozen=True)
class StoredCrop:
    """A picture that waits in a `CropStore`: where it begins there, and how long it is."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """What was marked for one question.

    Attributes:
        value: What is marked for certain; None if nothing is.
        doubt: Why it is not certain, a code of `DOUBTS`; "" if it is.
        guess: What is perhaps marked.
        corrected: A state that was crossed out for another one; None without any.
        row: A picture of the row.
        spot: Where in it the question itself stands.
    """

    value: Marked = None
    doubt: str = ""
    guess: Marked = None
    corrected: str | None = None
    row: StoredCrop | None = None
    spot: RowSpot | None = None


@dataclass(frozen=True, slots=True)
class WrittenArea:
    """A place with writing or drawing in it.

    Attributes:
        kind: "text", "date", "name" or "picture".
        crop: Its picture.
    """

    kind: str
    crop: StoredCrop | None = None


@dataclass(frozen=True)
class ReadPanel:
    """What was read of one panel.

    Attributes:
        place: Where it stands in the scans.
        code: What its codes say.
        abouts: The form, version, language, kinds and drawing of the sheets that it can be of; no
            answers. There are several where looks lay a page out alike.
        cells: Path → what is marked.
        written: Path → a place with writing in it.
        notes: What there is to say of the picture.
        thumbnail: A small picture of the page.
    """

    place: ScanPlace
    code: SheetCode
    abouts: tuple[Read, ...] = field(repr=False)
    cells: Mapping[str, MarkedCell] = field(default_factory=dict, repr=False)
    written: Mapping[str, WrittenArea] = field(default_factory=dict, repr=False)
    notes: tuple[Phrase, ...] = ()
    thumbnail: StoredCrop | None = None

    @property
    def key(self) -> PanelKey:
        """Which panel of which form it is."""
        return self.code.key


@dataclass(frozen=True)
class RefusedScan:
    """A panel, a page or a whole file that was not read.

    Attributes:
        place: Where it stands; page 0 is the whole file.
        why: The reason.
        needs: What is missing to read it, a code of `NEEDS`; "" for nothing.
        thumbnail: A small picture of it.
        is_twin: Whether it is a file that was read already, so that nothing is lost.
    """

    place: ScanPlace
    why: Phrase = NOTHING
    needs: str = ""
    thumbnail: StoredCrop | None = None
    is_twin: bool = False


@dataclass(frozen=True)
class ScannedPage:
    """What was found on one page.

    Attributes:
        place: Where it stands.
        panels: The panels that were read.
        refused: What was not.
        is_back: Whether it is the blank back of a sheet.
        is_list: Whether it is a list for staff, on which nothing is filled in.
    """

    place: ScanPlace
    panels: tuple[ReadPanel, ...] = ()
    refused: tuple[RefusedScan, ...] = ()
    is_back: bool = False
    is_list: bool = False
