"""The plate: a form compiled for filling thousands of times.

`compile_plate` lays a drawing out as PDF objects. What never changes becomes one blob of bytes with its cross-reference rows
already written; what an answer changes becomes slots: text fields, choices (whole objects prepared for every state), ink
that follows an answer, and the marks with their page count. Filling joins bytes and writes one cross-reference table: a
single revision, in which nothing of an older answer can remain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..draw.paper import Paper
from ..look.pictures import PictureData
from ..model.kinds import Kind
from ..model.messages import Message, note
from ..text.fonts import face
from ..text.typeset import PAD, Frame, Setting, advances, fit
from . import continuation
from .archive import Attachment
from .fonts import fallback_chunk
from .marks import NO_ID, marks, sheet_code
from .objects import (
    ROW,
    Book,
    Chunk,
    Name,
    RawBytes,
    Ref,
    Stream,
    body,
    chunk,
    number,
    private,
    text_string,
)
from .operators import Runs, color_operator, stroke_operator

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
ELLIPSIS = "…"
DOTS = "… "  # an arrow and “side 3” follow


@dataclass(frozen=True)
class TextSlot:
    """A text field: the object without its value, and its appearance."""

    path: str
    kind: Kind
    question: str
    frame: Frame
    size: tuple[float, float]
    cover: bytes  # the operators that cover the writing lines
    before: bytes  # the field's object up to its value
    appearance: bytes  # the appearance's object up to its second font
    empty: Chunk

    def filled(self, value: Any, tail: float) -> SetText:
        """A checked value set in the field; `tail` is the ems that a pointer to the rest of it would take."""
        stored = self.kind.store(value)
        return SetText(self, stored, fit(stored, self.frame, tail))


class SetText(NamedTuple):
    """A text set in its field."""

    slot: TextSlot
    stored: str
    setting: Setting


@dataclass(frozen=True)
class PictureSlot:
    """Room for a picture: its size in mm (for the picture's resolution) and in pt, and its appearance."""

    path: str
    box: tuple[float, float]
    size: tuple[float, float]
    appearance_number: int
    empty: Chunk

    def matrix(self, picture: PictureData, x: float = 0, y: float = 0) -> bytes:
        """The matrix that shows a picture in the room whose bottom left is (x, y): as large as it allows, in the middle, never stretched."""
        wide, high = self.size
        scale = min(wide / picture.width, high / picture.height)
        w, h = picture.width * scale, picture.height * scale
        return b"%s 0 0 %s %s %s" % tuple(
            map(number, (w, h, x + (wide - w) / 2, y + (high - h) / 2))
        )


@dataclass(frozen=True)
class ChoiceSlot:
    """All objects of a choice that change with it, prepared for every state and for none ("")."""

    path: str
    kind: Kind
    states: Mapping[str, Chunk]


@dataclass(frozen=True)
class ReactionSlot:
    """Ink that follows answers: the choices it follows, and an object for each combination of their states that has one."""

    choices: tuple[tuple[str, Kind], ...]
    states: Mapping[tuple[str, ...], Chunk]

    def chunk(self, values: Mapping[str, Any]) -> Chunk:
        """The object for some values."""
        chosen = tuple(
            "" if (value := values.get(path)) is None else kind.store(value)
            for path, kind in self.choices
        )
        return self.states.get(chosen) or self.states[("",) * len(chosen)]


@dataclass(frozen=True)
class EchoSlot:
    """Ink that repeats a text answer on one line."""

    path: str
    kind: Kind
    frame: Frame
    number: int
    empty: Chunk


@dataclass(frozen=True)
class Marks:
    """What the marks of every panel of a form carry."""

    code: tuple[str, int, str]  # form code, version, variant
    released: str  # the day of that version
    footer: str  # with {page} and {pages}
    told: str  # with {id}
    soft: tuple[float, ...]
    font: int
    paper: Paper

    def panel(self, panel: int, panels: int, sheet_id: str = NO_ID) -> Stream:
        """The form XObject of one panel's marks. The sheet's id stands in its page-piece dictionary too, for `read`."""
        told = "" if sheet_id == NO_ID else self.told.format(id=sheet_id)
        code, footer = (
            sheet_code(*self.code, panel, panels, sheet_id),
            self.footer.format(page=panel, pages=panels),
        )
        content = marks(self.paper.panel, code, footer, told, self.soft)
        box = [0, 0, *self.paper.panel_size]
        dictionary = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": box,
            "Resources": {"Font": {"Atk": Ref(self.font)}},
        }
        if sheet_id != NO_ID:
            dictionary |= {
                "LastModified": self.released,
                "PieceInfo": private(self.released, sheet_id),
            }
        return Stream(dictionary, content)


