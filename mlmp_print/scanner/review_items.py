"""What a person is asked about scans, sheet by sheet: the items of the review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..definitions import load as forms
from ..look import look as looks
from ..look.assets import languages
from ..look.look import Look
from ..look.sheet_names import SheetNames
from ..look.wording import Wording
from ..model.arguments import check_arguments, mistyped
from ..model.kinds import Kind
from ..model.messages import NOTHING
from ..model.phrases import Phrase
from ..model.sheet_ids import NO_ID
from ..reader.sheet import Read
from ..reader.sheet_questions import sheet_names
from .panels import ReadPanel, RefusedScan, ScanPlace
from .review_data import (
    ALONE,
    DOUBT,
    KEEP,
    PAGE,
    PICTURE,
    SKIP,
    TEXT,
    ItemChoice,
    ItemKey,
    ReviewItem,
    Value,
)
from .scan import Scanned
from .scanned_sheet import ScannedSheet
from .sheet_answers import Doubt, WrittenPart
from .sheets import PanelSet


def review_items(scanned: Scanned, *, all_pages: bool = False) -> Iterator[ReviewItem]:
    """Yield everything that a person is asked: refused pages first, then sheet by sheet.

    What is settled already is yielded too, with what was said.

    Args:
        scanned: What was read.
        all_pages: Whether to ask of each page without a sheet id to which sheet it belongs.

    Raises:
        UsageError: An argument is of a wrong type.
    """
    if not isinstance(scanned, Scanned):
        raise mistyped("scanned", scanned, Phrase("what `scan` has returned"))
    check_arguments(all_pages=all_pages)
    return _items(scanned, all_pages)


def _items(scanned: Scanned, all_pages: bool) -> Iterator[ReviewItem]:
    for refused in scanned.refused:
        if refused.place.page:
            yield _refused_page(scanned, refused)
    for sheet in scanned:
        yield from _SheetItems.of(scanned, sheet).all(all_pages=all_pages)


def _key(scanned: Scanned, place: ScanPlace, path: str = "") -> ItemKey:
    return ItemKey(scanned.scans[place.scan].digest, place.page, path)


def _names(sheet: PanelSet, scanned: Scanned) -> SheetNames | None:
    """The words of a sheet; None for a form that is none of ours, and was not named."""
    about = sheet.about
    lang = about.language if about.language in languages() else looks.LANG
    own = [
        str(path)
        for path in scanned.forms
        if forms.declared(str(path), looks.load(lang)).code.upper() == sheet.first.key.form
    ]
    for form in own or [name for name in forms.names() if name == about.form]:
        for look in _looks(about, scanned.looks, lang):
            wording = Wording(forms.load(form, look), look)
            kinds = {place.pattern: place.kind for place in wording.form.all_places()}
            if all(kinds.get(pattern) == kind for pattern, kind in about.kinds.items()):
                return SheetNames(wording)
    return sheet_names(about.form, about.language)


def _looks(about: Read, named: Iterable[Path], lang: str) -> Iterator[Look]:
    """Yield the looks that a sheet may have been printed in: named ones, and the built-in one."""
    name = about.drawn.get("look_name", "")
    for path in named:
        if looks.load(file=path).name == name:
            yield looks.load(lang, file=path)
    yield looks.load(lang)


def _refused_page(scanned: Scanned, refused: RefusedScan) -> ReviewItem:
    return ReviewItem(
        _key(scanned, refused.place),
        PAGE,
        question="",
        choices=(ItemChoice(SKIP, SKIP),),
        why=refused.why,
        file=scanned.scans[refused.place.scan].file.name,
        row=scanned.crops.get(refused.thumbnail),
    )


@dataclass(frozen=True)
class _SheetItems:
    """The items of one sheet."""

    scanned: Scanned
    sheet: ScannedSheet
    names: SheetNames | None
    kinds: Mapping[str, Kind] = field(repr=False)
    small: dict[ScanPlace, bytes] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, scanned: Scanned, sheet: ScannedSheet) -> _SheetItems:
        return cls(scanned, sheet, _names(sheet.panels, scanned), sheet.panels.kinds)

    def all(self, *, all_pages: bool) -> Iterator[ReviewItem]:
        found = self.sheet.found
        for doubt in found.doubts:
            yield from [self._doubt(doubt)] if doubt.path else self._copies(doubt)
        for doubt, said in found.answered:
            yield replace(self._doubt(doubt), settled=said, is_settled=True)
        for part in found.written:
            yield self._written(part)
        for part, said in found.typed:
            yield replace(self._written(part), settled=said, is_settled=True)
        yield from self._pages(all_pages=all_pages)

    def _doubt(self, doubt: Doubt) -> ReviewItem:
        """The item of an answer to mark; of a text that is there twice, one to type."""
        kind = self.kinds[doubt.path]
        item = self._item(doubt.place, doubt.path, DOUBT if kind.states else TEXT)
        return replace(
            item,
            choices=self._choices(doubt.path, kind),
            guess=self._stored(kind, doubt.read),
            why=doubt.why,
            row=self.scanned.crops.get(doubt.crop),
            spot=doubt.spot,
            nothing_seen=doubt.nothing_seen,
            page=self._small(doubt.place) if doubt.nothing_seen else b"",
        )

    def _small(self, place: ScanPlace) -> bytes:
        """A small picture of a page, read once for all of its questions."""
        if place not in self.small:
            panels = (panel for every in self.sheet.panels.copies.values() for panel in every)
            panel = next(panel for panel in panels if panel.place == place)
            self.small[place] = self.scanned.crops.get(panel.thumbnail)
        return self.small[place]

    def _copies(self, doubt: Doubt) -> Iterator[ReviewItem]:
        """An item for each page that is there twice: whether it counts."""
        copies = next(
            copies
            for copies in self.sheet.panels.copies.values()
            if any(panel.place == doubt.place for panel in copies)
        )
        for panel in copies:
            yield self._page(panel, ItemChoice(KEEP, KEEP), ItemChoice(SKIP, SKIP), why=doubt.why)

    def _pages(self, *, all_pages: bool) -> Iterator[ReviewItem]:
        """An item for each page that was moved, and for each that may have to be."""
        sheet = self.sheet.panels
        for panel in (*sheet.panels, *sheet.continuations):
            said = self.scanned.corrections.get(self.scanned.sorted_pages.key(panel.place))
            is_moved = said is not None and said not in (KEEP, SKIP)
            if not is_moved and not (all_pages and panel.code.sheet_id == NO_ID):
                continue
            item = self._page(panel, ItemChoice(KEEP, KEEP))
            if len(item.choices) > 1:
                yield item if said is None else replace(item, settled=said, is_settled=True)

    def _page(self, panel: ReadPanel, *said: ItemChoice, why: Phrase = NOTHING) -> ReviewItem:
        """The item of a page, with the sheets to which it could belong instead."""
        pages = self.scanned.sorted_pages
        home = pages.home(panel)
        alone = (ItemChoice(ALONE, ALONE),) if len({place[:2] for place in home.pages}) > 1 else ()
        others = (ItemChoice(pages.name(one), self._named(one)) for one in pages.others(panel))
        return replace(
            self._item(panel.place, "", PAGE),
            choices=(*said, *alone, *others),
            why=why,
            row=self.scanned.crops.get(panel.thumbnail),
        )

    def _named(self, sheet: PanelSet) -> str:
        """What a person calls another sheet of the same form: its id, or where it begins."""
        if sheet.sheet_id != NO_ID:
            return self._titled(sheet.sheet_id)
        begins = min(sheet.pages)
        return self._titled(self.scanned.scans[begins.scan].named(begins.page).name)

    def _written(self, part: WrittenPart) -> ReviewItem:
        is_picture = self.kinds[part.path].is_picture
        item = self._item(part.place, part.path, PICTURE if is_picture else TEXT)
        choices = (ItemChoice(KEEP, KEEP), ItemChoice(SKIP, SKIP)) if is_picture else ()
        return replace(item, choices=choices, crop=self.scanned.crops.get(part.area.crop))

    def _item(self, place: ScanPlace, path: str, kind: str) -> ReviewItem:
        about = self.sheet.panels.about
        question = self._question(path) if path else ""
        item = ReviewItem(
            _key(self.scanned, place, path),
            kind,
            question or path,
            file=self.scanned.scans[place.scan].file.name,
            sheet=self._title(),
            lang=about.language or "",
        )
        return replace(item, asks=self.kinds[path]) if path else item

    def _question(self, path: str) -> str:
        """The question in the words of the sheet, as a screen reader says it; "" if unknown."""
        if self.names is None:
            return ""
        wording = self.names.wording
        places = (place for place in wording.form.all_places() if place.path == path)
        return next(map(wording.question, places), "") or self.names.question(path)

    def _title(self) -> str:
        """The title of the form, and the id of the sheet if it has one."""
        sheet_id = self.sheet.panels.sheet_id
        return self._titled("" if sheet_id == NO_ID else sheet_id)

    def _titled(self, which: str) -> str:
        title = self.names.wording.name if self.names else self.sheet.panels.about.form
        return " · ".join(filter(None, (title, which)))

    def _choices(self, path: str, kind: Kind) -> tuple[ItemChoice, ...]:
        if is_tick(kind):
            return (ItemChoice(True, ""), ItemChoice(False, ""))  # the page has words for it
        names = self.names.states(path) if self.names else None
        return tuple(
            ItemChoice(state, names.name(state) if names else state) for state in kind.states
        )

    def _stored(self, kind: Kind, read: object) -> Value:
        """What was read as a correction says it: a state, or True or False for a tick."""
        if read is None or isinstance(read, bool):
            return read if is_tick(kind) else None
        if isinstance(read, list):
            return tuple(kind.store(one) for one in read)
        return kind.store(read)


def is_tick(kind: Kind) -> bool:
    """Whether a question is answered by one box."""
    return len(kind.states) == 1
