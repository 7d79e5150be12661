"""What there is to know of forms without drawing them: which there are, examples, columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Unpack

from ..look import look as looks
from ..look.assets import languages
from ..look.look import DrawOptions
from ..look.wording import Wording
from ..model.arguments import check_arguments
from . import load


@dataclass(frozen=True)
class FormTitle:
    """How a form is called in one language: its title, and the name of its sheet."""

    title: str
    sheet: str


@dataclass(frozen=True)
class FormInfo:
    """What there is to know of one form.

    Attributes:
        name: By which every function knows it.
        version: Of its definition.
        pages: How many panels it has.
        languages: How it is called, by language.
    """

    name: str
    version: int
    pages: int
    languages: Mapping[str, FormTitle]


def forms() -> tuple[FormInfo, ...]:
    """Return our forms, in the order of their names.

    >>> last = mlmp.forms()[-1]
    >>> last.name, last.languages["en"].sheet
    ('yearly-cycle', 'The year of the plan')
    """
    return tuple(map(_info, load.names()))


def _info(name: str) -> FormInfo:
    titles: dict[str, FormTitle] = {}
    for lang in languages():
        look = looks.load(lang)
        form = load.load(name, look)
        wording = Wording(form, look)
        titles[lang] = FormTitle(wording.title, wording.name)
    return FormInfo(name, form.version, len(form.panels()), titles)


def example(form: str, **options: Unpack[DrawOptions]) -> dict[str, Any]:
    """Return example answers, ready for `fill`.

    Args:
        form: The name of a form, or the path of a definition that ends in `.toml`.
        options: How the form would be drawn; the language is that of the answers.

    Raises:
        UsageError: There is no such form, language or setting.
        DefinitionError: The definition of the form, or the look file, has a mistake.

    >>> answers = mlmp.example("wishing-well", lang="en")
    >>> mlmp.check("wishing-well", answers).faults
    ()
    """
    return load.example(*_worded(form, options))


def columns(form: str, **options: Unpack[DrawOptions]) -> dict[str, str]:
    """Return path → heading of the column, for every question that the form has room for.

    A table with these headings, or with the paths, is understood by `batch`.

    Args:
        form, options: As for `example`; the language is that of the headings.

    Raises as `example` does.

    >>> mlmp.columns("visual-plan", lang="en", settings={"goals": 3})["goals.3.score_now"]
    'Current score 3'
    """
    return load.columns(*_worded(form, options))


def _worded(name: str, options: DrawOptions) -> Any:
    """The form that a caller names, and its words."""
    check_arguments(form=name)
    look = looks.of_options(options)
    form = load.load(name, look, options.get("settings"))
    return form, Wording(form, look)