@dataclass(frozen=True)
class PageObjects:
    """The three objects that know all pages: as they are, and what to make them of when pages are added."""

    usual: Chunk
    pages: Ref
    document: Ref
    parents: Ref
    page_list: tuple[int, ...]
    document_entries: Mapping[str, Any]
    document_kids: tuple[int, ...]
    parent_rows: bytes
    next_key: int

    def with_pages(self, added: continuation.AddedPages) -> Chunk:
        """The three objects with more pages."""
        kids = [*map(Ref, self.page_list), *added.pages]
        rows = self.parent_rows + b"".join(
            b" %d " % key + body(elements) for key, elements in added.parents
        )
        return chunk(
            [
                (self.pages, {"Type": Name("Pages"), "Kids": kids, "Count": len(kids)}),
                (
                    self.document,
                    {
                        **self.document_entries,
                        "K": [*map(Ref, self.document_kids), *added.sections],
                    },
                ),
                (self.parents, RawBytes(b"<</Nums [" + rows + b"]>>")),
            ]
        )


@dataclass(frozen=True)
class Continuation:
    """What a file has beside its fields: spine and marks, perhaps more objects, and where each long answer begins."""

    spine: Chunk
    marks: Chunk
    extra: Chunk | None = None
    begins: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CompiledForm:
    """A compiled form. Plain data: it can be pickled. `fill` takes checked values (`answers.check`)."""

    blob: bytes = field(repr=False)
    rows: bytes = field(repr=False)
    spine: PageObjects = field(repr=False)
    usual_marks: Chunk = field(repr=False)
    mark_numbers: tuple[int, ...]
    choices: tuple[ChoiceSlot, ...] = field(repr=False)
    reactions: tuple[ReactionSlot, ...] = field(repr=False)
    echoes: tuple[EchoSlot, ...] = field(repr=False)
    texts: tuple[TextSlot, ...] = field(repr=False)
    pictures: tuple[PictureSlot, ...] = field(repr=False)
    attachment: Attachment | None  # of the answers, in archive copies
    next_number: int
    root: int
    info: int
    identity: str
    fonts: Mapping[str, int]  # face → number of its font
    answer: tuple[float, ...]
    ink: tuple[float, ...]
    paper: Paper
    marks: Marks
    more: str  # “side {page}”
    tail: float  # ems that “… → side 88” takes
    words: continuation.ContinuationWords

    def fill(
        self,
        values: Mapping[str, Any],
        pictures: Mapping[str, PictureData] | None = None,
        sheet_id: str = NO_ID,
    ) -> tuple[bytes, tuple[Message, ...]]:
        """The filled PDF, and notes on what had to be done. The same values give the same bytes. `pictures`: path → picture."""
        pictures = pictures or {}
        texts = self.set_texts(values)
        spilled = [text for text in texts if not text.setting.whole]
        fallback = (
            None
            if all(text.setting.plain for text in texts)
            else fallback_chunk(self.next_number)[0]
        )
        images_from = self.next_number + (len(fallback.offsets) if fallback else 0)
        images = [pictures[room.path] for room in self.pictures if room.path in pictures]
        more = self._usual
        if spilled or sheet_id != NO_ID:
            more = self._continue(spilled, sheet_id, images_from + len(images), fallback)
        parts = [
            more.spine,
            more.marks,
            *self._chosen(values),
            *self._written(texts, more),
            *self._shown(pictures, images_from),
        ]
        if self.attachment:
            parts.append(self.attachment.chunk(self._told(values, pictures)))
        if fallback:
            parts.append(fallback)
        if images:
            parts.append(
                chunk(
                    (Ref(images_from + offset), image_object(picture))
                    for offset, picture in enumerate(images)
                )
            )
        if more.extra:
            parts.append(more.extra)
        told = b""
        if values or sheet_id != NO_ID:
            said = sorted((self._told(values, pictures) if images else values).items())
            told = b"".join([repr((said, sheet_id)).encode(), *(image.data for image in images)])
        return self._joined(parts, told), tuple(notes(texts, more.begins))

    def _joined(self, parts: Sequence[Chunk], told: bytes) -> bytes:
        """The file: what never changes, the parts, cross-reference table (7.5.4) and trailer.

        The second half of /ID is the digest of what was filled in, `told`; in a blank that of its parts.
        """
        position, offsets = len(self.blob), []
        for data, within in parts:
            for offset in within:
                offsets.append(position + offset)
            position += len(data)
        late = b"".join([data for data, _ in parts])
        size = 1 + len(self.rows) // len(ROW % 0) + len(offsets)
        numbers = (
            size,
            self.root,
            self.info,
            self.identity.encode(),
            hashlib.sha256(told or late).hexdigest()[:32].encode(),
            position,
        )
        return b"".join(
            [
                self.blob,
                late,
                b"xref\n0 %d\n0000000000 65535 f \n" % size,
                self.rows,
                ROW * len(offsets) % tuple(offsets),
                b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n"
                % numbers,
            ]
        )

    @property
    def _usual(self) -> Continuation:
        """A file without continuation pages."""
        return Continuation(self.spine.usual, self.usual_marks)

    def set_texts(self, values: Mapping[str, Any]) -> list[SetText]:
        """Every text there is, set in its box."""
        return [
            slot.filled(values[slot.path], self.tail) for slot in self.texts if slot.path in values
        ]

    def flow(self, spilled: Sequence[SetText]) -> continuation.Flow:
        """The continuation of the texts that did not fit."""
        return self.words.flow(
            [continuation.LongAnswer(text.slot.question, text.stored) for text in spilled],
            self.paper,
        )

    @property
    def style(self) -> continuation.Style:
        """How continuation pages look."""
        return continuation.Style(self.paper, self.ink, self.marks.soft)

    def _chosen(self, values: Mapping[str, Any]) -> Iterator[Chunk]:
        """Choices, and the ink that follows them or repeats a text."""
        for choice in self.choices:
            value = values.get(choice.path)
            yield choice.states["" if value is None else choice.kind.store(value)]
        for reaction in self.reactions:
            yield reaction.chunk(values)
        for echo in self.echoes:
            value = values.get(echo.path)
            yield echo.empty if value is None else self._echo(echo, echo.kind.store(value))

    def _written(self, texts: Sequence[SetText], more: Continuation) -> Iterator[Chunk]:
        """Every text field, filled or empty."""
        filled = {text.slot.path: text for text in texts}
        for slot in self.texts:
            text = filled.get(slot.path)
            yield (
                slot.empty
                if text is None
                else self._text(slot, text.setting, text.stored, more.begins.get(slot.path))
            )

    def _shown(self, pictures: Mapping[str, PictureData], images_from: int) -> Iterator[Chunk]:
        """Every room for a picture; the images themselves are numbered from `images_from`."""
        number_ = images_from
        for room in self.pictures:
            if room.path in pictures:
                yield self._picture(room, pictures[room.path], number_)
                number_ += 1
            else:
                yield room.empty

    def _told(
        self, values: Mapping[str, Any], pictures: Mapping[str, PictureData]
    ) -> dict[str, Any]:
        """The values as `read` gives them back: a picture by its name in the file."""
        names = {
            room.path: room.path + pictures[room.path].ending if room.path in pictures else None
            for room in self.pictures
        }
        named = ((path, names.get(path, value)) for path, value in values.items())
        return {path: value for path, value in named if value is not None}

    def _continue(
        self, spilled: Sequence[SetText], sheet_id: str, first: int, fallback: Chunk | None
    ) -> Continuation:
        """Pages for what did not fit, and all marks anew with the page count (and the sheet id) they now carry."""
        flow = self.flow(spilled)
        own = len(self.mark_numbers)
        panels = own + len(flow.panels)
        book = Book()
        extra_marks = [
            book.add(self.marks.panel(own + index, panels, sheet_id))
            for index in range(1, len(flow.panels) + 1)
        ]
        fonts = {key: Ref(value) for key, value in self.fonts.items()}
        if fallback:
            fonts["fallback"] = Ref(fallback_chunk(self.next_number)[1])
        spine = self.spine
        tree = continuation.StructureRefs(
            spine.pages, spine.document, fonts, spine.next_key, self.marks.released
        )
        added = continuation.add_sheets(book, tree, flow, self.style, extra_marks)
        book.number_from(first)
        return Continuation(
            spine.with_pages(added),
            chunk(
                (Ref(number), self.marks.panel(index, panels, sheet_id))
                for index, number in enumerate(self.mark_numbers, 1)
            ),
            chunk(book.entries),
            {text.slot.path: own + begin for text, begin in zip(spilled, flow.begins, strict=True)},
        )

    def _text(self, slot: TextSlot, setting: Setting, stored: str, page: int | None) -> Chunk:
        """A text field with its value and appearance."""
        runs = Runs()
        operators = b"/Tx BMC q\n" + self.drawn_text(runs, slot, setting, page) + b"Q EMC"
        noto = (
            b" /Noto %d 0 R" % fallback_chunk(self.next_number)[1]
            if "fallback" in runs.seen
            else b""
        )
        field = b"%s%s>>\nendobj\n" % (slot.before, text_string(stored))
        form = b"%s%s>>>> /Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
            slot.appearance,
            noto,
            len(operators),
            operators,
        )
        return Chunk(field + form, (0, len(field)))

    def drawn_text(self, runs: Runs, slot: TextSlot, setting: Setting, page: int | None) -> bytes:
        """The operators of a text in its box, from the box's bottom left; `page` is where it goes on. They leave colours changed."""
        high = slot.size[1]
        parts = [
            b"BT " + color_operator(self.answer) + b"\n"
            if setting.on_rules
            else slot.cover + b"BT " + color_operator(self.answer) + b"\n"
        ]
        for line, baseline in zip(setting.lines, setting.baselines, strict=True):
            parts.append(runs.line(line, setting.size, PAD, high - baseline))
        parts.append(b"ET " if page is None else self._pointer(runs, setting, high, page))
        return b"".join(parts)

    def _echo(self, slot: EchoSlot, stored: str) -> Chunk:
        """As much of a text answer as goes on a line, as an object."""
        runs = Runs()
        operators = self.drawn_echo(runs, slot, stored)
        box, fonts = (
            [0, 0, slot.frame.width, slot.frame.height],
            {"Atk": Ref(self.fonts["regular"])},
        )
        if "fallback" in runs.seen:
            fonts["Noto"] = Ref(fallback_chunk(self.next_number)[1])
        dictionary = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": box,
            "Resources": {"Font": fonts},
        }
        return chunk([(Ref(slot.number), Stream(dictionary, operators, plain=True))])

    def drawn_echo(self, runs: Runs, slot: EchoSlot, stored: str) -> bytes:
        """The operators of as much of a text answer as goes on a line; all of it is in its field."""
        setting = fit(stored.replace("\n", " "), slot.frame, face("regular").width(ELLIPSIS, 1))
        words = setting.lines[0] + ("" if setting.whole else ELLIPSIS)
        shown = runs.line(words, setting.size, 0, slot.frame.height - setting.baselines[0])
        return b"BT " + color_operator(self.answer) + b"\n" + shown + b"ET"

    def _picture(self, room: PictureSlot, picture: PictureData, number_: int) -> Chunk:
        """The appearance of a picture."""
        content = b"q %s cm /Im Do Q" % room.matrix(picture)
        dictionary = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": [0, 0, *room.size],
            "Resources": {"XObject": {"Im": Ref(number_)}},
        }
        return chunk([(Ref(room.appearance_number), Stream(dictionary, content, plain=True))])

    def _pointer(self, runs: Runs, setting: Setting, high: float, page: int) -> bytes:
        """“… → side 3” after the last line: where the whole text is. The arrow is drawn; the face has none."""
        size, baseline = setting.size, high - setting.baselines[-1]
        regular, last = face("regular"), setting.lines[-1]
        x = PAD + sum(map(advances(last).__getitem__, last)) * size
        dots = runs.line(DOTS, size, x, baseline)
        start = x + regular.width(DOTS, size)
        tip, middle, barb = start + size, baseline + 0.28 * size, 0.22 * size
        words = runs.line(self.more.format(page=page), size, tip + 0.3 * size, baseline)
        shaft = [
            start,
            middle,
            tip,
            middle,
            tip - barb,
            middle + barb,
            tip,
            middle,
            tip - barb,
            middle - barb,
        ]
        stroke = stroke_operator(self.answer) + b" %s w 1 J 1 j " % number(0.09 * size)
        arrow = b"%s %s m %s %s l %s %s m %s %s l %s %s l S" % tuple(map(number, shaft))
        return dots + words + b"ET\n" + stroke + arrow + b" "


def image_object(picture: PictureData) -> Stream:
    """The image XObject of a picture (8.9.5)."""
    dictionary = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": Name("DeviceRGB"),
        "BitsPerComponent": 8,
    }
    if picture.filter == "DCTDecode":
        return Stream({**dictionary, "Filter": Name("DCTDecode")}, picture.data, plain=True)
    return Stream(dictionary, picture.data)


def notes(texts: Sequence[SetText], begins: Mapping[str, int]) -> Iterator[Message]:
    """What had to be done to fit texts in. `begins`: path → the page on which the whole text begins."""
    for text in texts:
        page = begins.get(text.slot.path)
        if page is not None:
            yield note(text.slot.path, f"too long for its box: all of it is on page {page}")
        elif text.setting.size < text.slot.frame.sizes[0]:
            yield note(text.slot.path, f"set at {text.setting.size:g} pt to fit")
