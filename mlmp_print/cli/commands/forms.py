"""The command `forms`."""

from __future__ import annotations

from typing import Any

import click

from ...model.phrases import Phrase, PhraseTemplate, translated
from ..group import command
from ..options import option
from ..output import json_bytes


@command("mlmp-print forms", "mlmp-print forms --json")
@option("--json", "as_json", is_flag=True, help=Phrase("Write the list as JSON."))
def forms(as_json: bool) -> None:
    """List the forms, their sheets and languages."""
    from ...definitions import load as definitions

    entries = [_entry(name) for name in definitions.names()]
    if as_json:
        click.echo(json_bytes(entries), nl=False)
        return
    for entry in entries:
        click.echo(translated(_first_line(entry)))
        for lang, words in entry["languages"].items():
            click.echo(f"    {lang}  {words['title']} · {words['sheet']}")


def _first_line(entry: dict[str, Any]) -> Phrase:
    values = {name: entry[name] for name in ("name", "version", "pages")}
    if entry["pages"] == 1:
        return PhraseTemplate("{name}  (version {version}, 1 page)").phrase(**values)
    return PhraseTemplate("{name}  (version {version}, {pages} pages)").phrase(**values)


def _entry(name: str) -> dict[str, Any]:
    """What the list says of one form."""
    from ...definitions import load as definitions
    from ...look import look as looks
    from ...look.assets import languages
    from ...look.wording import Wording

    titles = {}
    for lang in languages():
        look = looks.load(lang)
        form = definitions.load(name, look)
        wording = Wording(form, look)
        titles[lang] = {"title": wording.title, "sheet": wording.name}
    return {
        "name": name,
        "version": form.version,
        "pages": len(form.panels()),
        "languages": titles,
    }
