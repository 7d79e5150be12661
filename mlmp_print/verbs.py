"""The verbs: draw a blank, fill it, read it. The library's public functions; the command line is one command for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Unpack

from . import described
from . import files as opening
from .definitions import load as forms
from .draw.draw import draw
from .draw.paper import SIZES
from .look import assets, pictures
from .look import look as looks
from .look.look import Wanted
from .look.wording import Wording
from .model import answers as answers_module
from .model import earlier
from .model.errors import AnswersError, AskedWrong, Fault, PdfError, Reject, did_you_mean, quoted
from .model.form import Form
from .model.kinds import Kind
from .model.limits import PDF_BYTES, PDF_FIELDS, PDF_QUESTIONS
from .model.paths import entries, flatten, pattern, unflatten
from .model.schema import has_place, json_schema, kinds_in
from .pdf import encrypt as encrypting
from .pdf.compile import compile_plate
from .pdf.compiled_form import Note, Plate
from .pdf.getters import safe_name
from .pdf.marks import NO_ID
from .pdf.reader import NO_NAMES, SEVERAL, Questions, Raw, as_before, load_others, load_values, read_raw, several_sheets
from .printing.job import Sheets
from .printing.sheets import FlatPlate, compile_flat
from .sandbox import sandbox as isolation


@dataclass(frozen=True)
class Filled:
    """A filled form: `pdf` is the file's bytes, `notes` say what had to be done to fit everything in."""

    pdf: bytes = field(repr=False)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Checked:
    """Answers found right: path → value, room needed in lists that have too little, pictures by path, and what there is to say of it."""

    values: Mapping[str, Any] = field(repr=False)
    counts: Mapping[str, int]
    pictures: Mapping[str, pictures.Picture] = field(repr=False)
    notes: tuple[Note, ...] = ()


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
    plates: dict[tuple[bool, Settings], Plate] = field(default_factory=dict, repr=False)
    flats: dict[Settings, FlatPlate] = field(default_factory=dict, repr=False)

    def fill(self, answers: Any, folder: str | Path | None = None, *, lock: bool = False, sheet_id: str = NO_ID) -> Filled:
        """The filled PDF. `answers` are plain JSON values (see `schema`); `folder` is where the pictures they name lie.

        `sheet_id`: what stands in and beside the codes of every page, so that a scan finds its person (see `sheetids`).
        `lock`: the archive copy, PDF/A-3a as well as PDF/UA-1: its fields are read-only, and the answers are attached as JSON.
        Raises AnswersError with every fault of the answers; then nothing was made.
        """
        return self.filled(self.checked(answers, folder), lock=lock, sheet_id=sheet_id)

    def checked(self, answers: Any, folder: str | Path | None = None) -> Checked:
        """Answers as they go into `filled` and `printed`, checked once. Raises as `fill` does."""
        values, faults = answers_module.examine(self.form, answers)
        return self._checked(values, faults, folder, {})

    def taken(self, values: Mapping[str, Any], folder: str | Path | None = None) -> Checked:
        """The same for path → value, of questions of this form, each checked by its kind already. Raises as `fill` does."""
        return self._checked(values, [], folder, {})

    def _checked(self, values: Mapping[str, Any], faults: list[Fault], folder: str | Path | None, kept: Mapping[str, bytes]) -> Checked:
        more = answers_module.counts_needed(self.form, values)
        for key, count in more.items():
            if count > self.form.lists[key].most:
                raise AnswersError([*faults, answers_module.too_many(self.form.lists[key], f"has {count} entries")])
        images = _pictures(self.plate(more), values, None if folder is None else Path(folder), kept, faults)
        if faults:
            raise AnswersError(faults)
        room = {key: self.form.lists[key].count for key in more}
        added = (Note(key, f"has {count} entries: room was added for those after {room[key]}") for key, count in more.items() if room[key])
        unseen = (Note(path, what) for path, what in answers_module.unseen(values))
        return Checked(values, more, images, (*added, *unseen))

    def filled(self, checked: Checked, *, lock: bool = False, sheet_id: str = NO_ID) -> Filled:
        """The PDF filled with checked answers."""
        pdf, notes = self.plate(checked.counts, lock=lock).fill(checked.values, checked.pictures, sheet_id)
        return Filled(pdf, (*checked.notes, *notes))

    def printed(self, checked: Checked, sheet_id: str = NO_ID) -> tuple[Sheets, tuple[Note, ...]]:
        """The sheets with checked answers, for a print job, and the notes that `filled` gives."""
        form = self._with_room(checked.counts)
        room = {name: form.lists[name].count for name in checked.counts}
        sheets, notes = self.flat(room).fill(checked.values, checked.pictures, sheet_id)
        return Sheets((form.name, tuple(room.items())), tuple(sheets)), (*checked.notes, *notes)

    def carry(self, source: Read | Mapping[str, Any], answers: Any = None) -> Carried:
        """The answers that this form starts from when an older sheet was filled: see the verb `carry`."""
        return _carry(self.form, source, answers)

    def change(self, source: Read, answers: Any = None, folder: str | Path | None = None, *, lock: bool = False) -> Filled:
        """A filled sheet with some answers changed, drawn as this template draws: see the verb `change`."""
        if source.form != self.form.name:
            what = f"The filled sheet is a {quoted(source.form)}, and cannot be changed as a {quoted(self.form.name)}"
            raise AskedWrong(f"{what}. Name the form that it is, or start a new sheet from it (--from)")
        merged = earlier.merge(self.form, source.answers, source.kinds, {} if answers is None else answers)
        notes = [Note(fault.where, fault.what) for fault in merged.left_out]
        if source.version not in (None, self.form.version):
            notes.insert(0, Note(self.form.name, f"was version {source.version}, and is version {self.form.version} now"))
        if not source.drawn:
            notes.append(Note(self.form.name, "does not say any more how it was drawn: language, size and settings are the usual ones, or those given"))
        if (look := source.drawn.get("look_name")) and not self.look.name:
            lost = Fault(self.form.name, f"was drawn in the look of {quoted(look)}", "Give --look FILE.toml for that")
            notes.append(Note(lost.where, f"{lost.what}: {lost.todo}"))
            merged.faults.extend([lost] if merged.faults else [])  # its life themes may be what is wrong
        kept = {path: source.pictures[name] for path in merged.kept if (name := merged.values[path]) in source.pictures}
        filled = self.filled(self._checked(merged.values, merged.faults, folder, kept), lock=lock, sheet_id=source.sheet_id)
        return Filled(filled.pdf, (*notes, *filled.notes))

    def plate(self, counts: Mapping[str, int] | None = None, *, lock: bool = False) -> Plate:
        """The compiled form with room for `counts` list entries, drawn when first asked for; with `lock` that of the archive copies."""
        form = self._with_room(counts or {})
        key = lock, tuple(form.settings.items())
        if key not in self.plates:
            wording = Wording(form, self.look)
            self.plates[key] = compile_plate(draw(form, self.look, self.size), wording, json_schema(form, wording.full_title), locked=lock)
        return self.plates[key]

    def flat(self, counts: Mapping[str, int] | None = None) -> FlatPlate:
        """The form as `plate` has it, compiled for print jobs."""
        form = self._with_room(counts or {})
        key = tuple(form.settings.items())
        if key not in self.flats:
            self.flats[key] = compile_flat(draw(form, self.look, self.size), self.plate(counts), self.look)
        return self.flats[key]

    def _with_room(self, counts: Mapping[str, int]) -> Form:
        form = self.form
        for name, count in counts.items():
            form = form.with_count(name, count)
        return form


