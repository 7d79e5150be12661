"""Pack what a page holds as JSON and bytes, to cross from the sandbox; check it on arrival.

It comes from a process that has read a hostile file, so a part of another type than `PagePacker`
writes is refused, and so is a crop that does not begin as a PNG.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model.limits import SCAN_CROPS, SCAN_PANELS
from ..model.phrases import Phrase
from ..pdf.sheet_codes import CodeError, SheetCode, parse_code
from ..reader.serialize import pack, unpack
from ..reader.sheet import Read
from ..sandbox.error_packets import pack_phrase, unpack_phrase
from ..sandbox.protocol import Packet
from .blank_sources import NEEDS
from .packed_cells import (
    NO_CROP,
    CellParts,
    packed_area,
    packed_cell,
    packed_list,
    packed_number,
    packed_object,
)
from .panels import (
    Marked,
    MarkedCell,
    ReadPanel,
    RefusedScan,
    RowSpot,
    ScannedPage,
    ScanPlace,
    StoredCrop,
    WrittenArea,
)

PNG = b"\x89PNG\r\n\x1a\n"

Keep = Callable[[bytes], StoredCrop | None]


@dataclass(frozen=True)
class CellRead:
    """What was marked for one question; as a `MarkedCell`, with the picture of its row itself."""

    value: Marked = None
    doubt: str = ""
    guess: Marked = None
    corrected: str | None = None
    picture: bytes = field(default=b"", repr=False)
    spot: RowSpot | None = None


@dataclass(frozen=True)
class PanelParts:
    """What was read of one panel; as a `ReadPanel`, with the pictures themselves.

    Attributes:
        abouts: What the empty sheets say that the panel can be of; one at least.
        written: Path → the kind of a place with writing in it, and its picture.
    """

    code: SheetCode
    abouts: tuple[Read, ...] = field(repr=False)
    cells: Mapping[str, CellRead] = field(default_factory=dict, repr=False)
    written: Mapping[str, tuple[str, bytes]] = field(default_factory=dict, repr=False)
    notes: tuple[Phrase, ...] = ()
    thumbnail: bytes = field(default=b"", repr=False)


@dataclass
class PagePacker:
    """Packs the panels of one page, in the sandbox."""

    panels: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    is_back: bool = False
    is_list: bool = False
    _crops: list[bytes] = field(default_factory=list)

    def crop(self, picture: bytes) -> int:
        """Take a picture; return its number among all of the page."""
        if not picture or len(self._crops) >= SCAN_CROPS:
            return NO_CROP
        self._crops.append(picture)
        return len(self._crops) - 1

    def add_panel(self, panel: PanelParts) -> None:
        """Take a panel."""
        cells = {
            path: [
                cell.value,
                cell.doubt,
                cell.guess,
                cell.corrected,
                cell.spot,
                self.crop(cell.picture),
            ]
            for path, cell in panel.cells.items()
        }
        self.panels.append(
            {
                "code": str(panel.code),
                "abouts": [pack(about)[0] for about in panel.abouts],
                "cells": cells,
                "written": {
                    path: [kind, self.crop(picture)]
                    for path, (kind, picture) in panel.written.items()
                },
                "notes": list(map(pack_phrase, panel.notes)),
                "thumbnail": self.crop(panel.thumbnail),
            }
        )

    def refuse(self, why: Phrase, needs: str = "", thumbnail: bytes = b"") -> None:
        """Take a panel, or a whole page, that is not read; `needs` is a code of `NEEDS`."""
        refused = {"why": pack_phrase(why), "needs": needs, "thumbnail": self.crop(thumbnail)}
        self.refused.append(refused)

    def packet(self) -> Packet:
        """Return all of it."""
        head = {
            "panels": self.panels,
            "refused": self.refused,
            "back": self.is_back,
            "list": self.is_list,
            "crops": list(map(len, self._crops)),
        }
        return head, b"".join(self._crops)


def unpack_page(head: Mapping[str, Any], data: bytes, place: ScanPlace, keep: Keep) -> ScannedPage:
    """Return the page again. Raises TypeError or ValueError for what `PagePacker` does not write.

    Args:
        head, data: The packet.
        place: The page; its panels are numbered after one another.
        keep: Takes the crops. It is called only once all else has been checked.
    """
    panels, refused = packed_list(head.get("panels")), packed_list(head.get("refused"))
    if len(panels) + len(refused) > SCAN_PANELS:
        raise ValueError("page")
    if any(type(head.get(key)) is not bool for key in ("back", "list")):
        raise ValueError("page")
    pictures = _pictures(head.get("crops"), data)
    checked = [_Panel.of(packed_object(panel), pictures) for panel in panels]
    refusals = [_refusal(packed_object(one), pictures) for one in refused]
    crops = [keep(picture) for picture in pictures]

    def crop(number: int) -> StoredCrop | None:
        return None if number == NO_CROP else crops[number]

    places = [place._replace(part=part) for part in range(len(panels) + len(refused))]
    return ScannedPage(
        place,
        tuple(panel.read_panel(at, crop) for panel, at in zip(checked, places, strict=False)),
        tuple(
            RefusedScan(at, why, needs, crop(number))
            for (why, needs, number), at in zip(refusals, places[len(panels) :], strict=True)
        ),
        head["back"],
        head["list"],
    )


def _pictures(sizes: Any, data: bytes) -> list[bytes]:
    """Cut the crops out of `data`, by their sizes."""
    found: list[bytes] = []
    start = 0
    for size in packed_list(sizes):
        if type(size) is not int or not 0 < size <= len(data) - start:
            raise ValueError("crop's size")
        found.append(data[start : start + size])
        start += size
    if len(found) > SCAN_CROPS or not all(one.startswith(PNG) for one in found):
        raise ValueError("crop")
    return found


def _refusal(value: dict[str, Any], pictures: list[bytes]) -> tuple[Phrase, str, int]:
    needs = value.get("needs")
    if needs not in ("", *NEEDS):
        raise ValueError("needs")
    return unpack_phrase(value.get("why")), needs, packed_number(value.get("thumbnail"), pictures)


@dataclass(frozen=True)
class _Panel:
    """A panel that was checked, before its crops are kept."""

    code: SheetCode
    abouts: tuple[Read, ...]
    cells: Mapping[str, CellParts]
    written: Mapping[str, tuple[str, int]]
    notes: tuple[Phrase, ...]
    thumbnail: int

    @classmethod
    def of(cls, value: dict[str, Any], pictures: list[bytes]) -> _Panel:
        """Check a panel. Raises TypeError or ValueError."""
        abouts = tuple(_about(about) for about in packed_list(value.get("abouts")))
        if not abouts:
            raise ValueError("abouts")
        cells, written = packed_object(value.get("cells")), packed_object(value.get("written"))
        checked = [_checked(cells, written, about, pictures) for about in abouts]
        return cls(
            _code(value.get("code")),
            abouts,
            *checked[0],  # the same for each sheet that it can be of
            tuple(map(unpack_phrase, packed_list(value.get("notes")))),
            packed_number(value.get("thumbnail"), pictures),
        )

    def read_panel(self, place: ScanPlace, crop: Callable[[int], StoredCrop | None]) -> ReadPanel:
        """Return the panel, with its crops where they are kept."""
        cells = {
            path: MarkedCell(*cell[:4], row=crop(cell[5]), spot=cell[4])
            for path, cell in self.cells.items()
        }
        written = {path: WrittenArea(area[0], crop(area[1])) for path, area in self.written.items()}
        thumbnail = crop(self.thumbnail)
        return ReadPanel(place, self.code, self.abouts, cells, written, self.notes, thumbnail)


def _checked(
    cells: dict[str, Any], written: dict[str, Any], about: Read, pictures: list[bytes]
) -> tuple[dict[str, CellParts], dict[str, tuple[str, int]]]:
    """What is marked and written on a panel of a sheet. Raises TypeError or ValueError."""
    return (
        {path: packed_cell(path, cell, about, pictures) for path, cell in cells.items()},
        {path: packed_area(path, area, about, pictures) for path, area in written.items()},
    )


def _about(value: Any) -> Read:
    return Read(**unpack(packed_object(value), b""))


def _code(value: Any) -> SheetCode:
    if not isinstance(value, str):
        raise ValueError("code")
    try:
        return parse_code(value)
    except CodeError:
        raise ValueError("code") from None
