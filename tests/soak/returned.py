"""What a municipality gets back: a folder of good, foreign, broken, encrypted and repeated files.

It becomes one table, and a list of the files that were left out.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any

import hostile
import people
import pikepdf
import viewers
from PIL import Image
from shown import Shown, command

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms

OTHER_FORMS = tuple(name for name in forms.names() if name != people.FORM)
HTML = b"<!DOCTYPE html><title>Log in</title><p>Your session has expired."


@cache
def _template(form: str, lang: str = "da") -> mlmp.Template:
    return mlmp.template(form, lang=lang)


def plan(number: int, sheet_id: str = "0") -> bytes:
    """Somebody's plan as we fill it."""
    return (
        _template(people.FORM, ("da", "en", "de")[number % 3])
        .fill({**people.plan(number), "name": f"Person {number}"}, sheet_id=sheet_id)
        .pdf
    )


def other(number: int) -> bytes:
    """One of the other sheets; every second one is as good as empty."""
    made = _template(OTHER_FORMS[number % len(OTHER_FORMS)])
    return made.fill(
        {place.path: f"Person {number}" for place in made.form.places() if place.path == "name"}
    ).pdf


def saved(number: int, viewer: Callable[..., list[bytes]]) -> bytes:
    """A plan that somebody wrote on in a viewer, and saved."""
    return viewer(
        [viewers.Visit(plan(number), {"notes": f"skrevet {number}"}, {"goals.1.score_now": "1"})]
    )[0]


def undrawn(number: int) -> bytes:
    """A plan that a program wrote on without drawing it."""
    with pikepdf.open(io.BytesIO(plan(number))) as document:
        hostile.field(document, "notes").V = pikepdf.String("senere")
        return hostile.saved(document)


def acting(number: int) -> bytes:
    """A plan with a script, a program to start and links inside."""
    with pikepdf.open(io.BytesIO(plan(number))) as document:
        hostile.actions(document)
        return hostile.saved(document)


def scan(number: int) -> bytes:
    """A picture of a page, as a scanner makes it."""
    out = io.BytesIO()
    Image.new("L", (210, 297), number % 256).save(out, "PDF")
    return out.getvalue()


def packed(number: int) -> bytes:
    """A Word document with the wrong ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w>{number}</w>")
    return out.getvalue()


def flattened(number: int) -> bytes:
    """A plan printed to PDF: its fields are gone."""
    with pikepdf.open(io.BytesIO(plan(number))) as document:
        document.flatten_annotations()  # takes the form away with its last field
        return hostile.saved(document)


def foreign(number: int) -> bytes:
    """Somebody else's form."""
    return hostile.form_of(b"[10 0 R]", {10: b"<</T (Navn %d) /FT /Tx /V (x)>>" % number})


def cut(number: int) -> bytes:
    """Half an upload."""
    return plan(number)[: random.Random(number).randrange(1, 30_000)]


def shut(number: int) -> bytes:
    """Encrypted with a password that we were not told."""
    return mlmp.encrypt(plan(number), f"kode {number}")


ID = "7K3M9QFS"

# What → how many of 500, how each is made, and whether it gives a row.
KINDS: Mapping[str, tuple[int, Callable[[int], bytes], bool]] = {
    "plan": (200, plan, True),
    "other": (100, other, True),
    "chrome": (20, partial(saved, viewer=viewers.in_pdfium), True),
    "script": (20, partial(saved, viewer=viewers.in_pypdf), True),
    "undrawn": (20, undrawn, True),
    "same": (20, lambda number: plan(number % 2), True),
    "id": (10, lambda number: plan(number, ID), True),
    "shut": (15, shut, False),
    "html": (15, lambda _: HTML, False),
    "cut": (15, cut, False),
    "scan": (15, scan, False),
    "flat": (15, flattened, False),
    "foreign": (15, foreign, False),
    "word": (10, packed, False),
    "empty": (5, lambda _: b"", False),
    "hang": (1, lambda _: hostile.shared_annotations(), False),
    "bomb": (1, lambda _: hostile.bomb_of_objects(), False),
    "lattice": (1, lambda _: hostile.twisted(hostile.lattice), True),
    "script inside": (1, acting, True),
    "xfa": (1, lambda _: hostile.only_xfa(), False),
}


def fill_folder(folder: Path, files: int) -> dict[str, bool]:
    """Fill a folder and its subfolders: the path of each file, and whether it gives a row."""
    numbers, made = count(), dict[str, bool]()
    total = sum(share for share, _, _ in KINDS.values())
    for what, (share, make, row) in KINDS.items():
        for _ in range(
            max(2 if share > 1 else 0, share * files // total)
        ):  # two at least of what is repeated
            number = next(numbers)
            path = folder / f"by {number % 7}" / f"{what} {number}.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(make(number))
            made[str(path)] = row
    return made


def _table(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def shown(place: Path, files: int) -> Iterator[Shown]:
    """Fill a folder with about `files` files, read it, and compare."""
    back = fill_folder(place / "returned", files)
    done = command(
        "read", place / "returned", "-o", place / "answers.csv", "--report", place / "left-out.csv"
    )
    rows, report = _table(place / "answers.csv"), _table(place / "left-out.csv")
    left_out = {line["file"]: line["why"] for line in report if line["what"] == "left out"}
    good, bad = (
        {path for path, row in back.items() if row},
        {path for path, row in back.items() if not row},
    )
    kept = (
        {row["file"] for row in rows} == good
        and left_out.keys() == bad
        and all(left_out.values())
        and done.code == 3
        and "Traceback" not in done.said
    )
    result = (
        f"{len(rows)} rows, {len(left_out)} left out and named, exit code {done.code}, "
        f"{done.seconds:.0f} s, {done.peak / 1e6:.0f} MB"
    )
    yield Shown(
        f"{len(back)} mixed files become one CSV and a list of what was left out and why",
        result,
        kept,
    )
    noted = [
        line["file"] for line in report if line["what"] == "note" and str(place) in line["why"]
    ]
    repeated = (
        sum(Path(path).name.startswith(("same", "id")) for path in back) - 1
    )  # the first with an id repeats nothing
    yield Shown(
        "sheets that are there twice, and several sheets with one id, are named",
        f"{len(noted)} of {repeated}",
        len(noted) == repeated,
    )