def _pictures(plate: Plate, values: Mapping[str, Any], folder: Path | None, kept: Mapping[str, bytes], faults: list[Fault]) -> dict[str, pictures.Picture]:
    """Path → picture, for every one that the answers name; what is wrong with some goes into `faults`. `kept`: path → file of an old sheet."""
    found: dict[str, pictures.Picture] = {}
    for room in plate.pictures:
        if room.path in values:
            try:
                old = kept.get(room.path)
                found[room.path] = pictures.normal(old, room.box) if old else pictures.load(folder, values[room.path], room.box)
            except Reject as reject:
                faults.append(reject.at(room.path))
    return found




def template(form: str, **wanted: Unpack[Wanted]) -> Template:
    """The form compiled for filling. `form`: the name of one of ours, or the path of a `.toml` definition; see `Wanted`.

    Raises AskedWrong for a form, language, size, ink or setting that there is not, DefinitionError for a faulty definition or look.
    """
    look = _look(wanted)
    return _compiled(forms.load(form, look, wanted.get("settings")), look, wanted)


def templates(names: Sequence[str], **wanted: Unpack[Wanted]) -> tuple[Template, ...]:
    """Several forms compiled for filling. A setting goes to every form that has it. Raises as `template` does."""
    if len(names) == 1:
        return (template(names[0], **wanted),)
    look, settings = _look(wanted), wanted.get("settings") or {}
    found = [forms.of_several(name, look, settings) for name in names]
    forms.check_shared(found, settings)
    return tuple(_compiled(form, look, wanted) for form in found)


