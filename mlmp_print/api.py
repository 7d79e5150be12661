"""The verbs: draw a blank, fill it, read it. The library's public functions; the command line is one command for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Unpack

from .definitions import load as forms
from .draw.draw import draw
from .draw.paper import SIZES
from .look import look as looks
from .look import pictures
from .look.look import DrawOptions
from .look.wording import Wording
from .model import answers as answers_module
from .model import earlier
from .model.errors import AnswersError, InvalidValue, UsageError
from .model.form import Form
from .model.messages import Message, Severity, Where, did_you_mean, note, quoted
from .model.paths import unflatten
from .model.schema import json_schema
from .pdf import encrypt as encrypting
from .pdf.compile import compile_form
from .pdf.compiled_form import CompiledForm
from .pdf.marks import NO_ID
from .printing.job import PrintedSheets
from .printing.sheets import FlatForm, compile_flat
from .reader.sheet import Read


@dataclass(frozen=True)
class Filled:
    """A filled form: `pdf` is the file's bytes, `notes` say what had to be done to fit everything in."""

    pdf: bytes = field(repr=False)
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class CheckedAnswers:
    """Answers found right: path → value, room needed in lists that have too little, pictures by path, and what there is to say of it."""

    values: Mapping[str, Any] = field(repr=False)
    counts: Mapping[str, int]
    pictures: Mapping[str, pictures.PictureData] = field(repr=False)
    notes: tuple[Message, ...] = ()


Settings = tuple[tuple[str, int | str], ...]


