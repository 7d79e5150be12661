"""Read filled sheets of paper, from scans and photos of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..definitions import load as forms
from ..look import look as looks
from ..model.arguments import check_arguments, checked_list
from ..model.errors import AnswersError, MlmpError, UsageError
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from ..reader.content import PdfSource
from ..reader.many import check_sources, each_source
from ..reader.sources import Source
from .asked_before import asked_before
from .blank_sources import BlankSources
from .crop_store import CropStore
from .extra import check_installed
from .given_corrections import GivenCorrections
from .moved_pages import SortedPages
from .page_reader import MANY_PAGES, PageReader, PageReaders, PageTask, page_readers
from .panels import RefusedScan, ScanFile, ScannedPage, ScanPlace
from .review_data import SKIP, Correction, ItemKey
from .scan_files import PICTURES, OpenedScan, open_scan
from .scanned_sheet import ScannedSheet
from .sheet_answers import sheet_answers
from .sheets import PanelSet, panel_sets

_CORRECTIONS = Phrase("a list of what `read_corrections` returns")

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Scanned:
    """What scans hold. Iterating gives the sheets, each made up when it is asked for.

    Attributes:
        scans: The files.
        sorted_pages: The panels of each sheet, and how pages were moved.
        refused: What was not read, and was not settled.
        errors: Those of whole files.
        backs: How many pages are blank backs.
        lists: How many pages are lists for staff.
        pages: How many pages there are.
        corrections: What a person has said.
        crops: The pictures that were cut out.
        forms: The definitions of forms of one's own.
        looks: The looks that were named.
    """

    scans: Sequence[ScanFile]
    sorted_pages: SortedPages = field(repr=False)
    refused: Sequence[RefusedScan]
    errors: Sequence[MlmpError]
    backs: int
    lists: int
    pages: int
    corrections: GivenCorrections = field(repr=False)
    crops: CropStore = field(repr=False)
    forms: Sequence[Path] = ()
    looks: Sequence[Path] = ()

    def __iter__(self) -> Iterator[ScannedSheet]:
        return map(self._sheet, self.sets)

    @property
    def sets(self) -> Sequence[PanelSet]:
        """The panels of each sheet."""
        return self.sorted_pages.sets

    def __len__(self) -> int:
        return len(self.sets)

    def _sheet(self, panels: PanelSet) -> ScannedSheet:
        answers = sheet_answers(panels, self.scans, self.corrections)
        return ScannedSheet(panels, answers, self.scans, self.crops)

    @property
    def messages(self) -> tuple[Message, ...]:
        """Why pages and files were not read, each at its place."""
        return tuple(
            Message(Where(file=self.named(one.place)), one.why, code=one.needs)
            for one in self.refused
        )

    def named(self, place: ScanPlace) -> str:
        """What messages call a page; page 0 is the whole file."""
        scan = self.scans[place.scan]
        return str(scan.named(place.page) if place.page else scan.file)


def scan(
    sources: Iterable[PdfSource],
    *,
    looks: Iterable[str | Path] = (),
    forms: Iterable[str | Path] = (),
    blanks: Iterable[str | Path] = (),
    corrections: Iterable[Correction] = (),
    crops: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Scanned:
    """Read filled sheets of paper: scans (PDF, TIFF, PNG, JPEG) and photos, in any order.

    A value that is given without a doubt is what stands on the paper. Everything else is a doubt,
    and in no answer. Texts and pictures are not read: with `crops` their pictures are cut out, for
    a person to type. Each page is read in a process of its own, with limits on time and memory.

    Args:
        sources: Files, folders with all in them and below, patterns; bytes, and open binary files.
        looks: Look files in which sheets were drawn.
        forms: Definitions of forms of one's own.
        blanks: Empty sheets (PDF) of older versions.
        corrections: What a person has said of doubts.
        crops: Cut out what is written or drawn, and the rows in doubt.
        jobs: How many pages are read at the same time.
        progress: Called with how many of how many pages are read, as far as that is known.

    Returns:
        The sheets, and what was refused. It holds the crops until it is forgotten.

    Raises:
        UsageError: An argument is wrong, or the extra for scans is not installed.
        DefinitionError: A look or a form has a mistake.
        PdfError: An empty sheet cannot be used.
        AnswersError: A correction is of something that nobody asked, or of another scan.

    >>> import mlmp_print as mlmp
    >>> found = mlmp.scan([mlmp.preview(mlmp.blank("wishing-well"), dpi=150)])
    >>> [(sheet.read.form, sheet.read.answers, sheet.doubts) for sheet in found]
    [('wishing-well', {}, ())]
    """
    check_arguments(crops=crops, jobs=jobs, progress=progress)
    check_sources("sources", sources)
    found = BlankSources.of(looks, forms, blanks)
    said = checked_list("corrections", corrections, Correction, _CORRECTIONS)
    reading = Scanning(found, crops=crops, jobs=jobs, progress=progress)
    return reading.read(each_source(sources, PICTURES), said)


@dataclass
class Scanning:
    """How scans are read. Arguments as for `scan`.

    With `jobs=None` one process reads the pages, and more of them from `many` pages on.
    """

    blanks: BlankSources
    crops: bool = False
    jobs: int | None = 1
    many: int = MANY_PAGES
    progress: Progress | None = None
    store: CropStore = field(default_factory=CropStore)
    _scans: list[ScanFile] = field(default_factory=list)
    _unread: list[RefusedScan] = field(default_factory=list)
    _errors: list[MlmpError] = field(default_factory=list)
    _known: int = 0  # pages of the files that were opened

    def read(self, sources: Sequence[Source], given: Iterable[Correction] = ()) -> Scanned:
        """Read all pages, and sort them by sheets. Raises as `scan` does."""
        check_installed()
        self._check_definitions()
        pages: list[ScannedPage] = []
        make = partial(PageReader, self.blanks, self.store.add, crops=self.crops)
        with page_readers(make, self.jobs, self.many) as readers:
            if self.blanks.blanks:
                readers.check()
            for page in readers.read(self._tasks(sources, readers)):
                pages.append(page)
                if self.progress:
                    self.progress(len(pages), max(self._known, len(pages)))
        pages += [ScannedPage(one.place, refused=(one,)) for one in self._unread]
        return self._sorted(sorted(pages, key=lambda page: page.place), given)

    def _check_definitions(self) -> None:
        """Check the looks and forms of the user, once. Raises UsageError, DefinitionError."""
        for path in self.blanks.looks:
            looks.load(file=path)
        for path in self.blanks.forms:
            if path.suffix != forms.ENDING:
                what = Phrase("{file}: is not the definition of a form (TOML)", file=path.name)
                raise UsageError(what)
            forms.declared(str(path), looks.load())

    def _tasks(self, sources: Sequence[Source], readers: PageReaders) -> Iterator[PageTask]:
        """Open one file after another, and yield its pages."""
        seen: dict[str, int] = {}
        for number, source in enumerate(sources):
            try:
                opened = open_scan(source)
                twin = seen.setdefault(opened.scan.digest, number)
                if twin != number:
                    same = self._same_as(twin)
                    self._leave_out(source, opened.scan.digest, same, is_twin=True)
                    continue
                count = readers.count(opened)
            except MlmpError as error:
                if type(error) is MlmpError:
                    raise
                self._leave_out(source, "", error.messages[0].what)
                self._errors.append(error)
                continue
            opened = opened.of_one_page() if count == 1 else opened
            self._scans.append(opened.scan)
            self._known += count
            readers.expect(self._known + len(sources) - number - 1)
            yield from _pages(opened, number, count)

    def _same_as(self, number: int) -> Phrase:
        file = str(self._scans[number].file)
        return Phrase("is the same file as {file}: left out", file=file)

    def _leave_out(
        self, source: Source, digest: str, why: Phrase, *, is_twin: bool = False
    ) -> None:
        """Take note of a file that is not read."""
        place = ScanPlace(len(self._scans), 0)
        self._unread.append(RefusedScan(place, why, is_twin=is_twin))
        self._scans.append(ScanFile(source.file, digest, single=True))

    def _sorted(self, pages: Sequence[ScannedPage], given: Iterable[Correction]) -> Scanned:
        """Sort the pages by sheets, without those that a person has put aside."""
        corrections = GivenCorrections.of(given, self._scans)
        counted = [self._without_skipped(page, corrections) for page in pages]
        sets = panel_sets(counted, self._scans)
        if any(not key.path for key in corrections.values):
            corrections.asked = frozenset(asked_before(sets, self._scans))
        found = Scanned(
            scans=self._scans,
            sorted_pages=SortedPages.of(sets, self._scans, corrections),
            refused=[one for page in counted for one in page.refused],
            errors=self._errors,
            backs=sum(page.is_back for page in pages),
            lists=sum(page.is_list for page in pages),
            pages=sum(page.place.page > 0 for page in pages),
            corrections=corrections,
            crops=self.store,
            forms=self.blanks.forms,
            looks=self.blanks.looks,
        )
        if corrections.values:
            for _ in found:  # each sheet asks for its corrections
                pass
            if faults := corrections.first_faults():
                raise AnswersError(faults)
        return found

    def _without_skipped(self, page: ScannedPage, corrections: GivenCorrections) -> ScannedPage:
        """The page; with nothing on it if a person has put it aside."""
        key = ItemKey(self._scans[page.place.scan].digest, page.place.page, "")
        if page.refused and corrections.has(key) and corrections.get(key) == SKIP:
            return ScannedPage(page.place, page.panels)
        return page


def _pages(opened: OpenedScan, number: int, count: int) -> Iterator[PageTask]:
    losses: list[int] = []
    for page in range(1, count + 1):
        yield PageTask(opened, ScanPlace(number, page), losses)
