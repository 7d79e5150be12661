"""Draw a large sample of all papers that our forms can be, and look for two that are told apart by
nothing: their codes say the same, and people mark them in other places.

    python benchmarks/panel_layouts.py [--count 2000] [--seed 1]

There are some fifty thousand settings, times languages, sizes of paper, inks, prints and looks. The
tests try the ends of each setting, and pairs of them. A paper that cannot be told from another ends
the run with exit code 1; the codes are named.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mlmp_print.definitions import load as forms
from mlmp_print.draw.paper import SIZES
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from paper_layouts import SIX_THEMES, Pile, Settings

SEVEN_THEMES = 'name = "Nørre Strandby"\nthemes = "vum7"\n'
FORMS = tuple(name for name in forms.names() if forms.load(name, looks.load()).marks)


def papers(chance: random.Random, files: list[Path | None]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Choose papers at random, for ever; forms with more settings come more often."""
    weights = [1 + 4 * len(forms.load(name, looks.load()).settings) ** 2 for name in FORMS]
    while True:
        (name,) = chance.choices(FORMS, weights)
        options = {
            "lang": chance.choice(languages()),
            "size": chance.choice(SIZES),
            "ink": chance.choice(looks.INKS),
            "large": chance.choice((False, True)),
            "look": chance.choice(files),
        }
        yield name, {"settings": some_settings(name, chance, large=options["large"]), **options}


def some_settings(name: str, chance: random.Random, *, large: bool) -> Settings:
    """Choose any of a form's settings: about half of them, lists shorter rather than long."""
    form = forms.load(name, looks.load(large=large))
    settings: Settings = {}
    for key, listing in form.lists.items():
        if chance.random() < 0.5:
            most = min(listing.most, max(listing.least, 8)) if chance.random() < 0.8 else None
            settings[key] = chance.randint(listing.least, most or listing.most)
    for option, choices in form.options:
        if chance.random() < 0.5:
            settings[option] = chance.choice(choices)
    return settings


def main() -> int:
    """Draw the sample, and say what was found; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="how many papers are drawn")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    pile, start = Pile(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        files: list[Path | None] = [None]
        for number, look in enumerate((SIX_THEMES, SEVEN_THEMES)):
            file = Path(folder) / f"look-{number}.toml"
            file.write_text(look, encoding="utf-8")
            files.append(file)
        sample = papers(random.Random(given.seed), files)
        for _, (name, options) in zip(range(given.count), sample, strict=False):
            pile.add(name, **options)
    seconds = time.perf_counter() - start
    print(
        f"{given.count:,} papers, {len(pile.boxes):,} panels with codes of their own, "
        f"{len(pile.conflicts)} of them for two papers; {seconds:.0f} s"
    )
    for code in sorted(pile.conflicts):
        print(code)
    return 1 if pile.conflicts else 0


if __name__ == "__main__":
    raise SystemExit(main())
