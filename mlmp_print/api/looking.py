"""Look without making a sheet: at answers, at the page of a PDF, at where people mark a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

from ..look.look import DrawOptions
from ..model.arguments import check_arguments
from ..model.errors import AnswersError, EncryptedError, PdfError
from ..model.messages import Message
from ..pdf.layout_json import layouts_bytes
from ..pdf.preview import png
from ..reader.content import PdfSource, pdf_bytes
from .functions import kept_template


@dataclass(frozen=True)
class Checked:
    """What `check` finds.

    Attributes:
        faults: Everything that `fill` would refuse.
        notes: What the person who fills the form should know; none while there are faults.
    """

    faults: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()


def check(
    form: str,
    answers: Mapping[str, Any] | PdfSource | None,
    folder: str | Path | None = None,
    **options: Unpack[DrawOptions],
) -> Checked:
    """Check answers as `fill` does, pictures too, without filling a form.

    Args:
        form: The name of a form, or the path of a definition that ends in `.toml`.
        answers: Plain JSON values, as the form’s `schema` describes them; or an FDF or XFDF that
            was exported from a sheet: a path, the bytes, or an open binary file.
        folder: Where the pictures lie that the answers name.
        options: How the form would be drawn; see `DrawOptions`.

    Returns:
        All faults, each with its place, and notes. How long answers are set is not known before
        they are filled in: `fill` has notes on that.

    Raises:
        UsageError, DefinitionError: As `template`; never for the answers.

    >>> checked = mlmp.check("visual-plan", {"date": "in May", "goals": [{"score_now": 5}]})
    >>> [fault.path for fault in checked.faults]
    ['date', 'goals.1.score_now']
    """
    template = kept_template(form, options)
    try:
        return Checked(notes=template.check(answers, folder).notes)
    except (AnswersError, EncryptedError, PdfError) as error:
        return Checked(error.messages)


def layouts(form: str, **options: Unpack[DrawOptions]) -> bytes:
    """Describe every panel of an empty form: where people mark and write on it.

    Keep it in the archive with the sheets. A scan of them can be read by it years later, when the
    form is drawn otherwise, or its look is gone.

    Args:
        form: The name of a form, or the path of a definition that ends in `.toml`.
        options: How the form is drawn; see `DrawOptions`.

    Returns:
        A JSON file. Lengths in it are in mm from the top left corner of the panel.

    Raises:
        UsageError, DefinitionError: As `template`.

    >>> import json
    >>> (panel,) = json.loads(mlmp.layouts("wishing-well"))["panels"]
    >>> [area["kind"] for area in panel["areas"]]
    ['name', 'date', 'text', 'text']
    """
    return layouts_bytes(kept_template(form, options).compiled_form().layouts)


def preview(pdf: PdfSource, *, page: int = 1, dpi: int = 96, password: str | None = None) -> bytes:
    """Draw a page of a PDF as a PNG, with its fields as a viewer shows them.

    The file may come from anywhere: it is drawn in a process of its own, which is stopped if it
    takes more than 5 s or 512 MB.

    Args:
        pdf: A path, the file's bytes, or an open binary file.
        page: Its number, from 1.
        dpi: Dots per inch, 18 to 600.
        password: For an encrypted file.

    Returns:
        The bytes of the PNG.

    Raises:
        UsageError: There is no such page, or an argument is of a wrong type.
        PdfError: The file or the page is broken, or the picture would be too large.
        EncryptedError: It needs a password, or another one.

    >>> png = mlmp.preview(mlmp.blank("wishing-well"), dpi=36)
    >>> png[1:4]
    b'PNG'
    """
    check_arguments(page=page, dpi=dpi, password=password)
    return png(pdf_bytes(pdf, "pdf"), page, dpi, password)
