"""Forms from TOML: what is wrong in one is named; what is shipped is whole in every language."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from repository import ROOT
from sheets import pdfium_words

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.definitions.definition import define
from mlmp_print.draw.draw import draw
from mlmp_print.draw.paper import SIZES
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages, theme_sets, themes
from mlmp_print.look.wording import Wording
from mlmp_print.model import answers
from mlmp_print.model.errors import DefinitionError, UsageError
from mlmp_print.model.form import Form
from mlmp_print.model.kinds import Description, Picture
from mlmp_print.model.messages import Where
from mlmp_print.model.phrases import Phrase
from mlmp_print.prepared.folders import data_folder

THEMES = ("work", "health")
EVERY = [(form, lang) for form in forms.names() for lang in languages()]
every_form = pytest.mark.parametrize("name", forms.names())
every_form_and_language = pytest.mark.parametrize(("name", "lang"), EVERY)
every_language = pytest.mark.parametrize("lang", languages())

DEFINITION = """
code = "TEST"
version = 1
released = 2026-11-22
group = "course"

[answers]
name = { kind = "text", line = true, example = "Peter" }
can = { text = { kind = "text" }, done = { kind = "tick" } }

[answers.goals]
list = { count = 2, most = 6 }
theme = { kind = "theme" }

[[page]]
[[page.block]]
block = "ask"
box = [14, 30, 122, 9]
path = "name"

[[page.block]]
block = "zone"
box = [14, 50, 122, 90]
path = "can.text"

