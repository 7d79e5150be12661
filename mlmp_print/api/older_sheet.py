"""What an older sheet gives to a new one, and what is said about the way from one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..look.look import Look
from ..look.sheet_names import SheetNames
from ..model import answers as answers_module
from ..model import earlier
from ..model.arguments import mistyped
from ..model.errors import AnswersError, UsageError
from ..model.form import Form
from ..model.losses import CARRIED, refuse_losses
from ..model.messages import NOTHING, Message, Severity, Where, note, quoted
from ..model.paths import unflatten
from ..model.phrases import Phrase
from ..reader.sheet import Read
from .exported import plain_answers


@dataclass(frozen=True)
class Carried:
    """The answers that a sheet starts from.

    Attributes:
        answers: ready for `fill`.
        notes: the answers of the older sheet that could not be carried over, and why.
    """

    answers: dict[str, Any] = field(repr=False)
    notes: tuple[Message, ...] = ()


def carry_answers(
    names: SheetNames,
    source: Read | Mapping[str, Any],
    answers: Any,
    accept: Iterable[str] = (),
) -> Carried:
    """Carry the answers of an older sheet over to a form, and lay new `answers` over them.

    Args:
        names: those of the form of the new sheet.
        source: the older sheet, or plain answers.
        answers: new answers.
        accept: codes of what may be lost.

    Raises:
        LossError: the older sheet holds more than answers, and that is not accepted.
        AnswersError: the new answers have faults. An older answer that cannot be used is a note.
    """
    if not isinstance(source, Read | Mapping):
        raise mistyped("source", source, Phrase("what read returned, or a mapping of answers"))
    refuse_losses(source.notes if isinstance(source, Read) else (), CARRIED, accept)
    answers, export_notes = plain_answers(names, answers, accept)
    form, given = names.wording.form, {} if answers is None else answers
    new, faults = answers_module.examine(form, given, names=names.states)
    if faults:
        raise AnswersError(names.named(faults))
    if isinstance(source, Read):
        values, messages = earlier.carry(form, source.answers, source.kinds)
    else:
        values, messages = earlier.carry(form, source)
    notes = names.named(message for message in messages if message.path not in new)
    return Carried(unflatten({**values, **new}), (*export_notes, *notes))


def check_read(source: Any) -> None:
    """Check that a sheet is what `read` returned. Raises UsageError."""
    if not isinstance(source, Read):
        raise mistyped("source", source, Phrase("what read returned"))


def check_form(form: Form, source: Read) -> None:
    """Check that a filled sheet is a sheet, and of this form.

    Raises:
        UsageError: it is of another one, or only the data of one.
    """
    if source.exported:
        what = Phrase(
            "What was read is the data of a sheet (FDF or XFDF), and no sheet that could be changed"
        )
        raise UsageError(what, code="exported")
    if source.form != form.name:
        what = Phrase(
            "The filled sheet is a {old}, and cannot be changed as a {new}",
            old=quoted(source.form),
            new=quoted(form.name),
        )
        raise UsageError(what, code="other-form")


def version_notes(form: Form, source: Read) -> Iterator[Message]:
    """Note that the form has another version than when the sheet was drawn."""
    if source.version not in (None, form.version):
        what = Phrase(
            "was version {old}, and is version {new} now", old=source.version, new=form.version
        )
        yield note(form.name, what)


def drawing_notes(form: Form, source: Read) -> Iterator[Message]:
    """Note that the file has lost how the sheet was drawn."""
    if not source.drawn:
        yield note(
            form.name,
            Phrase(
                "does not say any more how it was drawn: language, size and settings are the usual "
                "ones, or those given"
            ),
        )


def look_notes(form: Form, look: Look, source: Read) -> Iterator[Message]:
    """Note that a municipality’s look, which the sheet was drawn in, was not given again.

    A file holds only the name of a look, so the look file has to come with the call.
    """
    name = source.drawn.get("look_name")
    if name and not look.name:
        what = Phrase("was drawn in the look of {name}", name=quoted(name))
        yield Message(Where(path=form.name), what, NOTHING, Severity.NOTE, code="other-look")
