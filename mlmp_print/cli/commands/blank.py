"""The command `blank`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...model.phrases import Phrase
from ..group import command
from ..options import argument, force_option, look_options, output_option, usage_error
from ..output import STDOUT, deliver


@command(
    "mlmp-print blank visual-plan -o plan.pdf",
    "mlmp-print blank visual-plan --lang en --size a3 --ink gray -o plan-a3.pdf",
)
@argument("form", metavar=Phrase("FORM..."), nargs=-1, required=True)
@output_option
@force_option
@look_options
def blank(form: tuple[str, ...], output: Path | None, force: bool, **look: Any) -> None:
    """Draw an empty form as a PDF. Several forms go into the folder PATH."""
    from ... import api, files

    if len(form) == 1:
        deliver(api.blank(form[0], **look), output, force=force)
        return
    if output is None or output == STDOUT:
        raise usage_error(Phrase("Several forms need a folder: name it with -o."))
    blanks = {
        f"{template.form.name}-{template.look.lang}-{template.size}.pdf": template.fill({}).pdf
        for template in api.templates(form, **look)
    }
    files.write_all(output, blanks, force=force)
