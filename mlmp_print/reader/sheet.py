"""Read one PDF of ours back: its answers, pictures and notes, and how it was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..model.arguments import check_arguments
from ..model.descriptions import beside as beside_path
from ..model.descriptions import description_keys
from ..model.errors import PdfError
from ..model.kinds import Kind
from ..model.limits import PDF_MEMORY, PDF_SECONDS
from ..model.messages import Message
from ..model.paths import flatten, unflatten, without_positions
from ..model.sheet_ids import NO_ID
from ..sandbox import sandbox
from ..sandbox.failures import STOPPED, Failure, pdf_error
from .beside import Beside
from .beside_pictures import with_pictures
from .content import PdfSource, pdf_bytes
from .description import SheetOptions
from .serialize import unpack
from .verdicts import not_checked

# What the sandbox runs. This process imports it only for files that it trusts.
READ = f"{__package__}.in_process:read_to_json"


@dataclass(frozen=True)
class Read:
    """What a PDF holds.

    Attributes:
        form: The name of its form.
        version: Of the form; None where the file does not say.
        language: None where the file does not say.
        answers: As `fill` takes them.
        notes: What was left out, or is odd.
        pictures: The name that `answers` give a picture → its file's bytes.
        kinds: The kind of each question, by its path without positions.
        sheet_id: "0" where the sheet has none.
        drawn: How the sheet was drawn, as far as the file says it.
        others: The values of further fields of a question, which do not count, by path.
        differences: Where the pages, or attached answers, say something else than the fields,
            whose word counts. Only if `read` was called with `check`.
        untold: Where it cannot be told whether they do. Only if `read` was called with `check`.
        beside: What stands on the sheet and in no field: writing, drawings, notes, pages, files,
            signatures. It is in no answer, and there is a note on each.
        exported: Whether the file is FDF or XFDF: the data of a sheet without the sheet.
    """

    form: str
    version: int | None
    language: str | None
    answers: dict[str, Any] = field(repr=False)
    notes: tuple[Message, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    kinds: Mapping[str, Kind] = field(default_factory=dict, repr=False)
    sheet_id: str = NO_ID
    drawn: SheetOptions = field(default_factory=SheetOptions, repr=False)
    others: Mapping[str, tuple[Any, ...]] = field(default_factory=dict, repr=False)
    differences: tuple[Message, ...] = ()
    untold: tuple[Message, ...] = ()
    beside: tuple[Beside, ...] = ()
    exported: bool = False

    def rename_pictures(self, names: Mapping[str, str]) -> dict[str, Any]:
        """The answers with other names for the pictures.

        `names` maps a name in `pictures` to the new one. A picture without one is left out, and so
        is its description, which is no answer alone.
        """
        paths = {name.rpartition(".")[0]: names.get(name) for name in self.pictures}
        gone = [self.description_path(path) for path, name in paths.items() if name is None]
        paths |= dict.fromkeys(filter(None, gone))
        values = {path: paths.get(path, value) for path, value in flatten(self.answers).items()}
        return unflatten({path: value for path, value in values.items() if value is not None})

    def description_path(self, picture: str) -> str:
        """Return the path of the description of the picture at a path; "" if there is none."""
        key = description_keys(self.kinds).get(without_positions(picture))
        path = beside_path(picture, key) if key else ""
        return path if path in flatten(self.answers) else ""


def read(
    source: PdfSource,
    *,
    password: str | None = None,
    check: bool = False,
    crops: bool = False,
    trusted: bool = False,
) -> Read:
    """Read the answers in a PDF of ours, however it was filled, or in FDF or XFDF.

    The file is parsed in a process of its own, which is kept for the next one, and stopped if a
    file takes more than 5 s or 512 MB.

    Args:
        source: A path, the file's bytes, or an open binary file. Its contents tell what it is. FDF
            and XFDF say nothing of their form, which is found by the names of the fields.
        password: For an encrypted file.
        check: Look for `differences` between the fields and the pages too, also between long
            answers and the pages at the end on which they stand.
        crops: Draw what stands `beside` the fields.
        trusted: Parse the file in this process; for files that you have made yourself.

    Raises:
        PdfError: The file is not one of our forms, is broken, or seems to hold several sheets.
        EncryptedError: It needs a password, or another one.
        UsageError: An argument is of a wrong type, or a file is closed.

    >>> import mlmp_print as mlmp
    >>> pdf = mlmp.fill("wishing-well", {"name": "Peter", "date": "2027-05-01"}).pdf
    >>> found = mlmp.read(pdf, trusted=True)
    >>> found.form, found.answers["name"]
    ('wishing-well', 'Peter')
    """
    check_arguments(password=password, check=check, crops=crops, trusted=trusted)
    data = pdf_bytes(source)
    found = (_read_here if trusted else _read_in_sandbox)(data, password, check)
    if not (crops and found.beside) or found.exported:
        return found
    beside, notes = with_pictures(data, found.beside, password, trusted=trusted)
    return replace(found, beside=beside, notes=(*found.notes, *notes))


def _read_here(data: bytes, password: str | None, check: bool) -> Read:
    from .in_process import read_in_process  # noqa: PLC0415 - it imports pypdf

    return read_in_process(data, password, check)


def _read_in_sandbox(data: bytes, password: str | None, check: bool) -> Read:
    notes: tuple[Message, ...] = ()
    try:
        head, pictures = sandbox.run(READ, data, password=password, check=check)
    except PdfError as error:
        if not check or error.code != STOPPED:
            raise
        head, pictures = sandbox.run(READ, data, password=password, check=False)
        notes = (not_checked(),)  # the check took too long, and costs no answers
    try:
        found = Read(**unpack(head, pictures))
        return replace(found, untold=(*found.untold, *notes))
    except (TypeError, ValueError):
        sandbox.stop()
        raise pdf_error(Failure.NONSENSE, PDF_SECONDS, PDF_MEMORY) from None
