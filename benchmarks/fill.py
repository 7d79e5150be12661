"""What does one filled plan cost? CPU time per document, of several ways to fill the same blank with the same answers.

    python benchmarks/fill.py

Before anything is timed, a file of each way is read back by this kit; where an answer in it is not the one asked for, the
run says so and ends with exit code 1.
"""

from __future__ import annotations

import gc
import io
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import pypdf

from mlmp_print import answers, forms, ink, verbs
from mlmp_print import look as looks
from mlmp_print.model import Form
from mlmp_print.pdf.compile import compile_plate

FORM, LANG, SIZE = "visual-plan", "da", "a4"
SECONDS = 0.2  # of CPU time for one measurement, at least
ROUNDS = 7  # measurements of each way, taken in turns; the best one counts

ANSWERS: dict[str, Any] = {
    "name": "Peter Bjørn Sørensen",
    "date": "2026-11-22",
    "purpose": "At Peter får et selvstændigt liv i egen bolig, med venner og et arbejde, han er glad for.",
    "parking_lot": "Naboen spiller for høj musik om aftenen. Det taler vi om til næste møde.",
    "wishing_well": "At rejse til Japan og se kirsebærtræerne blomstre",
    "notes": "Næste møde: 1. maj",
    "goals": [
        {"text": "vaske mit tøj selv hver anden uge", "theme": "practical_tasks", "score_now": 2, "score_expected": 1, "notes": "Trine viser det første gang"},
        {"text": "tage bussen til arbejde uden støtte", "theme": "mobility", "score_now": 3, "score_expected": 2, "notes": "Vi øver ruten sammen"},
        {"text": "lave en opsparing til rejsen", "theme": "society", "score_now": 2.5, "score_expected": 1.5, "disagrees": True, "notes": "Spørg i banken"},
    ],
}


@dataclass(frozen=True)
class Way:
    """One way to fill the form, and what it does and does not do."""

    name: str
    fill: Callable[[], bytes]
    does: str


@dataclass(frozen=True)
class Stored:
    """The answers as other programs want them: texts, and states of buttons, by full field name."""

    texts: dict[str, str]
    states: dict[str, str]


def stored(form: Form) -> Stored:
    values = answers.check(form, ANSWERS)
    kinds = {place.path: place.kind for place in form.places() if place.path in values}
    said = {path: kind.store(values[path]) for path, kind in kinds.items()}
    return Stored({path: said[path] for path in said if not kinds[path].states}, {path: said[path] for path in said if kinds[path].states})


def with_pypdf(blank: bytes, given: Stored) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    values = {**given.texts, **{path: f"/{state}" for path, state in given.states.items()}}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_pikepdf(blank: bytes, given: Stored, appearances: str) -> bytes:
    import pikepdf.form  # noqa: PLC0415 - may not be installed

    with pikepdf.open(io.BytesIO(blank)) as pdf:
        fields = pikepdf.form.Form(pdf, getattr(pikepdf.form, appearances))
        for path, text in given.texts.items():
            fields[path].value = text
        for path, state in given.states.items():
            field = fields[path]
            if isinstance(field, pikepdf.form.CheckboxField):
                field.checked = True
            else:
                field.value = pikepdf.Name(f"/{state}")
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def drawn_anew(form: Form, look: looks.Look) -> bytes:
    wording = looks.Wording(form, look)
    plate = compile_plate(ink.draw(form, look, SIZE), wording, forms.schema(form, wording))
    return plate.fill(answers.check(form, ANSWERS))[0]


def ways(form: Form, look: looks.Look, blank: bytes) -> list[Way]:
    """The kit first: the others are compared with it."""
    template, given = verbs.template(FORM, lang=LANG, size=SIZE), stored(form)
    found = [
        Way("mlmp_print Template.fill", lambda: template.fill(ANSWERS).pdf, "checks the answers; wraps and fits texts; colours the goal cards"),
        Way("pypdf update_page_form_…", lambda: with_pypdf(blank, given), "parses the blank each time; long texts are cut off; colours no cards"),
    ]
    if find_spec("pikepdf"):
        plain = partial(with_pikepdf, blank, given, "DefaultAppearanceStreamGenerator")
        wrapping = partial(with_pikepdf, blank, given, "ExtendedAppearanceStreamGenerator")
        found.append(Way("pikepdf, plain", plain, "the same"))
        found.append(Way("pikepdf, extended", wrapping, "the same, but wraps texts, all at one size"))
    return [*found, Way("ReportLab, drawn anew", partial(drawn_anew, form, look), "what Template.fill does, after drawing and compiling the blank each time")]


def differences(form: Form, pdf: bytes) -> list[str]:
    """The paths at which what is read from a file is not what was asked."""
    asked, found = answers.check(form, ANSWERS), answers.check(form, verbs.read(pdf).answers)
    return sorted(path for path in asked.keys() | found.keys() if asked.get(path) != found.get(path))


def cost(fill: Callable[[], bytes]) -> float:
    """CPU seconds of one call, from as many calls as take `SECONDS`."""
    gc.collect()
    calls, start = 0, time.process_time()
    while (spent := time.process_time() - start) < SECONDS:
        fill()
        calls += 1
    return spent / calls


def main() -> int:
    look = looks.load(LANG)
    form = forms.load(FORM, look)
    blank = verbs.blank(FORM, lang=LANG, size=SIZE)
    contenders = ways(form, look, blank)
    filled = {way.name: way.fill() for way in contenders}
    faults = {name: paths for name, pdf in filled.items() if (paths := differences(form, pdf))}
    rounds = [[cost(way.fill) for way in contenders] for _ in range(ROUNDS)]
    best = {way.name: min(costs) for way, *costs in zip(contenders, *rounds, strict=True)}

    libraries = " · ".join(f"{name} {version(name)}" for name in ("mlmp-print", "reportlab", "pypdf", "pikepdf") if find_spec(name.replace("-", "_")))
    print(f"{FORM}, {LANG}, {SIZE}, {len(form.places())} questions, {len(answers.check(form, ANSWERS))} answered. Blank: {len(blank):,} bytes.")
    print(f"CPU time per document, best of {ROUNDS} measurements of at least {SECONDS:g} s.\n")
    width = max(map(len, best))
    print(f"{'':{width}}  {'ms':>8}  {'ratio':>6}  {'bytes':>8}  {'answers':8}")
    for way in contenders:
        spent, ratio = best[way.name], best[way.name] / best[contenders[0].name]
        verdict = "differ" if way.name in faults else "right"
        print(f"{way.name:{width}}  {spent * 1000:8.2f}  {ratio:6.0f}  {len(filled[way.name]):8,}  {verdict:8}  {way.does}")
    print(f"\nPython {platform.python_version()} · {platform.platform()} · {platform.machine()}\n{libraries}")
    for name, paths in faults.items():
        print(f"{name}: other answers than asked for at {', '.join(paths)}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
