"""Read pages of scans in the process that opens them, which is the sandbox.

A file is opened once for many pages, and the blanks that were found are kept for the next file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from ..model.phrases import Phrase
from ..pdf.sheet_codes import NO_DIGEST, PanelKind, SheetCode
from ..reader.sheet import Read
from ..sandbox.protocol import Packet
from .backs import is_blank_back
from .blank_sheets import BlankSheet
from .blank_sources import BlankSources
from .cells import loses_pale, may_lose_pale
from .closest_blank import closest_panels
from .crops import area_crop, row_crop, thumbnail
from .flat import FlatPanel, Refusal, RefusedError, RefusedPanel
from .layouts import Layouts
from .marks import read_marks
from .packing import CellRead, PagePacker, PanelParts
from .pictures import Pictures, open_pictures
from .writing import has_writing

WANTS = {"wants": True}  # the answer to a request whose file is not open, and has no path
_BLACK_AND_WHITE = Phrase(
    "is scanned in black and white, which loses pale marks: its empty rows are doubts, and texts "
    "in pencil may be missing. Scan in grey"
)
_PALE_LOST = Phrase(
    "is a copy, or a scan with too much contrast, and loses pale marks: texts in pencil may be "
    "missing. Scan the original in grey"
)
_PALE_UNKNOWN = Phrase(
    "has no pale print that shows whether this picture loses pale marks: texts in pencil may be "
    "missing. Scan the original in grey"
)


@dataclass
class _WorkerState:
    """What the process keeps from one request to the next."""

    digest: str = ""
    pictures: Pictures | None = None
    file: ExitStack = field(default_factory=ExitStack)
    layouts: Layouts = field(default_factory=lambda: Layouts(BlankSources()))

    def open(self, data: bytes, path: str, digest: str) -> Pictures | None:
        """Open a file, if it is another one than the last; None if its bytes are needed."""
        if self.digest == digest and self.pictures is not None:
            return self.pictures
        if not data and not path:
            return None
        self.digest, self.pictures = "", None
        self.file.close()
        self.pictures = self.file.enter_context(open_pictures(data or Path(path)))
        self.digest = digest
        return self.pictures

    def layouts_of(self, sources: Mapping[str, list[str]]) -> Layouts:
        """The blanks that were found among these sources."""
        wanted = BlankSources.unpacked(sources)
        if self.layouts.sources != wanted:
            self.layouts = Layouts(wanted)
        return self.layouts


_state = _WorkerState()


def check_blanks(data: bytes, sources: dict[str, list[str]]) -> Packet:  # noqa: ARG001
    """Check the empty sheets that a user names. Raises PdfError, EncryptedError."""
    _state.layouts_of(sources).check()
    return {}, b""


def count_pages(data: bytes, path: str, digest: str) -> Packet:
    """Return how many pages a file has.

    Raises:
        PdfError: It is no scan, or broken.
    """
    pictures = _state.open(data, path, digest)
    if pictures is None:
        return WANTS, b""
    return {"pages": pictures.pages}, b""


def read_page(
    data: bytes,
    path: str,
    digest: str,
    page: int,
    sources: dict[str, list[str]],
    crops: bool,
) -> Packet:
    """Return what is on a page.

    Args:
        data: The file; none if it lies at `path`, or is open.
        path: Where it lies; "" if it lies nowhere.
        digest: What tells it from other files.
        page: From 1.
        sources: Where blanks are looked for.
        crops: Whether pictures are cut out.

    Raises:
        PdfError: The page cannot be opened.
    """
    pictures = _state.open(data, path, digest)
    if pictures is None:
        return WANTS, b""
    picture, layouts = pictures.picture(page), _state.layouts_of(sources)
    packer = PagePacker()
    found = list(closest_panels(picture, layouts))
    packer.is_back = all(_lacks_code(one) for one, _ in found) and is_blank_back(picture)
    small = thumbnail(picture) if crops and not packer.is_back else b""
    for one, choice in [] if packer.is_back else found:
        if isinstance(one, RefusedPanel):
            _add_refused(packer, one, layouts, small)
        else:
            _add_panel(packer, one, layouts.sheets(one.code)[choice:], small, crops=crops)
    return packer.packet()


def _lacks_code(one: FlatPanel | RefusedPanel) -> bool:
    return isinstance(one, RefusedPanel) and one.refusal is Refusal.NO_CODE


def _add_refused(packer: PagePacker, one: RefusedPanel, layouts: Layouts, small: bytes) -> None:
    """Add a panel that is not read: refused, or with nothing on it to read."""
    if one.code is not None and one.code.key.kind is PanelKind.COURSE_LIST:
        packer.is_list = True
        return
    if one.code is not None and _is_bare(one.code):
        try:
            abouts = _abouts(layouts.sheets(one.code))
        except RefusedError as error:
            packer.refuse(error.why, layouts.needs.get(str(one.code), ""), small)
        else:
            packer.add_panel(PanelParts(one.code, abouts, thumbnail=small))
        return
    needs = layouts.needs.get(str(one.code), "") if one.code else ""
    packer.refuse(one.why, needs, small)


def _add_panel(
    packer: PagePacker, flat: FlatPanel, sheets: list[BlankSheet], small: bytes, *, crops: bool
) -> None:
    """Add a panel that is read, and can be of any of `sheets`."""
    layout = flat.layout
    cells = {
        path: CellRead(
            one.value,
            one.doubt,
            one.guess,
            one.corrected,
            *(row_crop(flat, path) if crops and one.doubt else ()),
        )
        for path, one in read_marks(flat).items()
    }
    written = {
        area.path: (area.kind, area_crop(flat, area) if crops else b"")
        for area in layout.areas
        if has_writing(flat, area)
    }
    losses = tuple(_losses(flat, written))
    packer.add_panel(PanelParts(flat.code, _abouts(sheets), cells, written, losses, small))


def _abouts(sheets: list[BlankSheet]) -> tuple[Read, ...]:
    """What the empty sheets say of themselves, each once."""
    found: list[Read] = []
    for sheet in sheets:
        if sheet.about not in found:
            found.append(sheet.about)
    return tuple(found)


def _losses(flat: FlatPanel, written: Mapping[str, object]) -> Iterator[Phrase]:
    """Yield what may be missing of a picture. A place where something is seen has lost nothing."""
    if flat.bilevel:
        yield _BLACK_AND_WHITE
    elif len(written) < len(flat.layout.areas) and loses_pale(flat):
        yield _PALE_LOST
    elif len(written) < len(flat.layout.areas) and may_lose_pale(flat):
        yield _PALE_UNKNOWN


def _is_bare(code: SheetCode) -> bool:
    """Whether nothing is filled in on a panel."""
    return code.key.kind is not PanelKind.FORM or code.digest == NO_DIGEST
