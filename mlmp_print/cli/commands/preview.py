"""The command `preview`."""

from __future__ import annotations

from pathlib import Path

from ...model.errors import EncryptedError, PdfError, UsageError
from ...model.limits import PREVIEW_DPI_LEAST, PREVIEW_DPI_MOST
from ...model.phrases import Phrase
from ..group import command
from ..input import check_one_stdin, optional_password, read_input
from ..options import file_argument, force_option, number_option, output_option, path_option
from ..output import deliver


@command(
    "mlmp-print preview peter.pdf -o peter.png",
    "mlmp-print preview peter.pdf --page 2 --dpi 150 -o goals.png",
)
@file_argument("pdf", metavar="PDF")
@output_option
@force_option
@number_option(
    "--page",
    default=1,
    least=1,
    help=Phrase("Which page."),
)
@number_option(
    "--dpi",
    default=96,
    least=PREVIEW_DPI_LEAST,
    most=PREVIEW_DPI_MOST,
    help=Phrase("Dots per inch. The most are 600 for A4 and 450 for A3."),
)
@path_option(
    "--password-file",
    help=Phrase("The file whose first line is the password of the PDF."),
)
def preview(
    pdf: Path, output: Path | None, force: bool, page: int, dpi: int, password_file: Path | None
) -> None:
    """Draw a page of a PDF as a PNG, with its fields as a viewer shows them."""
    from ...pdf.preview import png

    check_one_stdin(pdf, password_file, names=["PDF", "--password-file"])
    data = read_input(pdf, PdfError)
    password = optional_password(password_file)
    try:
        picture = png(data, page, dpi, password)
    except (PdfError, EncryptedError, UsageError) as error:
        raise error.about(str(pdf)) from None
    inputs = [path for path in (pdf, password_file) if path]
    deliver(picture, output, inputs=inputs, force=force)
