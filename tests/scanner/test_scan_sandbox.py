"""A scan is opened in a process of its own: what breaks it costs one page, and is named."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

import pytest
from PIL import Image

import mlmp_print as mlmp
from mlmp_print.model import limits
from mlmp_print.model.kinds import Choice
from mlmp_print.model.phrases import Phrase
from mlmp_print.pdf.sheet_codes import PanelKey, SheetCode
from mlmp_print.reader.many import each_source
from mlmp_print.reader.serialize import pack
from mlmp_print.reader.sheet import Read
from mlmp_print.sandbox.processors import usual_jobs
from mlmp_print.scanner import page_reader, scan_files
from mlmp_print.scanner.blank_sources import BlankSources
from mlmp_print.scanner.crop_store import CropStore
from mlmp_print.scanner.packing import PNG, CellRead, PagePacker, PanelParts, unpack_page
from mlmp_print.scanner.page_reader import PageReader, page_readers
from mlmp_print.scanner.panels import ScanPlace
from mlmp_print.scanner.scan import Scanned, Scanning


def white_pdf(pages: int) -> bytes:
    first, *others = [Image.new("L", (620, 877), 255) for _ in range(pages)]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others)
    return out.getvalue()


@pytest.fixture
def _broken_reader(monkeypatch):
    """Some pages break the process that reads them."""
    monkeypatch.setattr(page_reader, "READ", "worker_functions:read_page_or_break")


@pytest.mark.usefixtures("_broken_reader")
@pytest.mark.parametrize("on_disk", [True, False])
def test_a_page_that_breaks_the_process_is_named_and_the_others_are_read(on_disk, tmp_path):
    pdf = white_pdf(3)
    (tmp_path / "back.pdf").write_bytes(pdf)
    scanned = mlmp.scan([tmp_path / "back.pdf" if on_disk else pdf])
    (message,) = scanned.messages
    assert message.where.file.endswith("#2")
    assert "crash" in message.what
    assert (scanned.pages, scanned.backs) == (3, 2)


@pytest.mark.slow
@pytest.mark.usefixtures("_broken_reader")
def test_a_page_that_never_ends_is_named(monkeypatch):
    monkeypatch.setattr(page_reader, "SCAN_LOSSES", 9)
    monkeypatch.setattr(page_reader, "SCAN_SECONDS", 20)  # the others take less, however busy it is
    scanned = mlmp.scan([white_pdf(9)])
    reasons = [str(message.what) for message in scanned.messages]
    for reason, words in zip(reasons, ("crash", "20 seconds", "memory", "nonsense"), strict=True):
        assert words in reason
    assert scanned.backs == 5


@pytest.mark.usefixtures("_broken_reader")
def test_the_pages_of_a_file_that_breaks_the_process_again_and_again_are_left_out(
    monkeypatch,
):
    monkeypatch.setattr(page_reader, "SCAN_LOSSES", 1)
    scanned = mlmp.scan([white_pdf(4), white_pdf(1)])
    assert [message.where.file[:2] for message in scanned.messages] == ["#1"] * 3
    assert scanned.backs == 2


def test_files_and_pages_over_the_limits_are_left_out(monkeypatch, tmp_path):
    monkeypatch.setattr(page_reader, "SCAN_PAGES", 2)
    (message,) = mlmp.scan([white_pdf(3)]).messages
    assert "more than 2 pages" in message.what
    monkeypatch.setattr(scan_files, "SCAN_BYTES", 10)
    (tmp_path / "back.pdf").write_bytes(white_pdf(1))
    (message,) = mlmp.scan([tmp_path / "back.pdf"]).messages
    assert "at most 10 are read" in message.what


def test_a_file_that_is_there_twice_is_read_once(tmp_path):
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(white_pdf(2))
    scanned = mlmp.scan([tmp_path])
    assert scanned.pages == 2
    (message,) = scanned.messages
    assert "is the same file as" in message.what


# Several processes --------------------------------------------------------------------------------


def seen(scanned: Scanned) -> tuple[object, ...]:
    """All there is to what was scanned."""
    sheets = [(sheet.file, sheet.read, sheet.doubts, sheet.missing) for sheet in scanned]
    return sheets, scanned.messages, scanned.pages, scanned.backs


@pytest.mark.parametrize("how", [{"jobs": 2}, {"jobs": None, "many": 2}, {"jobs": None, "many": 9}])
def test_the_number_of_processes_changes_nothing(how):
    card = mlmp.template("score-card")
    pages = [mlmp.preview(card.fill({"practice": how_much}).pdf, dpi=150) for how_much in (1, 2)]
    sources = each_source([*pages, b"none", pages[0], white_pdf(2)])
    one, several = (Scanning(BlankSources(), **each).read(sources) for each in ({}, how))
    assert seen(several) == seen(one)
    assert (one.pages, len(one)) == (4, 2)


def test_more_processes_start_when_there_turn_out_to_be_many_pages():
    begun: list[PageReader] = []
    make = partial(PageReader, BlankSources(), CropStore().add, crops=False)
    with page_readers(lambda: begun.append(make()) or begun[-1], None, many=3) as readers:
        readers.expect(2)
        assert len(begun) == 1
        for pages in (3, 9):
            readers.expect(pages)
            assert len(begun) == usual_jobs(3, 3)


# What crosses -------------------------------------------------------------------------------------

KEY = PanelKey("TEST", 1, "DAA4", 1, 1)
CODE = SheetCode(KEY, "K7Q2")
ABOUT = Read("test-form", 1, "da", {}, kinds={"choice": Choice(("yes", "no"))})
OTHER = Read("test-form", 1, "da", {}, kinds={"choice": Choice(("once", "never"))})
SMALL = PNG + b"x"


def packet() -> tuple[dict[str, Any], bytes]:
    packer = PagePacker()
    cells = {"choice": CellRead(None, "two-marks", "no", "yes", SMALL)}
    packer.add_panel(PanelParts(CODE, (ABOUT,), cells, {"choice": ("text", SMALL)}, (Phrase("x"),)))
    packer.refuse(Phrase("is too blurred"), "needs-look", SMALL)
    return packer.packet()


def test_what_is_packed_comes_back():
    store = CropStore()
    head, data = packet()
    page = unpack_page(head, data, ScanPlace(0, 3), store.add)
    (panel,) = page.panels
    cell = panel.cells["choice"]
    assert (cell.doubt, cell.guess, cell.corrected) == ("two-marks", "no", "yes")
    assert store.get(cell.row) == SMALL
    assert (panel.code, panel.abouts, panel.notes) == (CODE, (ABOUT,), ("x",))
    assert [(one.why, one.needs) for one in page.refused] == [("is too blurred", "needs-look")]


def changed(**parts: Any) -> dict[str, Any]:
    """The head of a packet, with other parts of its panel."""
    head, _ = packet()
    head["panels"][0] |= parts
    return head


@pytest.mark.parametrize(
    "head",
    [
        {},
        {**packet()[0], "back": 1},
        {**packet()[0], "crops": [10**9]},
        {**packet()[0], "crops": [True, 9, 9]},
        {**packet()[0], "panels": [1]},
        {**packet()[0], "refused": [{"why": {"template": "{x.y}", "values": {"x": 1}}}]},
        changed(code="M2:TEST1.DAA4.K7Q2:1/1:7F3K9Q2A"),
        changed(abouts=[]),
        changed(abouts=[{}]),
        changed(abouts=[*packet()[0]["panels"][0]["abouts"], pack(OTHER)[0]]),
        changed(cells={"../name": [None, "", None, None, -1]}),
        changed(cells={"choice": ["maybe", "", None, None, -1]}),
        changed(cells={"choice": [None, "no such doubt", None, None, -1]}),
        changed(cells={"choice": [None, "", None, None, 7]}),
        changed(cells={"choice": [None, "", None, None]}),
        changed(written={"choice": ["script", -1]}),
    ],
)
def test_what_no_page_of_ours_says_is_refused_and_nothing_of_it_kept(head):
    kept: list[bytes] = []
    with pytest.raises((TypeError, ValueError)):
        unpack_page(head, packet()[1], ScanPlace(0, 1), kept.append)
    assert not kept


def test_a_crop_that_is_no_png_is_refused():
    head, data = packet()
    with pytest.raises(ValueError, match="crop"):
        unpack_page(head, data.replace(b"PNG", b"GIF"), ScanPlace(0, 1), CropStore().add)


def test_crops_come_back_as_they_were():
    store = CropStore()
    first, second = store.add(b"one"), store.add(b"second")
    assert (store.get(second), store.get(first), store.get(None)) == (b"second", b"one", b"")
    assert store.add(b"") is None


def test_a_page_of_very_many_parts_is_refused():
    packer = PagePacker()
    for _ in range(limits.SCAN_PANELS + 1):
        packer.refuse(Phrase("is too blurred"))
    with pytest.raises(ValueError, match="page"):
        unpack_page(*packer.packet(), ScanPlace(0, 1), CropStore().add)
    packer = PagePacker()
    numbers = [packer.crop(SMALL) for _ in range(limits.SCAN_CROPS + 2)]
    assert numbers[-3:] == [limits.SCAN_CROPS - 1, -1, -1]
