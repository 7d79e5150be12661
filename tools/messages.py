"""Collect the phrases of the code for translation, and compile what was translated.

`make messages` runs it. A phrase that is new stands in each `assets/messages/LANG/…/mlmp_print.po`
afterwards, with an empty translation; one that is gone is taken out.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from mlmp_print.cli.commands import main as command_line

ROOT = Path(__file__).resolve().parent.parent
CATALOGS = ROOT / "assets" / "messages"
OUR_CALLS = {"Phrase": None, "PhraseTemplate": None}
CLICK_CALLS = {"_": None, "ngettext": (1, 2)}
CLICKS_VALUES = ["required"]  # what click looks up by a value, which no reader of its code sees
WIDTH = 100
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
HEADER = "# What mlmp_print says to people. `make messages` collects the phrases of the code.\n#"


def phrases() -> Catalog:
    """Return the phrases of the package, and those of click that a user of it may read."""
    catalog = Catalog(project="mlmp_print", header_comment=HEADER, fuzzy=False)
    for file, (_, message, comments, _) in _extracted():
        if message:
            catalog.add(message, locations=[(file, 0)], auto_comments=comments)
    return catalog


def _extracted() -> Iterator[tuple[str, tuple[int, object, list[str], object]]]:
    for path in sorted((ROOT / "mlmp_print").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        with path.open("rb") as file:
            for found in extract("python", file, OUR_CALLS, ["For translators:"]):
                yield name, found
    for name, command in [("", command_line), *command_line.commands.items()]:
        yield f"mlmp_print/cli/commands/{name or '__init__'}.py", (0, command.phrase, [], None)
    for text in CLICKS_VALUES:
        yield "click/core.py", (0, text, [], None)
    for item in sorted(files("click").iterdir(), key=lambda item: item.name):
        if item.name.endswith(".py"):
            for found in extract("python", io.BytesIO(item.read_bytes()), CLICK_CALLS):
                yield f"click/{item.name}", found


def catalog_files() -> list[Path]:
    """Return the `.po` files, one a language."""
    return sorted(CATALOGS.glob("*/LC_MESSAGES/mlmp_print.po"))


def updated(path: Path, collected: Catalog) -> tuple[bytes, bytes]:
    """Return a `.po` file with the phrases that were collected, and the `.mo` file of it."""
    lang = path.parts[-3]
    with path.open("rb") as file:
        catalog = read_po(file, locale=lang, domain="mlmp_print")
    catalog.update(collected, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = HEADER
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=WIDTH, sort_output=True, include_lineno=False, omit_header=True)
    header = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: {lang}\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    text = header.encode() + po.getvalue()
    compiled = read_po(io.BytesIO(text), locale=lang)
    compiled.creation_date = compiled.revision_date = NO_TIME  # else each run makes other bytes
    write_mo(mo, compiled)
    return text, mo.getvalue()


def main() -> int:
    """Bring every catalog up to date, and say what is not translated yet."""
    collected = phrases()
    missing = 0
    for path in catalog_files():
        po, mo = updated(path, collected)
        path.write_bytes(po)
        path.with_suffix(".mo").write_bytes(mo)
        catalog = read_po(io.BytesIO(po))
        empty = [message for message in catalog if message.id and not translated(message)]
        print(f"{path.parts[-3]}: {len(catalog)} phrases, {len(empty)} without a translation")
        missing += len(empty)
    return 1 if missing else 0


def translated(message: object) -> bool:
    """Return whether every form of a message has a translation."""
    string = message.string
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    sys.exit(main())
