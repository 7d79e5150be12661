"""A form compiled for filling: its static objects as bytes, and a slot for everything that changes.

`compile_form` makes it from a drawing. Filling joins prepared bytes, draws the texts and writes one
cross-reference table, which takes a fraction of a millisecond.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..model.messages import Message, Weight, note
from ..model.phrases import Phrase
from ..model.sheet_ids import NO_ID
from .answer_style import AnswerStyle
from .archive import Attachment
from .continuation import ContinuationPage, ContinuationStyle, add_continuation, draw_pages
from .flow import ContinuationWords, Flow, LongAnswer, lay_out
from .fonts import fallback_chunk
from .layout_json import unpacked_layouts
from .like_boxes import evened
from .marks import MarksTemplate
from .objects import Book, Chunk, Ref, Stream, chunk, image_object
from .operators import RESOURCES, Runs
from .pages import PageTree
from .panel_layout import PanelLayout
from .slots import ChoiceSlot, EchoSlot, FigureSlot, PictureSlot, ReactionSlot, SetText, TextSlot
from .static_part import StaticPart

if TYPE_CHECKING:
    from ..look.picture_data import PictureData


@dataclass(frozen=True)
class FilePages:
    """The objects of one file that depend on its number of pages.

    `added` are continuation pages and what they need. `begins` is the page on which each long
    answer begins, by path.
    """

    tree: Chunk
    marks: Chunk
    added: Chunk | None = None
    begins: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class CompiledForm:
    """A compiled form. It is plain data: it can be pickled and sent to another process."""

    static: StaticPart = field(repr=False)
    page_tree: PageTree = field(repr=False)
    usual_pages: FilePages = field(repr=False)  # of a file without continuation and sheet id
    mark_numbers: tuple[int, ...]  # of the marks of each panel
    choices: tuple[ChoiceSlot, ...] = field(repr=False)
    reactions: tuple[ReactionSlot, ...] = field(repr=False)
    figures: tuple[FigureSlot, ...] = field(repr=False)
    echoes: tuple[EchoSlot, ...] = field(repr=False)
    texts: tuple[TextSlot, ...] = field(repr=False)
    pictures: tuple[PictureSlot, ...] = field(repr=False)
    attachment: Attachment | None  # the answers as a file, in locked copies
    next_number: int  # the first that no object of the form has
    fonts: Mapping[str, int]  # face → number
    answer_style: AnswerStyle
    marks: MarksTemplate
    layout_data: bytes = field(repr=False)  # see `layouts`
    continuation_style: ContinuationStyle
    continuation_words: ContinuationWords

    @cached_property
    def layouts(self) -> tuple[PanelLayout, ...]:
        """Where people mark and write on each panel of the form's own."""
        return unpacked_layouts(self.layout_data)

    def fill(
        self,
        values: Mapping[str, Any],
        pictures: Mapping[str, PictureData] | None = None,
        sheet_id: str = NO_ID,
    ) -> tuple[bytes, tuple[Message, ...]]:
        """Fill the form. The same values give the same bytes.

        Args:
            values: checked values by path (see `answers.check`).
            pictures: the pictures that the values name, by path.
            sheet_id: what the codes of all pages carry.

        Returns:
            The file, and notes on what filling had to do.
        """
        pictures = pictures or {}
        images = [pictures[slot.path] for slot in self.pictures if slot.path in pictures]
        texts = self.set_texts(values, pictures)
        fallback, fallback_font = None, 0
        if not all(text.setting.plain for text in texts):
            fallback, fallback_font = fallback_chunk(self.next_number)
        # After the form's own objects come the fallback font, the images and the added pages.
        first_image = self.next_number + (len(fallback.offsets) if fallback else 0)

        long = [text for text in texts if not text.setting.whole]
        pages = self.usual_pages
        if long or sheet_id != NO_ID:
            first_added = first_image + len(images)
            pages = self._pages(long, sheet_id, first_added, fallback_font)

        parts = [pages.tree, pages.marks]
        parts += [choice.chunk(values) for choice in self.choices]
        parts += [reaction.chunk(values) for reaction in self.reactions]
        parts += [figure.chunk(values) for figure in self.figures]
        parts += [self._echo(echo, values, fallback_font) for echo in self.echoes]
        parts += self._texts(texts, pictures, pages.begins, fallback_font)
        parts += self._picture_fields(values, pictures, first_image)
        if self.attachment:
            parts.append(self.attachment.chunk(self._named_values(values, pictures)))
        if fallback:
            parts.append(fallback)
        if images:
            numbered = enumerate(images, first_image)
            parts.append(chunk((Ref(number), image_object(image)) for number, image in numbered))
        if pages.added:
            parts.append(pages.added)
        source = self._identity_source(values, pictures, images, sheet_id)
        return self.static.file(parts, source), tuple(notes(texts, pages.begins))

    def set_texts(self, values: Mapping[str, Any], pictures: Container[str]) -> list[SetText]:
        """Set every text among the values in its field's frame, and like boxes in one size.

        `pictures` are the paths of the pictures on the sheet: some fields make way for one.
        """
        tail = self.answer_style.tail
        texts = [
            slot.with_pictures(pictures).set(values[slot.path], tail)
            for slot in self.texts
            if slot.path in values
        ]
        return evened(texts, tail)

    def flow(self, long: Sequence[SetText]) -> Flow:
        """Lay out the texts that their fields cannot hold."""
        answers = [LongAnswer(text.slot.question, text.stored) for text in long]
        return lay_out(answers, self.continuation_words, self.continuation_style.paper)

    def begins(self, long: Sequence[SetText], flow: Flow) -> dict[str, int]:
        """The page on which each of the texts in a flow begins, by path."""
        own, paths = len(self.mark_numbers), [text.slot.path for text in long]
        return {path: own + begin for path, begin in zip(paths, flow.begins, strict=True)}

    def draw_continuation(self, flow: Flow) -> list[ContinuationPage]:
        """Draw the continuation pages of a flow."""
        return draw_pages(flow, self.continuation_style)

    def _texts(
        self,
        texts: Sequence[SetText],
        pictures: Container[str],
        begins: Mapping[str, int],
        fallback_font: int,
    ) -> Iterator[Chunk]:
        """Write every text field, filled or empty."""
        filled = {text.slot.path: text for text in texts}
        for slot in self.texts:
            text = filled.get(slot.path)
            if text is None:
                yield slot.with_pictures(pictures).empty
                continue
            runs = Runs()
            page = begins.get(slot.path)
            drawn = self.answer_style.text(runs, text.slot, text.setting, page)
            font = fallback_font if "fallback" in runs.seen else 0
            yield text.slot.chunk(text.stored, b"/Tx BMC q\n" + drawn + b"Q EMC", font)

    def _echo(self, echo: EchoSlot, values: Mapping[str, Any], fallback_font: int) -> Chunk:
        """Write the ink that repeats a text."""
        value = values.get(echo.path)
        if value is None:
            return echo.empty
        runs = Runs()
        drawn = self.answer_style.echo(runs, echo, echo.kind.store(value))
        fonts = {RESOURCES["regular"]: Ref(self.fonts["regular"])}
        if "fallback" in runs.seen:
            fonts[RESOURCES["fallback"]] = Ref(fallback_font)
        return echo.chunk(drawn, fonts)

    def _picture_fields(
        self, values: Mapping[str, Any], pictures: Mapping[str, PictureData], first_image: int
    ) -> Iterator[Chunk]:
        """Write every picture field, filled or empty."""
        image = first_image
        for slot in self.pictures:
            if slot.path in pictures:
                description = values.get(slot.description_path, "")
                yield slot.chunk(pictures[slot.path], image, description)
                image += 1
            else:
                yield slot.empty

    def _pages(
        self, long: Sequence[SetText], sheet_id: str, first: int, fallback_font: int
    ) -> FilePages:
        """Write continuation pages, and all marks with the page count and sheet id they now carry.

        `first` is the number of the first added object.
        """
        flow = self.flow(long)
        own = len(self.mark_numbers)
        panels = own + len(flow.panels)

        def marks(panel: int) -> Stream:
            return self.marks.panel(panel, panels, sheet_id)

        book = Book()
        added_marks = [book.add(marks(panel)) for panel in range(own + 1, panels + 1)]
        fonts = {key: Ref(number) for key, number in self.fonts.items()}
        if fallback_font:
            fonts["fallback"] = Ref(fallback_font)
        pages = self.draw_continuation(flow)
        added = add_continuation(book, self.page_tree, pages, fonts, added_marks)
        book.number_from(first)
        own_marks = [
            (Ref(number), marks(panel)) for panel, number in enumerate(self.mark_numbers, 1)
        ]
        return FilePages(
            tree=self.page_tree.with_pages(added),
            marks=chunk(own_marks),
            added=chunk(book.entries),
            begins=self.begins(long, flow),
        )

    def _named_values(
        self, values: Mapping[str, Any], pictures: Mapping[str, PictureData]
    ) -> dict[str, Any]:
        """The values as `read` gives them back: a picture has the name that it has in the file.

        The name it came with may say something about a person, and is not kept.
        """
        named = dict(values)
        for slot in self.pictures:
            if slot.path in pictures:
                named[slot.path] = slot.path + pictures[slot.path].ending
            else:
                named.pop(slot.path, None)
        return named

    def _identity_source(
        self,
        values: Mapping[str, Any],
        pictures: Mapping[str, PictureData],
        images: Sequence[PictureData],
        sheet_id: str,
    ) -> bytes:
        """What tells this file from other files of the form; nothing for a blank."""
        if not values and sheet_id == NO_ID:
            return b""
        named = self._named_values(values, pictures) if images else values
        answers = repr((sorted(named.items()), sheet_id)).encode()
        return b"".join([answers, *(image.data for image in images)])


def notes(texts: Sequence[SetText], begins: Mapping[str, int]) -> Iterator[Message]:
    """Say what was done to make texts fit; `begins` are the pages of long ones by path."""
    for text in texts:
        page = begins.get(text.slot.path)
        if page is not None:
            yield note(
                text.slot.path,
                Phrase("too long for its box: all of it is on page {page}", page=page),
            )
        elif text.own_size < text.slot.frame.sizes[0]:
            what = Phrase("set at {size:g} pt to fit", size=text.setting.size)
            yield note(text.slot.path, what, weight=Weight.FIT)
