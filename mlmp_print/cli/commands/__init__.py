"""The command line. Each command is a file here; data goes to stdout, messages to stderr.

`--help` is quick: a command imports what is heavy only when it runs.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from ...model.phrases import Phrase
from .. import completion
from ..exit_codes import UNEXPECTED
from ..group import CommandGroup, end_in_order, lacks_memory, tell_no_memory
from ..options import Option, option
from ..streams import open_streams
from .batch import batch
from .blank import blank
from .effects import effects
from .fill import fill
from .forms import forms
from .kit import kit
from .map import draft
from .preview import preview
from .print import print_
from .read import read
from .scan import scan
from .schema import schema


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@option(
    "--traceback",
    is_flag=True,
    help=Phrase("Show where an unexpected error comes from. It may show answers."),
)
@click.version_option(
    package_name="mlmp-print",
    prog_name="mlmp-print",
    cls=Option,
    help=Phrase("Show the version and exit."),
)
def main(traceback: bool) -> None:
    """Sheets for “Mit liv – Min plan”: print them, fill them from JSON, read them back."""


COMPLETE = "_MLMP_PRINT_COMPLETE"  # click's variable: a shell that completes a command sets it


for command in (
    forms,
    blank,
    fill,
    draft,
    batch,
    print_,
    read,
    scan,
    effects,
    schema,
    preview,
    kit,
):
    main.add_command(command)


def run() -> NoReturn:
    """Run the command line; the entry point of the console script."""
    open_streams()
    end_in_order()
    if COMPLETE in os.environ:
        completion.register()
    try:
        main(prog_name="mlmp-print")
    except (MemoryError, SystemError) as error:  # there was no room even to say so
        if not lacks_memory(error):
            raise
        tell_no_memory()
        sys.exit(UNEXPECTED)
    sys.exit(0)
