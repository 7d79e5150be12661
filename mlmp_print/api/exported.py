"""Answers that a program exported from a sheet as FDF or XFDF, where answers in JSON may stand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Unpack

from ..definitions import load as forms
from ..look import look as looks
from ..look.look import DrawOptions
from ..look.sheet_names import SheetNames
from ..look.wording import Wording
from ..model.errors import AnswersError
from ..model.losses import CARRIED, refuse_losses
from ..model.messages import Message
from ..model.schema import json_schema
from ..reader.exported_answers import exported_answers

_ENDINGS = (".fdf", ".xfdf")  # by which the name of a file is told from a text


def plain_answers(
    names: SheetNames, answers: Any, accept: Iterable[str] = ()
) -> tuple[Any, tuple[Message, ...]]:
    """The answers in an export as plain ones, with notes; any other answers as they are.

    Args:
        names: Those of the form of the new sheet.
        answers: The path, the bytes or an open file of an export; or plain answers.
        accept: Codes of what the export holds beside them, and may be lost.

    Raises:
        PdfError, EncryptedError: The export cannot be read, or is of another form.
        LossError: It holds more than answers, and that is not accepted.
        AnswersError: It holds what the form cannot have.
    """
    if not _is_file(answers):
        return answers, ()
    form = names.wording.form
    try:
        found = exported_answers(answers, form.name, json_schema(form, names.wording.title))
    except AnswersError as error:
        raise AnswersError(names.named(error.messages)) from None
    refuse_losses(found.notes, CARRIED, accept)
    return found.answers, tuple(names.named(found.notes))


def answers_in_export(
    form: str, content: bytes, accept: Iterable[str], **options: Unpack[DrawOptions]
) -> tuple[Any, tuple[Message, ...]]:
    """The answers to a form in the bytes of an export, with notes. Raises as `plain_answers`.

    Args:
        form: The name of the form, or the path of a definition.
        content: The export.
        accept: Codes of what it holds beside the answers, and may be lost.
        options: How the form would be drawn; see `DrawOptions`.
    """
    look = looks.of_options(options)
    loaded = forms.load(form, look, options.get("settings"))
    return plain_answers(SheetNames(Wording(loaded, look), typed=True), content, accept)


def _is_file(answers: Any) -> bool:
    if isinstance(answers, str):
        return answers.lower().endswith(_ENDINGS)
    return isinstance(answers, bytes | Path) or callable(getattr(answers, "read", None))
