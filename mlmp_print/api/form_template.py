"""A form compiled for filling: it checks answers, fills them in, and prints them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..look.look import Look
from ..look.sheet_names import SheetNames
from ..look.wording import Wording
from ..model import answers as answers_module
from ..model import earlier
from ..model.arguments import check_arguments
from ..model.descriptions import lone_descriptions
from ..model.due_dates import work_out
from ..model.errors import AnswersError
from ..model.form import Form
from ..model.losses import CHANGED, check_codes, refuse_losses
from ..model.messages import Message, Severity, note
from ..model.phrases import Phrase, PhraseTemplate
from ..model.sheet_ids import NO_ID
from ..model.undrawn import undrawn_faults
from ..pdf.compiled_form import CompiledForm
from ..reader.sheet import Read
from . import prepared_blanks
from .compiling import compile_form_once, flatten_once
from .exported import plain_answers
from .older_sheet import (
    Carried,
    carry_answers,
    check_form,
    check_read,
    drawing_notes,
    look_notes,
    version_notes,
)
from .picture_finder import PictureFinder

if TYPE_CHECKING:
    from ..look.picture_data import PictureData
    from ..printing.print_job import PrintedSheets
    from ..printing.sheets import FlatForm

Settings = tuple[tuple[str, int | str], ...]


@dataclass(frozen=True)
class Filled:
    """A filled form.

    Attributes:
        pdf: the bytes of the file.
        notes: what was done so that every answer fits, such as a page added; often empty.
    """

    pdf: bytes = field(repr=False)
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class CheckedAnswers:
    """Answers that a form can be filled with.

    Attributes:
        values: the answers by path, without the empty ones.
        counts: for each list that needs more entries than the form has room for, how many.
        pictures: the pictures that the answers name, by path, at the size they are drawn.
        notes: what the person who fills the form should know about the answers.
    """

    values: Mapping[str, Any] = field(repr=False)
    counts: Mapping[str, int]
    pictures: Mapping[str, PictureData] = field(repr=False)
    notes: tuple[Message, ...] = ()


@dataclass
class Template:
    """A form in one look and size, compiled for filling thousands of times.

    It can be pickled and sent to other processes. Answers with more list entries than the form has
    room for go into a form with more pages. That one is compiled when first needed, and kept.

    >>> template = mlmp.template("wishing-well", lang="en")
    >>> filled = template.fill({"name": "Peter", "wishing_well": "A garden of my own"})
    >>> filled.pdf.startswith(b"%PDF-"), filled.notes
    (True, ())
    """

    form: Form
    look: Look
    size: str
    compiled_forms: dict[tuple[bool, Settings], CompiledForm] = field(
        default_factory=dict, repr=False
    )
    flat_forms: dict[Settings, FlatForm] = field(default_factory=dict, repr=False)

    def fill(
        self,
        answers: Any,
        folder: str | Path | None = None,
        *,
        lock: bool = False,
        sheet_id: str = NO_ID,
        accept: Iterable[str] = (),
    ) -> Filled:
        """Fill the form.

        Args:
            answers: plain JSON values, as the form’s `schema` describes them; or an FDF or XFDF
                that was exported from a sheet: a path, the bytes, or an open binary file.
            folder: where the pictures lie that the answers name.
            lock: make the copy for the archive: PDF/A-3a as well as PDF/UA-1, read-only, with
                the answers attached as JSON.
            sheet_id: printed in and beside the code of every page, so that the owner of a scanned
                page can be found in a register.
            accept: what an FDF or XFDF holds beside its fields and may be lost, by the codes of
                the notes on it.

        Raises:
            AnswersError: the answers have faults; it holds all of them.
            PdfError: an FDF or XFDF cannot be read, or is of another form.

        >>> template = mlmp.template("wishing-well")
        >>> template.fill({"date": "in May"})
        Traceback (most recent call last):
        mlmp_print.model.errors.AnswersError: “Dato” (date): is not a date. Write year-month-day...
        """
        check_arguments(lock=lock, sheet_id=sheet_id)
        checked = self.check(answers, folder, accept=accept)
        return self.fill_checked(checked, lock=lock, sheet_id=sheet_id)

    def check(
        self,
        answers: Any,
        folder: str | Path | None = None,
        *,
        accept: Iterable[str] = (),
    ) -> CheckedAnswers:
        """Check answers once, for `fill_checked` and `print_checked`. Raises as `fill` does.

        >>> dict(mlmp.template("wishing-well").check({"name": "Peter", "date": None}).values)
        {'name': 'Peter'}
        """
        check_arguments(folder=folder)
        check_codes(accept)
        names = self._names
        answers, notes = plain_answers(names, answers, accept)
        values, faults = answers_module.examine(self.form, answers, names=names.states)
        checked = self._complete(values, faults, folder, {})
        return replace(checked, notes=(*notes, *checked.notes)) if notes else checked

    def check_values(
        self, values: Mapping[str, Any], folder: str | Path | None = None
    ) -> CheckedAnswers:
        """Check answers by path, which their kinds have checked already. Raises as `fill` does."""
        return self._complete(values, [], folder, {})

    @property
    def _names(self) -> SheetNames:
        """What the sheet calls its questions, for people who type the answers as JSON."""
        return SheetNames(Wording(self.form, self.look), typed=True)

    def _complete(
        self,
        values: Mapping[str, Any],
        faults: list[Message],
        folder: str | Path | None,
        old_pictures: Mapping[str, bytes],
    ) -> CheckedAnswers:
        """Find the room and the pictures that values need; raise their faults and the new ones."""
        dates, date_notes = work_out(self.form, values)
        values = {**values, **dates}
        counts = answers_module.counts_needed(self.form, values)
        for key, count in counts.items():
            if count > self.form.lists[key].most:
                what = Phrase("has {count} entries", count=count)
                faults.append(answers_module.too_many(self.form.lists[key], what))
                raise AnswersError(self._names.named(faults))
        faults.extend(undrawn_faults(self.form, values))
        compiled = self.compiled_form(counts)
        finder = PictureFinder(None if folder is None else Path(folder), old_pictures, faults)
        images = finder.find(compiled, values)
        faults.extend([*lone_descriptions(self.form, values, faults)])
        if faults:
            raise AnswersError(self._names.named(faults))
        notes = [*date_notes, *self._room_notes(counts), *answers_module.unseen(values)]
        return CheckedAnswers(values, counts, images, tuple(self._names.named(notes)))

    def _room_notes(self, counts: Mapping[str, int]) -> Iterator[Message]:
        """Notes on the lists that the usual form has too little room for."""
        for key, count in counts.items():
            room = self.form.lists[key].count
            if room:
                what = PhraseTemplate("has {count} entries: room was added for those after {room}")
                yield note(key, what.phrase(count=count, room=room))

    def fill_checked(
        self, checked: CheckedAnswers, *, lock: bool = False, sheet_id: str = NO_ID
    ) -> Filled:
        """Fill the form with checked answers. `lock` and `sheet_id` as in `fill`."""
        compiled = self.compiled_form(checked.counts, lock=lock)
        pdf, notes = compiled.fill(checked.values, checked.pictures, sheet_id)
        return Filled(pdf, (*checked.notes, *self._names.named(notes)))

    def print_checked(
        self, checked: CheckedAnswers, sheet_id: str = NO_ID
    ) -> tuple[PrintedSheets, tuple[Message, ...]]:
        """Draw the sheets for a print job. Returns them with the notes of `fill_checked`."""
        form = self._with_room(checked.counts)
        room = {name: form.lists[name].count for name in checked.counts}
        from ..printing.print_job import PrintedSheets  # noqa: PLC0415 - only print jobs need it

        sheets, notes = self.flat_form(room).fill(checked.values, checked.pictures, sheet_id)
        source = form.name, tuple(room.items())
        named = self._names.named(notes)
        return PrintedSheets(source, tuple(sheets)), (*checked.notes, *named)

    def carry(
        self, source: Read | Mapping[str, Any], answers: Any = None, *, accept: Iterable[str] = ()
    ) -> Carried:
        """Carry the answers of an older sheet over to this form, as the function `carry` does."""
        return carry_answers(self._names, source, answers, accept)

    def change(
        self,
        source: Read,
        answers: Any = None,
        folder: str | Path | None = None,
        *,
        lock: bool = False,
        accept: Iterable[str] = (),
    ) -> Filled:
        """Change answers of a filled sheet, as the function `change` does.

        The sheet is drawn as this template draws, whatever it was drawn like before.
        """
        check_read(source)
        check_arguments(folder=folder, lock=lock)
        check_form(self.form, source)
        refuse_losses(source.notes, CHANGED, accept)
        names = self._names
        answers, export_notes = plain_answers(names, answers, accept)
        new = {} if answers is None else answers
        merged = earlier.merge(self.form, source.answers, source.kinds, new, names.states)
        lost_look = list(look_notes(self.form, self.look, source))
        if merged.faults:  # the themes of that look may be what is wrong
            merged.faults.extend(replace(lost, severity=Severity.ERROR) for lost in lost_look)
        old_pictures = {
            path: source.pictures[name]
            for path in merged.kept
            if (name := merged.values[path]) in source.pictures
        }
        checked = self._complete(merged.values, merged.faults, folder, old_pictures)
        filled = self.fill_checked(checked, lock=lock, sheet_id=source.sheet_id)
        notes = [
            *export_notes,
            *version_notes(self.form, source),
            *names.named(merged.left_out),
            *drawing_notes(self.form, source),
            *lost_look,
        ]
        return Filled(filled.pdf, (*notes, *filled.notes))

    def compiled_form(
        self, counts: Mapping[str, int] | None = None, *, lock: bool = False
    ) -> CompiledForm:
        """The compiled form with room for `counts` list entries, prepared or drawn when needed.

        `lock`: the one of the copies for the archive.
        """
        form = self._with_room(counts or {})
        key = lock, tuple(form.settings.items())
        if key not in self.compiled_forms:
            ready = None if lock else prepared_blanks.like(form, self.look, self.size)
            drawn = form, self.look, self.size
            self.compiled_forms[key] = ready or compile_form_once(*drawn, locked=lock)
        return self.compiled_forms[key]

    def flat_form(self, counts: Mapping[str, int] | None = None) -> FlatForm:
        """The same form compiled for print jobs."""
        form = self._with_room(counts or {})
        key = tuple(form.settings.items())
        if key not in self.flat_forms:
            compiled = self.compiled_form(counts)
            drawn = form, self.look, self.size, compiled
            self.flat_forms[key] = prepared_blanks.flat_like(*drawn) or flatten_once(*drawn)
        return self.flat_forms[key]

    def _with_room(self, counts: Mapping[str, int]) -> Form:
        form = self.form
        for name, count in counts.items():
            form = form.with_count(name, count)
        return form
