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
    output_file_option,
    output_or_folder_option,
    usage_error,
)
from ..output import STDOUT, Delivery, deliver
from ..path_types import check_file_name, check_folder_name


@command(
    "mlmp-print blank visual-plan -o plan.pdf",
    "mlmp-print blank visual-plan --lang en --size a3 --ink gray -o plan-a3.pdf",
)
@form_argument(metavar=Phrase("FORM..."), nargs=-1, required=True)
@output_or_folder_option
@output_file_option(
    "--layout",
    metavar=Phrase("FILE.json"),
    help=Phrase(
        "Write where people mark on every panel, for the archive: a scan can be read by it when "
        "the form is drawn otherwise. Without -o, nothing else is written."
    ),
)
@force_option
@look_options
def blank(
    form: tuple[str, ...], output: Path | None, layout: Path | None, force: bool, **look: Any
) -> None:
    """Draw an empty form as a PDF. Several forms go into the folder PATH."""
    if layout is None:
        _deliver_blanks(form, output, force=force, **look)
        return
    if output is not None and output.absolute() == layout.absolute():
        raise usage_error(Phrase("--layout and -o name the same file."))
    with Delivery(layout, force=force, binary=False, argument="layout") as delivery:
        delivery.add(_layouts(form, **look))
        if output is not None:
            _deliver_blanks(form, output, force=force, **look)


def _deliver_blanks(
    forms: tuple[str, ...], output: Path | None, *, force: bool, **look: Any
) -> None:
    """Write one blank, or several into a folder."""
    from ... import api, files

    if len(forms) == 1:
        check_file_name(output)
        deliver(api.blank(forms[0], **look), output, force=force)
        return
    if output is None or output == STDOUT:
        raise usage_error(Phrase("Several forms need a folder: name it with -o."))
    check_folder_name(output)
    blanks = {
        f"{template.form.name}-{template.look.lang}-{template.size}.pdf": template.fill({}).pdf
        for template in api.templates(forms, **look)
    }
    files.write_all(output, blanks, force=force)


def _layouts(forms: tuple[str, ...], **look: Any) -> bytes:
    """The layouts of all panels of the forms, as JSON."""
    from ... import api
    from ...pdf.layout_json import layouts_bytes

    templates = api.templates(forms, **look)
    return layouts_bytes(
        layout for template in templates for layout in template.compiled_form().layouts
    )