def _compiled(form: Form, look: looks.Look, wanted: Wanted) -> Template:
    size = wanted.get("size") or look.size
    if size not in SIZES:
        raise AskedWrong(f"There is no size {quoted(size)}. {did_you_mean(size, SIZES)}")
    made = Template(form, look, size)
    made.plate()
    return made


def _look(wanted: Wanted) -> looks.Look:
    file = wanted.get("look")
    return looks.load(wanted.get("lang", ""), wanted.get("ink", "color"), wanted.get("large", False), Path(file) if file else None)


_kept: dict[str, Template] = {}
_KEPT = 16


def _kept_template(form: str, wanted: Wanted) -> Template:
    own = Path(form) if form.endswith(".toml") else None
    stamp = (own.absolute(), own.stat().st_mtime_ns) if own and own.is_file() else form
    look = wanted.get("look")
    asked = sorted((name, sorted(value.items()) if isinstance(value, Mapping) else str(value)) for name, value in wanted.items())
    key = repr((stamp, looks.stamp(Path(look) if look else None), asked))
    if key not in _kept:
        while len(_kept) >= _KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = template(form, **wanted)
    return _kept[key]


def blank(form: str, **wanted: Unpack[Wanted]) -> bytes:
    """The empty form as a PDF: fillable, tagged (PDF/UA-1), ready to print. Arguments and errors as `template`."""
    return fill(form, {}, **wanted).pdf


def fill(form: str, answers: Any, folder: str | Path | None = None, *, lock: bool = False, **wanted: Unpack[Wanted]) -> Filled:
    """One filled form; the compiled template is kept for the next call. Raises as `template` and `Template.fill` do."""
    return _kept_template(form, wanted).fill(answers, folder, lock=lock)


def encrypt(pdf: bytes, password: str) -> bytes:
    """The filled or empty PDF encrypted (AES-256), to be opened with the password; without it nobody can. Not for locked copies.

    Raises AskedWrong for an empty password, or one that not every program would take. `read` takes the password.
    """
    return encrypting.encrypt(pdf, password)


def schema(form: str, *, lang: str = "") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a form's answers. Raises AskedWrong."""
    look = looks.load(lang)
    found = forms.load(form, look)
    return json_schema(found, Wording(found, look).full_title)


class Drawn(Wanted, total=False):
    """How a sheet was drawn: what a file says of itself as words for `template`, but of a municipality's look only its name."""

    look_name: str