@dataclass
class Template:
    """A form compiled for filling, in one look and size. It can be pickled and sent to other processes.

    Answers with more list entries than the form has room for are filled into a form with more pages, compiled when first
    needed and kept.
    """

    form: Form
    look: looks.Look
    size: str
    plates: dict[tuple[bool, Settings], CompiledForm] = field(default_factory=dict, repr=False)
    flats: dict[Settings, FlatForm] = field(default_factory=dict, repr=False)

    def fill(
        self,
        answers: Any,
        folder: str | Path | None = None,
        *,
        lock: bool = False,
        sheet_id: str = NO_ID,
    ) -> Filled:
        """The filled PDF. `answers` are plain JSON values (see `schema`); `folder` is where the pictures they name lie.

        `sheet_id`: what stands in and beside the codes of every page, so that a scan finds its person (see `sheetids`).
        `lock`: the archive copy, PDF/A-3a as well as PDF/UA-1: its fields are read-only, and the answers are attached as JSON.
        Raises AnswersError with every fault of the answers; then nothing was made.
        """
        return self.filled(self.checked(answers, folder), lock=lock, sheet_id=sheet_id)

    def checked(self, answers: Any, folder: str | Path | None = None) -> CheckedAnswers:
        """Answers as they go into `filled` and `printed`, checked once. Raises as `fill` does."""
        values, faults = answers_module.examine(self.form, answers)
        return self._checked(values, faults, folder, {})

    def taken(self, values: Mapping[str, Any], folder: str | Path | None = None) -> CheckedAnswers:
        """The same for path → value, of questions of this form, each checked by its kind already. Raises as `fill` does."""
        return self._checked(values, [], folder, {})

    def _checked(
        self,
        values: Mapping[str, Any],
        faults: list[Message],
        folder: str | Path | None,
        kept: Mapping[str, bytes],
    ) -> CheckedAnswers:
        more = answers_module.counts_needed(self.form, values)
        for key, count in more.items():
            if count > self.form.lists[key].most:
                raise AnswersError(
                    [*faults, answers_module.too_many(self.form.lists[key], f"has {count} entries")]
                )
        images = _pictures(
            self.plate(more), values, None if folder is None else Path(folder), kept, faults
        )
        if faults:
            raise AnswersError(faults)
        room = {key: self.form.lists[key].count for key in more}
        added = (
            note(key, f"has {count} entries: room was added for those after {room[key]}")
            for key, count in more.items()
            if room[key]
        )
        unseen = (note(path, what) for path, what in answers_module.unseen(values))
        return CheckedAnswers(values, more, images, (*added, *unseen))

    def filled(
        self, checked: CheckedAnswers, *, lock: bool = False, sheet_id: str = NO_ID
    ) -> Filled:
        """The PDF filled with checked answers."""
        pdf, notes = self.plate(checked.counts, lock=lock).fill(
            checked.values, checked.pictures, sheet_id
        )
        return Filled(pdf, (*checked.notes, *notes))

    def printed(
        self, checked: CheckedAnswers, sheet_id: str = NO_ID
    ) -> tuple[PrintedSheets, tuple[Message, ...]]:
        """The sheets with checked answers, for a print job, and the notes that `filled` gives."""
        form = self._with_room(checked.counts)
        room = {name: form.lists[name].count for name in checked.counts}
        sheets, notes = self.flat(room).fill(checked.values, checked.pictures, sheet_id)
        return PrintedSheets((form.name, tuple(room.items())), tuple(sheets)), (
            *checked.notes,
            *notes,
        )

    def carry(self, source: Read | Mapping[str, Any], answers: Any = None) -> Carried:
        """The answers that this form starts from when an older sheet was filled: see the verb `carry`."""
        return _carry(self.form, source, answers)

    def change(
        self,
        source: Read,
        answers: Any = None,
        folder: str | Path | None = None,
        *,
        lock: bool = False,
    ) -> Filled:
        """A filled sheet with some answers changed, drawn as this template draws: see the verb `change`."""
        if source.form != self.form.name:
            what = f"The filled sheet is a {quoted(source.form)}, and cannot be changed as a {quoted(self.form.name)}"
            raise UsageError(what, code="other-form")
        merged = earlier.merge(
            self.form, source.answers, source.kinds, {} if answers is None else answers
        )
        notes = list(merged.left_out)
        if source.version not in (None, self.form.version):
            notes.insert(
                0,
                note(
                    self.form.name,
                    f"was version {source.version}, and is version {self.form.version} now",
                ),
            )
        if not source.drawn:
            notes.append(
                note(
                    self.form.name,
                    "does not say any more how it was drawn: language, size and settings are the usual ones, or those given",
                )
            )
        if (look := source.drawn.get("look_name")) and not self.look.name:
            lost = Message(
                Where(path=self.form.name),
                f"was drawn in the look of {quoted(look)}",
                code="other-look",
            )
            notes.append(replace(lost, severity=Severity.NOTE))
            merged.faults.extend(
                [lost] if merged.faults else []
            )  # its life themes may be what is wrong
        kept = {
            path: source.pictures[name]
            for path in merged.kept
            if (name := merged.values[path]) in source.pictures
        }
        filled = self.filled(
            self._checked(merged.values, merged.faults, folder, kept),
            lock=lock,
            sheet_id=source.sheet_id,
        )
        return Filled(filled.pdf, (*notes, *filled.notes))

    def plate(self, counts: Mapping[str, int] | None = None, *, lock: bool = False) -> CompiledForm:
        """The compiled form with room for `counts` list entries, drawn when first asked for; with `lock` that of the archive copies."""
        form = self._with_room(counts or {})
        key = lock, tuple(form.settings.items())
        if key not in self.plates:
            wording = Wording(form, self.look)
            self.plates[key] = compile_form(
                draw(form, self.look, self.size),
                wording,
                json_schema(form, wording.full_title),
                locked=lock,
            )
        return self.plates[key]

    def flat(self, counts: Mapping[str, int] | None = None) -> FlatForm:
        """The form as `plate` has it, compiled for print jobs."""
        form = self._with_room(counts or {})
        key = tuple(form.settings.items())
        if key not in self.flats:
            self.flats[key] = compile_flat(
                draw(form, self.look, self.size), self.plate(counts), self.look
            )
        return self.flats[key]

    def _with_room(self, counts: Mapping[str, int]) -> Form:
        form = self.form
        for name, count in counts.items():
            form = form.with_count(name, count)
        return form


def _pictures(
    plate: CompiledForm,
    values: Mapping[str, Any],
    folder: Path | None,
    kept: Mapping[str, bytes],
    faults: list[Message],
) -> dict[str, pictures.PictureData]:
    """Path → picture, for every one that the answers name; what is wrong with some goes into `faults`. `kept`: path → file of an old sheet."""
    found: dict[str, pictures.PictureData] = {}
    for room in plate.pictures:
        if room.path in values:
            try:
                old = kept.get(room.path)
                found[room.path] = (
                    pictures.normal(old, room.box)
                    if old
                    else pictures.load(folder, values[room.path], room.box)
                )
            except InvalidValue as reject:
                faults.append(reject.at(Where(path=room.path)))
    return found


def template(form: str, **wanted: Unpack[DrawOptions]) -> Template:
    """The form compiled for filling. `form`: the name of one of ours, or the path of a `.toml` definition; see `DrawOptions`.

    Raises UsageError for a form, language, size, ink or setting that there is not, DefinitionError for a faulty definition or look.
    """
    look = _look(wanted)
    return _compiled(forms.load(form, look, wanted.get("settings")), look, wanted)


def templates(names: Sequence[str], **wanted: Unpack[DrawOptions]) -> tuple[Template, ...]:
    """Several forms compiled for filling. A setting goes to every form that has it. Raises as `template` does."""
    if len(names) == 1:
        return (template(names[0], **wanted),)
    look, settings = _look(wanted), wanted.get("settings") or {}
    found = [forms.of_several(name, look, settings) for name in names]
    forms.check_shared(found, settings)
    return tuple(_compiled(form, look, wanted) for form in found)


