"""The command `fill`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ...model.errors import EncryptedError, LossError, PdfError, UsageError
from ...model.messages import NOWHERE, Message, Severity
from ...model.phrases import Phrase
from ..group import command
from ..input import (
    STDIN,
    check_one_stdin,
    check_password_prompt,
    check_terminal_input,
    new_password,
    optional_password,
    read_answers,
    read_input,
)
from ..options import (
    accept_option,
    chosen_options,
    file_argument,
    force_option,
    form_argument,
    look_options,
    option,
    output_option,
    path_option,
    usage_error,
)
from ..output import NOTE, deliver, tell
from ..remedies import with_remedy

if TYPE_CHECKING:
    from ...api import Filled
    from ...reader.sheet import Read


@command(
    "mlmp-print fill visual-plan peter.json -o peter.pdf",
    "mlmp-print fill visual-plan new.json --onto peter.pdf -o peter-2.pdf",
)
@form_argument()
@file_argument("answers", metavar=Phrase("[ANSWERS]"), required=False)
@output_option
@force_option
@path_option(
    "--from",
    "older",
    metavar="PDF",
    help=Phrase(
        "Start from a filled sheet, also one of another form. ANSWERS replace its answers."
    ),
)
@path_option(
    "--onto",
    metavar="PDF",
    help=Phrase(
        "Change a filled sheet. ANSWERS replace its answers, null empties one, others stay."
    ),
)
@path_option(
    "--from-password-file",
    "older_password",
    help=Phrase("The file whose first line is the password of that sheet."),
)
@accept_option
@option(
    "--lock",
    is_flag=True,
    help=Phrase("Make the archive copy: PDF/A-3a, read-only, with the answers attached as JSON."),
)
@option(
    "--encrypt",
    is_flag=True,
    help=Phrase("Encrypt the file (AES-256) with a password, which is asked for twice."),
)
@path_option(
    "--password-file",
    help=Phrase("Encrypt the file with the password on the first line of this one."),
)
@look_options
def fill(
    form: str,
    answers: Path | None,
    output: Path | None,
    force: bool,
    older: Path | None,
    onto: Path | None,
    older_password: Path | None,
    accept: tuple[str, ...],
    lock: bool,
    encrypt: bool,
    password_file: Path | None,
    **look: Any,
) -> None:
    """Fill a form with ANSWERS from a JSON file (or stdin), FDF or XFDF, or from an older sheet.

    With --onto, the sheet is drawn as it was, unless an option says otherwise. The result is a new
    file. It is locked or encrypted only if you ask for it. What the older sheet holds beside its
    answers would be lost in it: --accept says that it may be.
    """
    source = onto or older
    if older and onto:
        raise usage_error(
            Phrase("--from starts a new sheet, --onto changes one: give one of them.")
        )
    if older_password and not source:
        raise usage_error(Phrase("--from-password-file belongs to --from or --onto."))
    if lock and (encrypt or password_file):
        raise usage_error(
            Phrase(
                "--lock makes PDF/A, which may not be encrypted: lock the copy for the archive, "
                "encrypt another for sending."
            )
        )
    check_password_prompt(encrypt=encrypt, password_file=password_file)
    answers = answers or (None if source else STDIN)
    inputs = [path for path in (answers, source, older_password, password_file) if path]
    check_one_stdin(
        *inputs, names=["ANSWERS", "--from", "--onto", "--from-password-file", "--password-file"]
    )
    check_terminal_input(answers)
    sheet = _read_sheet(source, older_password) if source else None
    given = _Given(answers, accept)
    older_use = _OlderSheet(source, sheet) if source and sheet else None
    if older_use and onto:
        filled = _change(form, older_use, given, lock=lock, look=look)
        notes = [*older_use.sheet.notes]
    else:
        filled, notes = _fill(form, older_use, given, lock=lock, look=look)
    pdf = filled.pdf
    if encrypt or password_file:
        pdf = _encrypted(pdf, password_file)
    deliver(pdf, output, inputs=inputs, force=force)
    if older_password and pdf is filled.pdf:
        what = Phrase("a password opened it, the new file needs none: --encrypt gives it one")
        notes.append(Message(NOWHERE, what, severity=Severity.NOTE))
    for note in given.notes:
        tell(NOTE.phrase(message=f"{given.name}: {with_remedy(note)}"))
    for note in notes:
        tell(NOTE.phrase(message=f"{source}: {with_remedy(note)}"))
    for note in filled.notes:
        tell(NOTE.phrase(message=str(with_remedy(note))))


class _OlderSheet(NamedTuple):
    """A sheet to start from or to change, and its file."""

    file: Path
    sheet: Read


@dataclass
class _Given:
    """The answers that the user gave.

    Attributes:
        file: None if there are none.
        accept: What of them, or of an older sheet, may be lost.
        notes: Those on an export.
    """

    file: Path | None
    accept: tuple[str, ...]
    notes: tuple[Message, ...] = ()

    @property
    def name(self) -> str:
        """What messages call the file."""
        return "stdin" if self.file == STDIN else str(self.file)

    @property
    def folder(self) -> Path:
        """Where the pictures lie that the answers name."""
        return self.file.parent if self.file else Path()

    def content(self, form: str, look: dict[str, Any], *, has_older: bool) -> Any:
        """Read the answers, those of an export to this form.

        Raises:
            MlmpError: they cannot be read, or be used.
            click.UsageError: something may be lost, and there is nothing that holds more.
        """
        from ...api.exported import answers_in_export

        content = read_answers(self.file)
        if isinstance(content, bytes):
            with _naming(self.name):
                content, self.notes = answers_in_export(form, content, self.accept, **look)
        elif self.accept and not has_older:
            raise usage_error(
                Phrase("--accept belongs to --from, to --onto, or to ANSWERS in FDF or XFDF.")
            )
        return content


def _fill(
    form: str, older: _OlderSheet | None, given: _Given, *, lock: bool, look: dict[str, Any]
) -> tuple[Filled, list[Message]]:
    """Fill a new sheet, which may start from an older one. Returns the notes on that one too."""
    from ... import api

    template = api.template(form, **look)
    content = given.content(form, look, has_older=older is not None)
    notes: list[Message] = []
    if older:
        with _naming(str(older.file)):
            carried = template.carry(older.sheet, content, accept=given.accept)
        content, notes = carried.answers, [*older.sheet.notes, *carried.notes]
    return template.fill(content, given.folder, lock=lock), notes


def _change(
    form: str, older: _OlderSheet, given: _Given, *, lock: bool, look: dict[str, Any]
) -> Filled:
    """Change a filled sheet; only the options that the user gave say how it is drawn."""
    from ... import api

    chosen = chosen_options(look)
    content = given.content(form, chosen, has_older=True)
    with _naming(str(older.file)):
        return api.change(
            form,
            older.sheet,
            content,
            given.folder,
            lock=lock,
            accept=given.accept,
            **chosen,
        )


@contextmanager
def _naming(file: str) -> Iterator[None]:
    """Name the older sheet, or the export, in an error about the whole of it."""
    try:
        yield
    except (EncryptedError, LossError, PdfError) as error:
        raise error.about(file) from None


def _read_sheet(path: Path, password_file: Path | None) -> Read:
    """Read the older sheet. An error names the file, and the option for its password."""
    from ...reader.sheet import read as read_pdf

    password = optional_password(password_file)
    try:
        return read_pdf(read_input(path, PdfError), password=password)
    except (PdfError, EncryptedError) as error:
        if str(error).startswith(f"{path}:"):
            raise
        code = "needs-password:source" if error.code == "needs-password" else ""
        raise error.about(str(path), code=code) from None


def _encrypted(pdf: bytes, password_file: Path | None) -> bytes:
    """Encrypt with the password in a file, or with one that is asked for on the terminal."""
    from ... import api

    password = new_password(password_file)
    try:
        return api.encrypt(pdf, password)
    except UsageError as error:
        if password_file:
            raise error.about(str(password_file)) from None
        raise
