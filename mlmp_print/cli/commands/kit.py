"""The command `kit`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ...model.phrases import Phrase, translated
from ..group import command
from ..options import (
    force_option,
    form_argument,
    language_option,
    option,
    output_folder_option,
    print_options,
    size_option,
)
from ..output import tell


@command(
    "mlmp-print kit -o kit", "mlmp-print kit visual-plan our-form.toml --look look.toml -o our-kit"
)
@form_argument(metavar=Phrase("[FORM]..."), nargs=-1)
@output_folder_option(
    "-o",
    "--output",
    required=True,
    metavar=Phrase("FOLDER"),
    help=Phrase("Where to write; open its index.html."),
)
@force_option
@language_option(default="", help=Phrase("Only in this language."))
@size_option(default="", help=Phrase("Only in this size."))
@option(
    "--variants",
    is_flag=True,
    help=Phrase("Add each sheet in large print, in grey, with words for scores, and filled in."),
)
@print_options
def kit(form: tuple[str, ...], output: Path, force: bool, variants: bool, **look: Any) -> None:
    """Draw every form, or those named, in every language and size.

    A page in the folder shows pictures to pick from; the JSON Schema of each form lies beside it,
    and the sets for a course, each in one PDF. A setting goes to every form that has it.
    """
    from ... import files
    from ...kit import kit as kits

    plan = kits.plan(form, variants=variants, **look)
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=plan.sheets, label=translated(Phrase("Drawing")), file=sys.stderr, hidden=hidden
    ) as bar:
        contents = plan.build(lambda: bar.update(1))
    files.write_all(output, contents, force=force, mode=0o666)
    tell(Phrase("Open {page} in a browser.", page=output / "index.html"))