@dataclass(frozen=True)
class Read:
    """What a PDF held. `version` and `language` are None where the file does not say; `notes` name what was left out or odd.

    `pictures`: the name that `answers` give a picture → its file's bytes. `kinds`: what kind of value each question asks for, by its
    path without positions. `sheet_id`: "0" where the sheet has none. `drawn`: how the sheet was drawn, as far as the file says it.
    `others`: what stands, for a question that has several fields in the file, in those that do not count, each value as in `answers`.
    `differences`: if they were looked for, where the pages or what is attached say something else than the fields, whose word counts.
    """

    form: str
    version: int | None
    language: str | None
    answers: dict[str, Any] = field(repr=False)
    notes: tuple[Note, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    kinds: Mapping[str, Kind] = field(default_factory=dict, repr=False)
    sheet_id: str = NO_ID
    drawn: Drawn = field(default_factory=Drawn, repr=False)
    others: Mapping[str, tuple[Any, ...]] = field(default_factory=dict, repr=False)
    differences: tuple[Note, ...] = ()

    def naming(self, names: Mapping[str, str]) -> dict[str, Any]:
        """The answers with other names for the pictures (the name in `pictures` → the one wanted); a picture without one is left out."""
        pictures = {name.rpartition(".")[0]: names.get(name) for name in self.pictures}
        values = {path: pictures.get(path, value) for path, value in flatten(self.answers).items()}
        return unflatten({path: value for path, value in values.items() if value is not None})


def read(source: str | Path | bytes, *, password: str | None = None, check: bool = False, trusted: bool = False) -> Read:
    """The answers in a PDF of ours, however it was filled. `source` is a path, or the file's bytes.

    `check`: look for `differences` between the fields and the pages too, also those at the end on which long answers stand. The file is
    read in a process of its own, which is kept for the next one, and stopped if it takes more than 5 s or 512 MB; `trusted`: read it in
    this one, for what you have made yourself.
    Raises PdfError for what is not one of our forms, or broken, or seems to hold several sheets; EncryptedError where a (better) password is needed.
    """
    data = source if isinstance(source, bytes) else pdf_bytes(Path(source))
    if not trusted:
        return Read(**isolation.read(data, password, check=check))
    raw = read_raw(data, password, check=check)
    told = described.sane(raw.description)
    asked, name = told.get("schema"), told.get("form")
    kinds = kinds_in(asked)
    if len(kinds) > PDF_QUESTIONS:
        raise PdfError(f"says that its form has more than {PDF_QUESTIONS:,} questions; no more are read")
    if not kinds or not name:
        name, asked = _recognise(raw)
        kinds = kinds_in(asked)
    asks = Questions(kinds, lambda path: has_place(asked, path))
    if several_sheets(raw, asks):
        raise PdfError(SEVERAL)
    values, notes = load_values(raw, asks)
    if entries(values) > PDF_FIELDS:
        raise PdfError(f"has answers at places so far down its lists that these have more than {PDF_FIELDS:,} entries; no more are read")
    values, files = _named(values)
    notes += _version_notes(name, told.get("version"))
    return Read(
        form=name,
        version=told.get("version"),
        language=told.get("language"),
        answers=unflatten(values),
        notes=tuple(notes),
        pictures=files,
        kinds=kinds,
        sheet_id=raw.sheet_ids[0] if raw.sheet_ids else NO_ID,
        drawn=_drawn(told),
        others=load_others(raw, asks),
        differences=(*raw.differences, *_attached_differs(raw.attached, values)),
    )


def _drawn(told: Mapping[str, Any]) -> Drawn:
    """What a file says of how it was drawn, where that makes sense."""
    drawn = Drawn()
    if told.get("language") in assets.languages():
        drawn["lang"] = told["language"]
    if told.get("size") in SIZES:
        drawn["size"] = told["size"]
    if told.get("ink") in looks.INKS:
        drawn["ink"] = told["ink"]
    if told.get("large") is True:
        drawn["large"] = True
    if isinstance(told.get("look"), str):
        drawn["look_name"] = told["look"]
    if isinstance(told.get("set"), dict):
        drawn["settings"] = {key: value for key, value in told["set"].items() if isinstance(value, int | str)}
    return drawn


def _version_notes(name: str, version: Any) -> list[Note]:
    """That the sheet is of another version of its form than the one here."""
    ours = _version(name)
    if ours is None or version in (None, ours):
        return []
    age = "an older" if version < ours else "a newer"
    return [Note(name, f"is {age} version than the one here ({version}, not {ours}): read by the questions that the file itself names")]


@lru_cache(maxsize=64)
def _version(name: str) -> int | None:
    """The version of a form of ours; None for one that is not."""
    return forms.load(name, looks.load()).version if name in forms.names() else None


def _attached_differs(attached: Mapping[str, Any] | None, values: Mapping[str, Any]) -> Iterator[Note]:
    """Where the answers attached to a locked copy are not those of its fields."""
    if attached is None:
        return
    if attached.get("whole") is not True:
        yield Note("answers.json", "the attached answers are not those that were attached when the copy was locked")
    theirs = flatten(attached.get("answers"))
    for path in {**values, **theirs}:
        if theirs.get(path) != values.get(path):
            yield Note(safe_name(path), "the attached answers hold something else than the field")


@dataclass(frozen=True)
class Carried:
    """The answers that a sheet starts from; `notes` name what could not be carried over."""

    answers: dict[str, Any] = field(repr=False)
    notes: tuple[Note, ...] = ()


def carry(form: str, source: Read | Mapping[str, Any], answers: Any = None, **wanted: Unpack[Wanted]) -> Carried:
    """The answers that a new sheet starts from: those of an older one, as the form's questions say where they come `from`.

    `source`: what `read` gave, or plain answers. `answers`: new ones, which win over those carried over. Raises AnswersError for faults
    of `answers`, and as `template` does; what of the older sheet cannot be used becomes a note.
    """
    look = _look(wanted)
    return _carry(forms.load(form, look, wanted.get("settings")), source, answers)


def _carry(form: Form, source: Read | Mapping[str, Any], answers: Any) -> Carried:
    given = answers_module.check(form, {} if answers is None else answers)
    values, left_out = earlier.carry(form, source.answers, source.kinds) if isinstance(source, Read) else earlier.carry(form, source)
    return Carried(unflatten({**values, **given}), tuple(Note(fault.where, fault.what) for fault in left_out if fault.where not in given))


def change(form: str, source: Read, answers: Any = None, folder: str | Path | None = None, *, lock: bool = False, **wanted: Unpack[Wanted]) -> Filled:
    """A filled sheet again with some answers changed: a new file, in which nothing of what was changed remains.

    `source`: what `read` gave. `answers`: what they name wins, what they name as empty (None, "", False) is emptied, what they leave out is
    kept, pictures too; a list goes by positions. The sheet is drawn as it was (language, size, ink, large print, settings), unless `wanted`
    says otherwise. Raises AskedWrong if `source` is another form, AnswersError for faults of `answers` and for old answers that cannot be
    filled in again, and as `template` does.
    """
    drawn = source.drawn
    like: Wanted = {"ink": drawn.get("ink", "color"), "large": drawn.get("large", False), **wanted}
    like["lang"] = wanted.get("lang") or drawn.get("lang", "")
    like["size"] = wanted.get("size") or drawn.get("size", "")
    before = forms.still_set(forms.load(form, _look(like)), drawn.get("settings", {}))
    like["settings"] = {**before, **wanted.get("settings", {})}
    return _kept_template(form, like).change(source, answers, folder, lock=lock)


def _named(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The values with a file name for each picture, and the files."""
    files = {path + value[0]: value[1] for path, value in values.items() if isinstance(value, tuple)}
    return {path: path + value[0] if isinstance(value, tuple) else value for path, value in values.items()}, files


def pdf_bytes(path: Path) -> bytes:
    """A file's bytes; of one that is too long, or a device without end, only enough to know it. Raises PdfError."""
    try:
        return opening.beginning(path, PDF_BYTES + 1)
    except OSError as error:
        raise PdfError(f"cannot be read: {error.strerror}") from None


def _recognise(raw: Raw) -> tuple[str, dict[str, Any]]:
    """The form whose questions the fields are, by their names, for a file that has lost its description of itself."""
    look = looks.load()
    found = {pattern(as_before(name))[0] for name in raw.names}
    for name in forms.names():
        asked = schema(name)
        drawn = {place.pattern for place in forms.load(name, look).places()}  # not a list without room yet
        if len(found & kinds_in(asked).keys()) >= 0.8 * len(found) and len(found & drawn) >= 0.8 * len(drawn):
            return name, asked
    if len(raw.sheet_ids) > 1:
        raise PdfError(SEVERAL)
    if raw.nameless or any(as_before(name) != name for name in raw.names):
        raise PdfError(NO_NAMES)
    if raw.again:
        raise PdfError("is not one of our forms, or holds several of them: then split it, and read each sheet alone")
    raise PdfError(f"is not one of our forms. Known: {', '.join(forms.names())}")
