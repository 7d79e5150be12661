"""The command `forms`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ...model.phrases import Phrase, PhraseTemplate, translated
from ..group import command
from ..options import option
from ..output import json_bytes

if TYPE_CHECKING:
    from ...definitions.about import FormInfo


@command("mlmp-print forms", "mlmp-print forms --json")
@option("--json", "as_json", is_flag=True, help=Phrase("Write the list as JSON."))
def forms(as_json: bool) -> None:
    """List the forms, their sheets and languages."""
    from ...definitions import about

    entries = about.forms()
    if as_json:
        click.echo(json_bytes(list(map(asdict, entries))), nl=False)
        return
    for entry in entries:
        click.echo(translated(_first_line(entry)))
        for lang, words in entry.languages.items():
            click.echo(f"    {lang}  {words.title} · {words.sheet}")


def _first_line(entry: FormInfo) -> Phrase:
    values = {"name": entry.name, "version": entry.version, "pages": entry.pages}
    if entry.pages == 1:
        return PhraseTemplate("{name}  (version {version}, 1 page)").phrase(**values)
    return PhraseTemplate("{name}  (version {version}, {pages} pages)").phrase(**values)