def _compiled(form: Form, look: looks.Look, wanted: DrawOptions) -> Template:
    size = wanted.get("size") or look.size
    if size not in SIZES:
        raise UsageError(f"There is no size {quoted(size)}. {did_you_mean(size, SIZES)}")
    made = Template(form, look, size)
    made.plate()
    return made


def _look(wanted: DrawOptions) -> looks.Look:
    file = wanted.get("look")
    return looks.load(
        wanted.get("lang", ""),
        wanted.get("ink", "color"),
        wanted.get("large", False),
        Path(file) if file else None,
    )


_kept: dict[str, Template] = {}
_KEPT = 16


def _kept_template(form: str, wanted: DrawOptions) -> Template:
    own = Path(form) if form.endswith(".toml") else None
    stamp = (own.absolute(), own.stat().st_mtime_ns) if own and own.is_file() else form
    look = wanted.get("look")
    asked = sorted(
        (name, sorted(value.items()) if isinstance(value, Mapping) else str(value))
        for name, value in wanted.items()
    )
    key = repr((stamp, looks.stamp(Path(look) if look else None), asked))
    if key not in _kept:
        while len(_kept) >= _KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = template(form, **wanted)
    return _kept[key]


def blank(form: str, **wanted: Unpack[DrawOptions]) -> bytes:
    """The empty form as a PDF: fillable, tagged (PDF/UA-1), ready to print. Arguments and errors as `template`."""
    return fill(form, {}, **wanted).pdf


def fill(
    form: str,
    answers: Any,
    folder: str | Path | None = None,
    *,
    lock: bool = False,
    **wanted: Unpack[DrawOptions],
) -> Filled:
    """One filled form; the compiled template is kept for the next call. Raises as `template` and `Template.fill` do."""
    return _kept_template(form, wanted).fill(answers, folder, lock=lock)


def encrypt(pdf: bytes, password: str) -> bytes:
    """The filled or empty PDF encrypted (AES-256), to be opened with the password; without it nobody can. Not for locked copies.

    Raises UsageError for an empty password, or one that not every program would take. `read` takes the password.
    """
    return encrypting.encrypt(pdf, password)


@dataclass(frozen=True)
class Carried:
    """The answers that a sheet starts from; `notes` name what could not be carried over."""

    answers: dict[str, Any] = field(repr=False)
    notes: tuple[Message, ...] = ()


def carry(
    form: str, source: Read | Mapping[str, Any], answers: Any = None, **wanted: Unpack[DrawOptions]
) -> Carried:
    """The answers that a new sheet starts from: those of an older one, as the form's questions say where they come `from`.

    `source`: what `read` gave, or plain answers. `answers`: new ones, which win over those carried over. Raises AnswersError for faults
    of `answers`, and as `template` does; what of the older sheet cannot be used becomes a note.
    """
    look = _look(wanted)
    return _carry(forms.load(form, look, wanted.get("settings")), source, answers)


def _carry(form: Form, source: Read | Mapping[str, Any], answers: Any) -> Carried:
    given = answers_module.check(form, {} if answers is None else answers)
    values, left_out = (
        earlier.carry(form, source.answers, source.kinds)
        if isinstance(source, Read)
        else earlier.carry(form, source)
    )
    return Carried(
        unflatten({**values, **given}),
        tuple(message for message in left_out if message.path not in given),
    )


def change(
    form: str,
    source: Read,
    answers: Any = None,
    folder: str | Path | None = None,
    *,
    lock: bool = False,
    **wanted: Unpack[DrawOptions],
) -> Filled:
    """A filled sheet again with some answers changed: a new file, in which nothing of what was changed remains.

    `source`: what `read` gave. `answers`: what they name wins, what they name as empty (None, "", False) is emptied, what they leave out is
    kept, pictures too; a list goes by positions. The sheet is drawn as it was (language, size, ink, large print, settings), unless `wanted`
    says otherwise. Raises UsageError if `source` is another form, AnswersError for faults of `answers` and for old answers that cannot be
    filled in again, and as `template` does.
    """
    drawn = source.drawn
    like: DrawOptions = {
        "ink": drawn.get("ink", "color"),
        "large": drawn.get("large", False),
        **wanted,
    }
    like["lang"] = wanted.get("lang") or drawn.get("lang", "")
    like["size"] = wanted.get("size") or drawn.get("size", "")
    before = forms.still_set(forms.load(form, _look(like)), drawn.get("settings", {}))
    like["settings"] = {**before, **wanted.get("settings", {})}
    return _kept_template(form, like).change(source, answers, folder, lock=lock)
