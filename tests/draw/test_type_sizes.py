"""Everything on a sheet is large enough to read and to hit, and nothing lies on anything else.

Usual print has no type under 9 pt but the footer, large print none under 14 pt. What is too small
on a sheet is named all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import pytest
import type_sizes
from type_sizes import LARGE, USUAL, Measured

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.paper import ENLARGED, PAPERS, SIZES
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages
from mlmp_print.look.wording import Wording
from mlmp_print.model.kinds import Text

FORMS = forms.names()
LONG = "Jeg vil gerne selv bestemme, hvem der kommer hos mig. " * 12

# What may be smaller or lie on something, with the reason: form → pattern of the fault → reason.
EXCEPTIONS: dict[str, dict[str, str]] = {}


class Variant(NamedTuple):
    """One way to draw a form. Its `str` is the test's id."""

    form: str
    lang: str
    size: str
    large: bool
    setting: tuple[str, int | str] | None = None

    def __str__(self) -> str:
        name = f"{self.form}-{self.lang}-{self.size}" + ("-large" if self.large else "")
        return f"{name}-{self.setting[0]}={self.setting[1]}" if self.setting else name

    @property
    def quick(self) -> bool:
        """Whether `make check` tries it: the usual sheet, and the one with the least room."""
        ends = ("da", "a4", False), ("de", "a4", True)
        return self.setting is None and (self.lang, self.size, self.large) in ends


def settings(form: str) -> Iterator[tuple[str, int | str]]:
    """The ends of each of a form's settings and of the room for entries in its lists."""
    usual = forms.load(form, looks.load())
    for name, choices in usual.options:
        yield from ((name, choice) for choice in {choices[1], choices[-1]})
    for key, listing in usual.lists.items():
        counts = {listing.least, listing.most} - {listing.count}
        yield from ((key, count) for count in sorted(counts))


def variants() -> Iterator[Any]:
    """Every form in each language, size and print, and in Danish with each of its settings."""
    found = [Variant(*choice) for choice in product(FORMS, languages(), SIZES, (False, True))]
    for form, large in product(FORMS, (False, True)):
        found += [Variant(form, "da", "a4", large, setting) for setting in settings(form)]
    for variant in found:
        marks = () if variant.quick else pytest.mark.slow
        yield pytest.param(variant, id=str(variant), marks=marks)


every_variant = pytest.mark.parametrize("variant", [*variants()])


@cache
def template(variant: Variant) -> mlmp.Template:
    form, lang, size, large, setting = variant
    chosen = dict([setting]) if setting else {}
    return mlmp.template(form, lang=lang, size=size, large=large, settings=chosen)


def faults(variant: Variant, pages: Iterator[Measured]) -> list[str]:
    """Everything that is wrong with pages, without the exceptions."""
    wanted = LARGE if variant.large else USUAL
    scale = PAPERS[variant.size, template(variant).form.orientation].scale
    found: list[str] = []
    for page in pages:
        found += type_sizes.small_type(page, wanted, scale)
        found += type_sizes.small_targets(page, wanted)
        found += type_sizes.collisions(page)
        found += type_sizes.off_paper(page)
    excepted = EXCEPTIONS.get(variant.form, {})
    return [fault for fault in found if not any(re.search(known, fault) for known in excepted)]


@every_variant
def test_a_blank_is_large_enough_and_nothing_overlaps(variant: Variant) -> None:
    found = faults(variant, type_sizes.pages(template(variant).fill({}).pdf))
    assert not found, "\n".join(["", *found])


@every_variant
def test_a_full_sheet_is_large_enough_to_read(variant: Variant) -> None:
    """Every text is too long for its box: it shrinks as far as it may, and goes on at the end."""
    made = template(variant)
    wanted = LARGE if variant.large else USUAL
    scale = PAPERS[variant.size, made.form.orientation].scale
    found = [
        fault
        for page in type_sizes.pages(made.fill(long_answers(made)).pdf, shown=True)
        for fault in [*type_sizes.small_type(page, wanted, scale), *type_sizes.off_paper(page)]
    ]
    assert not found, "\n".join(["", *found])


def long_answers(made: mlmp.Template) -> dict[str, Any]:
    """The form's example, with every text in it made long."""

    def longer(value: Any, pattern: str) -> Any:
        match value:
            case dict():
                return {
                    key: longer(inner, f"{pattern}.{key}" if pattern else key)
                    for key, inner in value.items()
                }
            case list():
                return [longer(inner, pattern) for inner in value]
            case str() if isinstance(kinds.get(pattern), Text):
                return LONG.strip()
        return value

    kinds = {place.pattern: place.kind for place in made.form.places()}
    example = forms.example(made.form, Wording(made.form, made.look))
    without_pictures = {key: value for key, value in example.items() if "picture" not in key}
    longest: dict[str, Any] = longer(without_pictures, "")
    return longest


def test_a_page_that_is_enlarged_is_measured_enlarged() -> None:
    """So the measure is that of the paper: a heading on A3 has 1.41 times its size on A4."""
    heading = {}
    for size in ("a4", "a3"):
        page = next(type_sizes.pages(mlmp.blank("goal-staircase", size=size)))
        heading[size] = max(words.size for words in page.words)
    assert heading["a3"] == pytest.approx(heading["a4"] * ENLARGED)


def test_what_is_too_small_or_lies_on_something_is_named() -> None:
    """The measure finds faults: those of usual print by the wishes for large print."""
    page = next(type_sizes.pages(mlmp.blank("plan-agreement")))
    assert any("has 12.00 pt, not 14" in fault for fault in type_sizes.small_type(page, LARGE, 1))
    small = [*type_sizes.small_targets(page, LARGE)]
    assert any("has type of 12 pt, not 16" in fault for fault in small)
    first, *others = page.words
    moved = replace(page, words=(first, first, *others))
    assert any(f"{first.text!r} lies on" in fault for fault in type_sizes.collisions(moved))
    box = next(target.box for target in page.targets if target.is_text)
    inside = first._replace(left=box[0], bottom=box[1], right=box[2], top=box[3])
    crossing = [*type_sizes.collisions(replace(page, words=(inside,)))]
    assert any("crosses the field" in fault for fault in crossing)
    outside = replace(page, words=(first._replace(right=page.size[0] - 10),))
    assert any("runs off the paper" in fault for fault in type_sizes.off_paper(outside))