[[page]]
repeat = "goals"
per = 2
[[page.block]]
block = "goals"
box = [14, 30, 182, 218]
path = "goals"
"""


def defined(folder: Path, text: str = DEFINITION) -> Form:
    path = folder / "test.toml"
    path.write_text(text, "utf-8")
    return define(path, THEMES)


# A definition -------------------------------------------------------------------------------------


def test_a_definition_becomes_a_form(tmp_path):
    form = defined(tmp_path)
    assert (form.name, form.code, form.version, form.released) == ("test", "TEST", 1, "2026-11-22")
    assert [place.path for place in form.places()] == [
        "name",
        "can.text",
        "can.done",
        "goals.1.theme",
        "goals.2.theme",
    ]
    assert form.places()[0].kind.schema()["x-line"] is True
    assert form.places()[3].kind.states == THEMES
    assert [type(block).__name__ for page, _ in form.panels() for block in page.blocks] == [
        "AskBlock",
        "ZoneBlock",
        "GoalsBlock",
    ]


MISTAKES = {
    "a wrong key at the top": ("code =", "cod =", ["“cod”", "Did you mean “code”?"]),
    "a missing key at the top": ("version = 1", "", ["lacks the key “version”"]),
    "no answers": ("[answers]", "[answer]", ["“answer”", "Did you mean “answers”?"]),
    "a wrong kind": (
        'kind = "text", line',
        'kind = "txt", line',
        ["answers.name", "“txt”", "Did you mean “text”?"],
    ),
    "a kind that is a list": (
        'kind = "text", line',
        'kind = ["text"], line',
        ["answers.name", "there is no kind", "text"],
    ),
    "a wrong option of a kind": (
        "line = true",
        "lines = true",
        ["answers.name", "“lines”", "Did you mean “line”?"],
    ),
    "an option of another kind": (
        '{ kind = "theme" }',
        '{ kind = "theme", line = true }',
        ["answers.goals.theme", "“line”"],
    ),
    "a wrong kind in a group": ('kind = "tick"', 'kind = "tock"', ["answers.can.done", "“tock”"]),
    "a question that is no table": (
        '{ kind = "tick" }',
        '"tick"',
        ["answers.can.done", "must be a table"],
    ),
    "a list without its most": (", most = 6", "", ["answers.goals.list", "lacks the key “most”"]),
    "a wrong key of a list": (
        "most = 6",
        "mots = 6",
        ["answers.goals.list", "“mots”", "Did you mean “most”?"],
    ),
    "a list that is a number": (
        "{ count = 2, most = 6 }",
        "2",
        ["answers.goals.list", "must be a table"],
    ),
    "a count in words": ("count = 2", 'count = "two"', ["answers.goals.list", "count"]),
    "a wrong block": (
        'block = "ask"',
        'block = "aks"',
        ["page 1, block 1", "“aks”", "Did you mean “ask”?"],
    ),
    "a block without its name": ('block = "ask"', "", ["page 1, block 1", "lacks the key “block”"]),
    "a block whose name is a list": (
        'block = "ask"',
        'block = ["ask"]',
        ["page 1, block 1", "there is no block", "ask"],
    ),
    "a wrong key of a block": (
        'path = "can.text"',
        'path = "can.text"\nline = 2',
        ["page 1, block 2 (zone)", "“line”", "Did you mean “lines”?"],
    ),
    "a block without its path": (
        'path = "name"',
        "",
        ["page 1, block 1 (ask)", "lacks the key “path”"],
    ),
    "another box that is off the page": (
        "box = [14, 30, 182, 218]",
        "box = [14, 30, 182, 218]\nbox_again = [14, 30, 182, 300]",
        ["box_again", "210 × 297 mm"],
    ),
    "a block without its box": (
        "box = [14, 30, 122, 9]",
        "",
        ["page 1, block 1 (ask)", "lacks the key “box”"],
    ),
    "a box of three numbers": (
        "[14, 30, 122, 9]",
        "[14, 30, 122]",
        ["page 1, block 1 (ask)", "[x, y, width, height] in mm"],
    ),
    "a box of words": (
        "[14, 30, 122, 9]",
        '[14, 30, "wide", 9]',
        ["page 1, block 1 (ask)", "[x, y, width, height] in mm"],
    ),
    "a box of lists": (
        "[14, 30, 122, 9]",
        "[14, 30, [122], 9]",
        ["page 1, block 1 (ask)", "[x, y, width, height] in mm"],
    ),
    "a box that is a number": (
        "[14, 30, 122, 9]",
        "14",
        ["page 1, block 1 (ask)", "[x, y, width, height] in mm"],
    ),
    "a wrong key of a page": ("per = 2", "pre = 2", ["page 2", "“pre”", "Did you mean “per”?"]),
    "blocks that are a number": (
        '[[page.block]]\nblock = "goals"\nbox = [14, 30, 182, 218]\npath = "goals"',
        "block = 3",
        ["page 2", "block"],
    ),
    "a path to no question": (
        'path = "name"',
        'path = "nmae"',
        ["page 1, block 1 (ask)", "“nmae”", "Did you mean “name”?"],
    ),
    "a page that repeats no list": (
        'repeat = "goals"',
        'repeat = "goal"',
        ["page 2", "“goal”", "Did you mean “goals”?"],
    ),
    "no TOML": ("version = 1", "version 1", ["is not TOML", "line 3"]),
    "a key twice": ("version = 1", "version = 1\nversion = 2", ["is not TOML", "line 4"]),
}


@pytest.mark.parametrize(("old", "new", "named"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_definition_is_named_with_its_place_and_what_would_be_right(
    tmp_path, old, new, named
):
    assert DEFINITION.count(old) == 1
    with pytest.raises(DefinitionError) as caught:
        defined(tmp_path, DEFINITION.replace(old, new))
    message = str(caught.value)
    assert message.startswith("test.toml: ") and "\n" not in message
    assert [part for part in named if part not in message] == [], message


def test_a_mistake_has_its_place_and_its_remedy_apart(tmp_path):
    """So that it can be said in another language."""
    with pytest.raises(DefinitionError) as caught:
        defined(tmp_path, DEFINITION.replace("line = true", "lines = true"))
    [message] = caught.value.messages
    assert message.where == Where(file="test.toml", path="answers.name")
    assert (message.what, message.remedy) == ("has no key “lines”", "Did you mean “line”?")
    assert isinstance(message.what, Phrase) and message.what.values == {"key": "“lines”"}


@pytest.mark.parametrize("letters", [41, 127])
def test_a_key_may_be_as_long_as_a_name_in_a_pdf(tmp_path, letters):
    long = "k" * letters
    text = DEFINITION.replace("name", long).replace('"tick"', f'"choice", keys = ["{long}", "b"]')
    places = {place.path: place.kind for place in defined(tmp_path, text).places()}
    assert long in places and places["can.done"].states == (long, "b")


@pytest.mark.parametrize("key", ["k" * 128, "Name", "1st", "n-ame", "æ", "_a"])
def test_what_is_no_key_is_refused_for_a_question_and_a_choice(tmp_path, key):
    for text in (
        DEFINITION.replace("\nname =", f'\n"{key}" ='),
        DEFINITION.replace('"tick"', f'"choice", keys = ["{key}", "b"]'),
    ):
        with pytest.raises(DefinitionError, match="small letters"):
            defined(tmp_path, text)


def test_a_form_knows_every_place_that_its_lists_may_have(tmp_path):
    form = defined(tmp_path)
    themes = [place.path for place in form.all_places() if place.position]
    assert themes == [f"goals.{number}.theme" for number in range(1, 7)]
    assert set(form.places()) < set(form.all_places())


def test_a_definition_that_is_not_utf8_or_not_there_is_named(tmp_path):
    (tmp_path / "latin.toml").write_bytes('code = "MÅL"'.encode("latin-1"))
    for name, what in (("latin", "is not TOML"), ("missing", "cannot be read")):
        with pytest.raises(DefinitionError, match=f"^{name}.toml: {what}"):
            define(tmp_path / f"{name}.toml", THEMES)


# Counts -------------------------------------------------------------------------------------------


def test_a_count_gives_that_many_places_and_the_pages_they_need():
    form = forms.load("visual-plan", looks.load(), {"goals": 6})
    texts = [place.path for place in form.places() if place.pattern == "goals.text"]
    assert texts == [f"goals.{number}.text" for number in range(1, 7)]
    assert [first for page, first in form.panels() if page.repeat == "goals"] == [1, 4]


def test_six_goals_are_filled_in_a_form_made_for_six_without_adding_pages():
    given = {
        "goals": [{"text": f"nummer {number}", "score_now": number / 2} for number in range(1, 7)]
    }
    filled = mlmp.fill("visual-plan", given, settings={"goals": 6})
    assert filled.notes == ()
    assert mlmp.read(filled.pdf).answers == answers.canonical(
        forms.load("visual-plan", looks.load()), given
    )


@pytest.mark.parametrize("count", [-1, 0, 13, 10**30])
def test_a_count_out_of_range_is_refused_with_the_range(count):
    with pytest.raises(UsageError, match="goals must be a number from 1 to 12"):
        forms.load("visual-plan", looks.load(), {"goals": count})


@pytest.mark.parametrize("key", ["goal", "Goals", "goals.1"])
def test_a_count_of_what_is_no_list_is_refused_with_the_right_name(key):
    with pytest.raises(UsageError, match="goals"):
        forms.load("visual-plan", looks.load(), {key: 3})


# The forms that are shipped -----------------------------------------------------------------------


@every_form_and_language
def test_every_question_has_its_words(name, lang):
    look = looks.load(lang)
    form = forms.load(name, look)
    wording = Wording(form, look)
    assert wording.title and wording.name
    for place in form.places():
        for words in (wording.label(place), wording.question(place), wording.column(place)):
            assert words.strip() and "{" not in words, place.path
        for state in place.kind.states:
            assert wording.answered(place, state).startswith(wording.question(place))


@every_form_and_language
def test_no_two_questions_sound_or_are_headed_the_same(name, lang):
    look = looks.load(lang)
    form = forms.load(name, look)
    wording = Wording(form, look)
    assert len({wording.question(place) for place in form.places()}) == len(form.places())
    assert len(set(forms.columns(form, wording).values())) == len(form.places())


@every_form_and_language
@pytest.mark.parametrize("size", SIZES)
def test_every_form_draws_a_field_for_every_question(name, lang, size):
    look = looks.load(lang)
    form = forms.load(name, look)
    drawing = draw(form, look, size)
    texts = [field.place.path for field in drawing.texts]
    buttons = [(field.place.path, field.state) for field in drawing.buttons]
    rooms = [room.place.path for room in drawing.pictures]
    assert sorted(rooms) == sorted(
        place.path for place in form.places() if isinstance(place.kind, Picture)
    )
    assert sorted(texts) == sorted(
        place.path
        for place in form.places()
        if not place.kind.states and not isinstance(place.kind, Picture | Description)
    )
    assert sorted(buttons) == sorted(
        (place.path, state) for place in form.places() for state in place.kind.states
    )


@every_form_and_language
def test_the_example_answers_its_form(name, lang):
    look = looks.load(lang)
    form = forms.load(name, look)
    example = forms.example(form, Wording(form, look))
    assert example and answers.canonical(form, example) == example


@every_form
def test_a_form_is_named_as_its_code_goes_into_a_qr_code(name):
    form = forms.load(name, looks.load())
    assert set(form.code) <= set(string.ascii_uppercase + string.digits) and len(form.code) <= 8


def test_no_two_forms_have_the_same_code():
    codes = [forms.load(name, looks.load()).code for name in forms.names()]
    assert len(set(codes)) == len(codes)


# Languages, themes, icons -------------------------------------------------------------------------


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted key → words, through tables and lists."""
    entries = (
        node.items()
        if isinstance(node, Mapping)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    if isinstance(node, Mapping | list):
        for key, value in entries:
            yield from leaves(value, f"{path}.{key}")
    else:
        yield path, node


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@every_language
def test_a_language_has_the_keys_of_danish_and_no_others(lang):
    def keys(lang: str) -> set[str]:
        every = {key for key, _ in leaves(looks.load(lang).words)}
        return {key for key in every if not key.startswith(".former.")}  # each language has its own

    assert keys(lang) == keys("da")


@every_language
def test_words_leave_the_same_places_to_fill_as_in_danish(lang):
    danish = dict(leaves(looks.load("da").words))
    for key, words in leaves(looks.load(lang).words):
        assert isinstance(words, str) and words.strip(), key
        if key.startswith(".former."):
            continue
        assert placeholders(words) == placeholders(danish[key]), key


@every_language
def test_every_form_and_theme_and_nothing_else_has_words(lang):
    look = looks.load(lang)
    assert set(look.words["themes"]) == {
        theme.key for name in theme_sets() for theme in themes(name)
    }
    assert set(look.words["theme_help"]) == set(look.words["themes"])
    assert set(look.words["forms"]) == set(forms.names())
    for name in forms.names():
        form = forms.load(name, look)
        questions = {place.asked_as for place in form.all_places() if not place.kind.describes}
        asked = {*questions, *form.lists}
        assert set(look.words["forms"][name]["ask"]) == asked


def test_missing_words_are_named_with_their_file():
    look = looks.load("en")
    with pytest.raises(DefinitionError, match=r"languages/en\.toml.*page\.nothing"):
        look.say("page.nothing")
    with pytest.raises(DefinitionError, match=r"languages/en\.toml"):
        look.say("page")
    form = forms.load("visual-plan", look)
    bare = Wording(form, looks.Look("en", "color", look.themes, {"forms": {}}))
    with pytest.raises(
        DefinitionError, match=r"languages/en\.toml: \[forms\.visual-plan\.ask\] has no “name”"
    ):
        bare.label(form.places()[0])


@pytest.mark.parametrize(("given", "right"), [({"lang": "dk"}, "da"), ({"ink": "grey"}, "gray")])
def test_a_look_that_is_not_there_is_refused_with_the_right_name(given, right):
    with pytest.raises(UsageError, match=right):
        looks.load(**given)


FOR_LOOKS = {"town", "wheelchair"}


def test_no_icon_is_left_over():
    sources = [
        *(ROOT / "mlmp_print" / "draw" / "blocks").rglob("*.py"),
        *data_folder("forms").glob("*.toml"),
        *data_folder("assets").glob("*/*.toml"),
    ]
    named = "\n".join(source.read_text("utf-8") for source in sources)
    shipped = {path.stem for path in (data_folder("assets") / "icons").glob("*.svg")}
    assert {icon for icon in shipped if f'"{icon}"' not in named} == FOR_LOOKS


@pytest.mark.parametrize(
    "path", sorted((data_folder("assets") / "icons").glob("*.svg")), ids=lambda path: path.stem
)
def test_an_icon_is_ink_inside_its_square(path):
    steps = looks.load().icon(path.stem)
    assert steps[0][0] == "M" and {step[0] for step in steps} <= set("MLCZ")
    assert all(0 <= coordinate <= 24 for _, *coordinates in steps for coordinate in coordinates)


def test_neighbours_on_the_wheel_differ_on_a_black_and_white_printer():
    tones = [theme.gray for theme in looks.load(ink="gray").themes]
    assert all(
        abs(tone - following) >= 0.1
        for tone, following in zip(tones, [*tones[1:], tones[0]], strict=True)
    )


def test_a_look_file_or_its_logo_that_is_changed_between_two_calls_is_read_again(tmp_path):
    look, logo = tmp_path / "look.toml", tmp_path / "logo.svg"

    def drawn(heading: str, width: int) -> bytes:
        look.write_text(
            'name = "Strandby"\nlogo = "logo.svg"\n[words.da]\n'
            f'"forms.goal-staircase.words.heading" = "{heading}"\n',
            "utf-8",
        )
        logo.write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
            f'<rect width="{width}" height="9" fill="#0B5C58"/></svg>',
            "utf-8",
        )
        return mlmp.blank("goal-staircase", look=look)

    first = drawn("Foer", 9)
    wider, renamed = drawn("Foer", 10), drawn("Efter", 10)
    assert "Foer" in pdfium_words(first)[0]
    assert first != wider
    assert "Efter" in pdfium_words(renamed)[0] and "Foer" not in pdfium_words(renamed)[0]
    assert drawn("Efter", 10) == renamed
