"""The part of the kit that git keeps, for staff who open the folder, is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from repository import ROOT

from mlmp_print.kit import kit

KEPT = ROOT / "forms" / "kit"
kept_in_git = pytest.mark.skipif(not KEPT.is_dir(), reason="a source distribution has no built kit")


def drawn(pdf: bytes) -> list[object]:
    """Each page's size, drawing and fields with their questions.

    Compressed bytes may differ between versions of zlib; what a sheet shows and asks may not.
    """
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [
            (list(map(float, page.mediabox)), *content(page), *fields(page))
            for page in opened.pages
        ]


def content(page: pikepdf.Page) -> list[bytes]:
    """The page's content streams, and those of the form XObjects that it draws."""
    contents = page.get("/Contents", pikepdf.Array())  # an empty back has none
    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    objects = page.resources.get("/XObject", {})
    in_order = [objects[name] for name in sorted(objects.keys())]
    forms = [found for found in in_order if found.get("/Subtype") == "/Form"]
    return [stream.read_bytes() for stream in [*streams, *forms]]


def fields(page: pikepdf.Page) -> Iterator[tuple[str, str, list[float]]]:
    """Each widget's full field name, the question that a screen reader says, and its place."""
    for widget in page.get("/Annots", []):
        names, node = [], widget
        while node is not None:
            names.append(str(node.get("/T", "")))
            node = node.get("/Parent")
        name = ".".join(filter(None, reversed(names)))
        question = widget.get("/TU") or widget.get("/Parent", {}).get("/TU")
        yield name, str(question), [round(float(edge), 2) for edge in widget.Rect]


@pytest.mark.slow
def test_a_kept_sheet_is_compared_by_what_it_draws_and_asks_not_by_its_bytes(contents):
    pdf, out = contents["da/score-card-a4.pdf"], BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        packed = pikepdf.ObjectStreamMode.generate
        opened.save(out, recompress_flate=True, object_stream_mode=packed)
    assert out.getvalue() != pdf
    assert drawn(out.getvalue()) == drawn(pdf)
    assert drawn(contents["en/score-card-a4.pdf"]) != drawn(pdf)
    assert drawn(contents["da/score-card-a3.pdf"]) != drawn(pdf)
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.pages[0].Annots[0].TU = "Another question"
        opened.save(changed := BytesIO())
    assert drawn(changed.getvalue()) != drawn(pdf)


def same(name: str, one: bytes, other: bytes) -> bool:
    """Whether two files show the same. Pictures are compared by their size only."""
    if name.endswith(".pdf"):
        return drawn(one) == drawn(other)
    if name.endswith(".png"):
        return Image.open(BytesIO(one)).size == Image.open(BytesIO(other)).size
    return one == other


@kept_in_git
def test_the_kept_part_is_what_would_be_built_now():
    files = [path for path in KEPT.rglob("*") if path.is_file()]
    kept = {path.relative_to(KEPT).as_posix(): path.read_bytes() for path in files}
    current = kit.plan(lang="da", size="a4").build()
    assert kept.keys() == current.keys(), "run “make kit”; remove what is no longer in it"
    old = [name for name in kept if not same(name, kept[name], current[name])]
    assert old == [], "run “make kit”"
