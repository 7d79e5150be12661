"""The command `blank`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...model.phrases import Phrase
from ..group import command
from ..options import (
    force_option,
    form_argument,
    look_options,
    output_or_folder_option,
    usage_error,
)
from ..output import STDOUT, deliver
from ..path_types import check_file_name, check_folder_name


@command(
    "mlmp-print blank visual-plan -o plan.pdf",
    "mlmp-print blank visual-plan --lang en --size a3 --ink gray -o plan-a3.pdf",
)
@form_argument(metavar=Phrase("FORM..."), nargs=-1, required=True)
@output_or_folder_option
@force_option
@look_options
def blank(form: tuple[str, ...], output: Path | None, force: bool, **look: Any) -> None:
    """Draw an empty form as a PDF. Several forms go into the folder PATH."""
    from ... import api, files

    if len(form) == 1:
        check_file_name(output)
        deliver(api.blank(form[0], **look), output, force=force)
        return
    if output is None or output == STDOUT:
        raise usage_error(Phrase("Several forms need a folder: name it with -o."))
    check_folder_name(output)
    blanks = {
        f"{template.form.name}-{template.look.lang}-{template.size}.pdf": template.fill({}).pdf
        for template in api.templates(form, **look)
    }
    files.write_all(output, blanks, force=force)
