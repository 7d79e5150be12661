"""Functions for one form and one sheet at a time. Each has a command of the same name.

What `fill` and `change` compile is kept for the next call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Unpack

from ..definitions import load as forms
from ..draw.paper import check_size
from ..look import look as looks
from ..look.look import DrawOptions, Look
from ..look.sheet_names import SheetNames
from ..look.wording import Wording
from ..model.arguments import check_arguments, check_options, mistyped
from ..model.form import Form
from ..model.phrases import Phrase
from ..pdf import encrypt as encryption
from ..pdf.mark_positions import check_room
from ..reader.sheet import Read
from . import prepared_blanks
from .form_template import Filled, Template
from .older_sheet import Carried, carry_answers, check_read

KEPT = 16  # templates; the oldest goes first

_kept: dict[str, Template] = {}


def template(form: str, **options: Unpack[DrawOptions]) -> Template:
    """Compile a form for filling.

    Args:
        form: the name of a form (`visual-plan`), or the path of a definition that ends in `.toml`.
        options: how to draw it; see `DrawOptions`.

    Raises:
        UsageError: there is no such form, language, size, ink or setting.
        DefinitionError: the definition of the form, or the look file, has a mistake.

    >>> template = mlmp.template("wishing-well", lang="en", size="a3")
    >>> template.look.lang, template.size
    ('en', 'a3')
    >>> mlmp.template("wishing-wall")
    Traceback (most recent call last):
    mlmp_print.model.errors.UsageError: There is no form “wishing-wall”. Did you mean...
    """
    check_arguments(form=form)
    look = looks.of_options(options)
    return _compile(forms.load(form, look, options.get("settings")), look, options)


def templates(names: Sequence[str], **options: Unpack[DrawOptions]) -> tuple[Template, ...]:
    """Compile several forms for filling; a setting goes to every form that has it.

    Raises as `template` does.
    """
    if len(names) == 1:
        return (template(names[0], **options),)
    look, settings = looks.of_options(options), options.get("settings") or {}
    definitions = [forms.of_several(name, look, settings) for name in names]
    forms.check_shared(definitions, settings)
    return tuple(_compile(form, look, options) for form in definitions)


def _compile(form: Form, look: Look, options: DrawOptions) -> Template:
    size = options.get("size") or look.size
    check_size(size)
    compiled = Template(with_marks(form, options.get("marks")), look, size)
    compiled.compiled_form()
    return compiled


def with_marks(form: Form, marks: bool | None) -> Form:
    """Return the form with or without the marks that a scan is read by; with None as it is.

    Raises:
        UsageError: it has no room for them.
    """
    if marks and not form.marks:
        check_room(form)
    return form if marks is None else replace(form, marks=marks)


def kept_template(form: str, options: DrawOptions) -> Template:
    """The template of an earlier call with the same arguments, unless its files have changed."""
    check_arguments(form=form)
    check_options(options, DrawOptions)
    key = repr((_form_stamp(form), _look_stamp(options), sorted(map(_plain, options.items()))))
    if key not in _kept:
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[key] = template(form, **options)
    return _kept[key]


def _form_stamp(form: str) -> object:
    """The name of a form, with its path and time of change if it is a file of the caller."""
    path = Path(form)
    if form.endswith(".toml") and path.is_file():
        return path.absolute(), path.stat().st_mtime_ns
    return form


def _look_stamp(options: DrawOptions) -> object:
    look = options.get("look")
    return looks.stamp(Path(look) if look else None)


def _plain(option: tuple[str, object]) -> tuple[str, object]:
    """An option as a part of a key: equal options have equal texts."""
    name, value = option
    return name, sorted(value.items()) if isinstance(value, Mapping) else str(value)


def blank(form: str, **options: Unpack[DrawOptions]) -> bytes:
    """Draw the empty form as a PDF that can be printed, and filled in any PDF viewer.

    It is tagged for screen readers (PDF/UA-1).

    Args:
        form: the name of a form, or the path of a definition that ends in `.toml`.
        options: how to draw it; see `DrawOptions`.

    Raises as `template` does.

    >>> pdf = mlmp.blank("wishing-well", ink="gray", large=True)
    >>> Path("wishing-well.pdf").write_bytes(pdf) == len(pdf)
    True
    """
    check_arguments(form=form)
    check_options(options, DrawOptions)
    ready = prepared_blanks.named(form, options)
    return ready.fill({})[0] if ready else fill(form, {}, **options).pdf


def fill(
    form: str,
    answers: Any,
    folder: str | Path | None = None,
    *,
    lock: bool = False,
    accept: Iterable[str] = (),
    **options: Unpack[DrawOptions],
) -> Filled:
    """Fill one form. The compiled form is kept for the next call.

    Args:
        form: the name of a form, or the path of a definition that ends in `.toml`.
        answers: plain JSON values, as the form’s `schema` describes them; or an FDF or XFDF that
            was exported from a sheet: a path, the bytes, or an open binary file.
        folder: where the pictures lie that the answers name.
        lock: make the copy for the archive: PDF/A-3a as well as PDF/UA-1, read-only, with the
            answers attached as JSON.
        accept: what an FDF or XFDF holds beside its fields and may be lost, by the codes of the
            notes on it: a text written on a page ("annotations"), for one.
        options: how to draw it; see `DrawOptions`.

    Returns:
        The PDF, and notes on what was done so that every answer fits.

    Raises:
        AnswersError: the answers have faults; it holds all of them.
        PdfError: an FDF or XFDF cannot be read, or is of another form.
        UsageError, DefinitionError: as `template`.

    >>> answers = {"name": "Peter", "wishing_well": "A garden of my own"}
    >>> filled = mlmp.fill("wishing-well", answers, lang="en")
    >>> mlmp.read(filled.pdf).answers == answers
    True
    """
    return kept_template(form, options).fill(answers, folder, lock=lock, accept=accept)


def encrypt(pdf: bytes, password: str) -> bytes:
    """Encrypt a filled or empty PDF (AES-256). Without the password nobody can open it.

    A locked copy cannot be encrypted, since PDF/A forbids it.

    Raises:
        UsageError: the password is empty, or not every program would take it; or the copy is
            locked.
        PdfError: the PDF is broken, or encrypted already.

    >>> pdf = mlmp.encrypt(mlmp.fill("wishing-well", {"name": "Peter"}).pdf, "mange æbler")
    >>> mlmp.read(pdf, password="mange æbler").answers
    {'name': 'Peter'}
    """
    check_arguments(pdf=pdf)
    if not isinstance(password, str):
        raise mistyped("password", password, Phrase("a text"))
    return encryption.encrypt(pdf, password)


def carry(
    form: str,
    source: Read | Mapping[str, Any],
    answers: Any = None,
    *,
    accept: Iterable[str] = (),
    **options: Unpack[DrawOptions],
) -> Carried:
    """Collect the answers that a new sheet starts from: those of an older sheet.

    A question starts from the answer that its definition names with `from`, else from the one of
    the same name, if both ask for the same kind of value.

    Args:
        form: the form of the new sheet.
        source: what `read` found in the older sheet, or plain answers.
        answers: new answers; they replace older ones.
        accept: what of the older sheet may be lost, by the codes of the notes on it: a text
            written beside its fields ("annotations"), for one.
        options: how the new sheet will be drawn; see `DrawOptions`.

    Returns:
        The answers, and notes on those of the older sheet that could not be carried over.

    Raises:
        LossError: the older sheet holds more than answers, and that is not accepted.
        AnswersError: the new answers have faults.
        UsageError, DefinitionError: as `template`.

    >>> older = {"goals": [{"text": "Cook for my friends", "score_now": 2}]}
    >>> mlmp.carry("status-sheet", older).answers["goals"][0]["text"]
    'Cook for my friends'
    """
    check_arguments(form=form)
    look = looks.of_options(options)
    loaded = forms.load(form, look, options.get("settings"))
    names = SheetNames(Wording(loaded, look), typed=True)
    return carry_answers(names, source, answers, accept)


def change(
    form: str,
    source: Read,
    answers: Any = None,
    folder: str | Path | None = None,
    *,
    lock: bool = False,
    accept: Iterable[str] = (),
    **options: Unpack[DrawOptions],
) -> Filled:
    """Change answers of a filled sheet, in a new file that holds no trace of the old ones.

    The new sheet is drawn like the old one: language, size, ink, large print and settings. An
    option that is given wins.

    Args:
        form: the form of the sheet.
        source: what `read` found in the sheet.
        answers: what they name replaces the old answer; None, "" or False empties it. What they
            leave out is kept, pictures too. A list goes by positions.
        folder: where the pictures lie that the new answers name.
        lock: make the copy for the archive, as in `fill`.
        accept: what of the sheet may be lost, by the codes of the notes on it: a text written
            beside its fields ("annotations") or a signature ("signature"), for two.
        options: how to draw it; see `DrawOptions`.

    Raises:
        LossError: the sheet holds more than answers, and that is not accepted.
        UsageError: the sheet is of another form; or as `template`.
        AnswersError: the new answers have faults, or an old one cannot be filled in again.
        DefinitionError: as `template`.

    >>> sheet = mlmp.read(mlmp.fill("wishing-well", {"name": "Peter", "first_step": "Ask"}).pdf)
    >>> changed = mlmp.change("wishing-well", sheet, {"first_step": None})
    >>> mlmp.read(changed.pdf).answers
    {'name': 'Peter'}
    """
    check_arguments(form=form)
    check_options(options, DrawOptions)
    check_read(source)
    drawn = source.drawn
    like: DrawOptions = {
        "ink": drawn.get("ink", "color"),
        "large": drawn.get("large", False),
        "marks": drawn.get("marks", True),
        **options,
    }
    like["lang"] = options.get("lang") or drawn.get("lang", "")
    like["size"] = options.get("size") or drawn.get("size", "")
    settings = forms.still_set(forms.load(form, looks.of_options(like)), drawn.get("settings", {}))
    like["settings"] = {**settings, **options.get("settings", {})}
    return kept_template(form, like).change(source, answers, folder, lock=lock, accept=accept)
