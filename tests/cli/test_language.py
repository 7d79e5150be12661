"""The command line says everything in the language of the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from marking import slow_unless
from processes import PATIENCE
from repository import ROOT

from mlmp_print.look import catalogs

sys.path.append(str(ROOT))

from benchmarks.scan.conditions import CONDITIONS
from benchmarks.scan.sheets import OWN_FORM, SHEETS
from benchmarks.scan.simulate import simulate

SCRIPT = Path(sys.executable).with_name("mlmp-print")


def said(*args: str, **environment: str) -> str:
    """What the program says on both streams, with these variables and no others on language."""
    unset = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    plain = {name: value for name, value in os.environ.items() if name not in unset}
    done = subprocess.run(
        [SCRIPT, *args],
        env={**plain, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


ENGLISH = "There is no form “visual-plam”."


ENVIRONMENTS = [
    ({"LANG": "da_DK.UTF-8"}, "da"),
    ({"LC_MESSAGES": "de_AT@euro", "LANG": "da_DK.UTF-8"}, "de"),
    ({"LC_ALL": "da_DK", "LC_MESSAGES": "de_DE"}, "da"),
    ({"LANGUAGE": "nb:da:de", "LANG": "en_US.UTF-8"}, "da"),
    ({"LANGUAGE": "de"}, "de"),
    ({"LANGUAGE": "", "LANG": "da_DK.UTF-8"}, "da"),
    ({"LANGUAGE": "en:da"}, "en"),
    ({"LC_ALL": "C", "LANG": "da_DK.UTF-8"}, "en"),
    ({"LANG": "fr_FR.UTF-8"}, "en"),
    ({"LANGUAGE": "../da", "LANG": "\x1b[31m"}, "en"),
    ({}, "en"),
]


@pytest.mark.parametrize(
    ("environment", "lang"),
    [slow_unless(at % 3 == 0, *case) for at, case in enumerate(ENVIRONMENTS)],
)
def test_the_language_is_that_of_the_environment_as_gettext_has_it(environment, lang):
    answer = said("blank", "visual-plam", **environment)
    assert (ENGLISH in answer) == (lang == "en")
    expected = catalogs.load_catalog(lang).translate("There is no form {name}. {remedy}")
    assert (expected or ENGLISH).partition("{")[0] in answer


@pytest.mark.parametrize("lang", ["da", "de"])
def test_click_speaks_the_same_language(lang):
    translate = catalogs.load_catalog(lang).translate
    of_all = ["Options", "Show the version and exit.", "Show this message and exit.", "Commands"]
    for args, phrases in (
        (["blank"], ["Usage:"]),
        (["--help"], of_all),
        (["fill", "--help"], ["Examples", "Write over a file that exists."]),
    ):
        answer = " ".join(said(*args, LANGUAGE=lang).split())
        for phrase in phrases:
            words = translate(phrase) or ""
            assert words != phrase or lang == "de"
            assert " ".join(words.split()) in answer


def test_the_language_of_the_sheet_is_another_matter(tmp_path):
    blank = tmp_path / "blank.pdf"
    assert said("blank", "visual-plan", "--lang", "de", "-o", str(blank), LANGUAGE="da") == ""
    assert b"/Lang (de" in blank.read_bytes()


def test_what_is_to_be_typed_from_paper_is_said_in_it_too(tmp_path):
    picture, _ = simulate(SHEETS["own-form"], 0, CONDITIONS["copier"], 1)
    picture.save(tmp_path / "scan.png", dpi=(200, 200))
    shown = said("scan", str(tmp_path / "scan.png"), "--form", str(OWN_FORM), LANG="da_DK.UTF-8")
    assert "tekster eller billeder i hånden" in shown
    assert "there are texts" not in shown
