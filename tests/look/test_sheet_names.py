"""What a sheet calls its questions and choices is what a table's headings and cells may say."""

from __future__ import annotations

import pytest

from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages
from mlmp_print.look.language import cell_words
from mlmp_print.look.sheet_names import SheetNames, every_wording, state_names
from mlmp_print.model.answers import examine
from mlmp_print.model.errors import InvalidValue
from mlmp_print.model.messages import Message, Where, note
from mlmp_print.model.paths import unflatten
from mlmp_print.model.phrases import Phrase
from mlmp_print.tables.column_map import ColumnMap
from mlmp_print.tables.form_columns import FormColumns
from mlmp_print.tables.form_match import FormMatch
from mlmp_print.tables.known_headings import KnownHeadings

FORM = pytest.mark.parametrize("name", forms.names())
LANG = pytest.mark.parametrize("lang", languages())


def names_of(form: str, lang: str = "da", *, typed: bool = False) -> SheetNames:
    return SheetNames(every_wording(forms.load(form, looks.load(lang)), looks.load(lang))[0], typed)


@FORM
@LANG
def test_every_question_is_called_by_a_heading_that_a_table_may_have(name, lang):
    names = names_of(name, lang)
    form = names.wording.form
    headings = {place.path: names.question(place.path) for place in form.all_places()}
    known = KnownHeadings.of(FormColumns(form, grouped=False), [names.wording])
    match = FormMatch.of(known, [*headings.values()], ColumnMap())
    assert match.paths == {heading: path for path, heading in headings.items()}


@FORM
@LANG
def test_every_name_that_a_message_says_is_understood_in_a_cell(name, lang):
    look = looks.load(lang)
    form = forms.load(name, look)
    wordings = every_wording(form, look)
    for place in form.places():
        names = state_names(place, wordings)
        for state in place.kind.states:
            said = place.kind.to_cell(place.kind.check(place.kind.load(state)), names)
            read = place.kind.from_cell(said, names, cell_words())
            assert place.kind.check(read) == place.kind.load(state)


@FORM
@LANG
def test_a_message_names_themes_and_choices_as_the_sheet_does(name, lang):
    look = looks.load(lang)
    form = forms.load(name, look)
    wordings = every_wording(form, look)
    places = [place for place in form.places() if place.kind.name in ("theme", "choice")]
    for place in places:
        names = state_names(place, wordings)
        words_of = [wordings[0].state_words(place, state) for state in place.kind.states]
        on_sheet = [" ".join(words.split()) for words in words_of]  # some have no-break spaces
        with pytest.raises(InvalidValue) as refused:
            place.kind.from_cell("%", names, cell_words())
        assert refused.value.remedy == f"Known: {', '.join(on_sheet)}"
        for state, words in zip(place.kind.states, on_sheet, strict=True):
            for slip in (f"{words[:-1]}%q", f"{state}q"):
                with pytest.raises(InvalidValue) as refused:
                    place.kind.from_cell(slip, names, cell_words())
                assert refused.value.remedy == f"Did you mean “{words}”?"


@FORM
@LANG
def test_in_json_the_key_to_type_stands_with_its_name(name, lang):
    names = names_of(name, lang, typed=True)
    form = names.wording.form
    for place in form.places():
        if place.kind.name not in ("theme", "choice"):
            continue
        for state in place.kind.states:
            words = " ".join(names.wording.state_words(place, state).split())
            for typed in (f"{state}q", words):
                if typed == state:
                    continue
                _, faults = examine(form, unflatten({place.path: typed}), names=names.states)
                [fault] = names.named(faults)
                question = f"“{names.question(place.path)}” ({place.path})"
                assert str(fault).startswith(f"{question}: ")
                assert fault.remedy == f"Did you mean “{state}” ({words})?"


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("goals.2.score_now", "Score nu 2"),
        ("goals.score_now", "Score nu"),
        ("goals", "Mål"),
        ("goals.2", "Mål 2"),
        ("goals.13.text", "Mål 13"),
        ("purpose", "Formål"),
        ("purpose.1", ""),
        ("goals.2.“score”", ""),
        ("visual-plan", ""),
        ("", ""),
    ],
)
def test_a_path_is_a_question_a_list_or_nothing(path, question):
    assert names_of("visual-plan").question(path) == question


def test_a_message_has_the_words_of_its_question_and_keeps_its_path():
    message = note("goals.1.text", Phrase("is long"))
    [named] = names_of("visual-plan", "de").named([message])
    assert (named.path, str(named)) == ("goals.1.text", "“Ziel 1”: is long")
    [typed] = names_of("visual-plan", "en", typed=True).named([message])
    assert str(typed) == "“Goal 1” (goals.1.text): is long"
    [unknown] = names_of("visual-plan").named([note("file", Phrase("is long"))])
    assert str(unknown) == "file: is long"


def test_a_question_of_a_table_is_said_by_its_heading():
    cell = Where(row=3, column="Delmål", path="goals.1.text", question="Mål 1")
    assert str(Message(cell, Phrase("is long"))) == "row 3, column “Delmål”: is long."
