"""The kinds of value, and what a form says of itself in schema, example and columns."""

import datetime
from functools import lru_cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import runs, texts, values

from mlmp_print.definitions import load as forms
from mlmp_print.look import look
from mlmp_print.look.wording import Wording
from mlmp_print.model.answers import canonical, check
from mlmp_print.model.errors import InvalidValue
from mlmp_print.model.kinds import (
    KINDS,
    SCORES,
    Choice,
    Date,
    Description,
    Kind,
    Picture,
    Score,
    Text,
    Theme,
    Tick,
    kind_of,
)
from mlmp_print.model.limits import TEXT_LETTERS
from mlmp_print.model.schema import json_schema, kinds_in

THEMES = tuple(style.key for style in look.load().themes)
ALL = [
    Text(),
    Text(line=True),
    Date(),
    Score(),
    Theme(THEMES),
    Theme(("one", "two")),
    Choice(("yes", "not_yet")),
    Tick(),
    Picture(),
    Description(of="photo"),
]
WRITTEN = pytest.mark.parametrize("kind", ALL[:-2])  # a picture's life is in test_pictures
KIND = pytest.mark.parametrize(
    "kind",
    ALL,
    ids=[
        "text",
        "line",
        "date",
        "score",
        "theme",
        "two themes",
        "choice",
        "tick",
        "picture",
        "description",
    ],
)
FORM = pytest.mark.parametrize("name", forms.names())
LANG = pytest.mark.parametrize("lang", look.languages())


def say(key):
    return key


# A value's whole life -----------------------------------------------------------------------------


@WRITTEN
def test_what_is_checked_and_stored_is_loaded_again(kind):
    @runs(100)
    @given(values(kind))
    def law(value):
        checked = kind.check(value)
        if checked is not None:
            loaded = kind.load(kind.store(checked))
            assert (type(loaded), loaded) == (type(checked), checked)
            assert kind.check(loaded) == checked

    law()


@KIND
def test_what_is_stored_is_ascii_where_it_names_a_state(kind):
    assert all(
        state.isascii() and state.isprintable() and state != "Off" and " " not in state
        for state in kind.states
    )


@KIND
def test_every_state_is_the_store_of_its_own_value(kind):
    assert [kind.store(kind.load(state)) for state in kind.states] == list(kind.states)
    assert len(set(kind.states)) == len(kind.states)


@KIND
def test_the_empty_text_is_no_value(kind):
    assert kind.check("") is None


@KIND
@pytest.mark.parametrize(
    "value",
    [[], {}, ["x"], {"x": 1}, 10**400, float("nan"), bytearray(b"x"), object(), None],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_value_of_any_kind_is_rejected(kind, value):
    with pytest.raises(InvalidValue) as caught:
        kind.check(value)
    assert caught.value.what and caught.value.remedy


@KIND
def test_a_rejection_gets_its_place_from_the_caller(kind):
    with pytest.raises(InvalidValue) as caught:
        kind.check([])
    fault = caught.value.at("goals.1.x")
    assert str(fault).startswith(f"goals.1.x: {caught.value.what}. ")


# JSON Schema --------------------------------------------------------------------------------------

TYPES = {"string": str, "number": (int, float), "boolean": bool}


def allows(schema, value):
    """Whether a schema of one value allows it: the few words of JSON Schema that the kinds use."""
    unknown = schema.keys() - {
        "type",
        "maxLength",
        "format",
        "minimum",
        "maximum",
        "multipleOf",
        "enum",
        "x-kind",
        "x-line",
    }
    assert not unknown
    if not isinstance(value, TYPES[schema["type"]]) or (
        schema["type"] == "number" and isinstance(value, bool)
    ):
        return False
    if schema["type"] == "number":
        return schema["minimum"] <= value <= schema["maximum"] and value % schema["multipleOf"] == 0
    if schema.get("format") == "date":
        return value == datetime.date.fromisoformat(value).isoformat()
    return len(str(value)) <= schema.get("maxLength", TEXT_LETTERS) and value in schema.get(
        "enum", [value]
    )


@WRITTEN
def test_the_schema_allows_what_the_kind_takes(kind):
    @runs(100)
    @given(values(kind))
    def law(value):
        checked = kind.check(value)
        assert checked is None or allows(kind.schema(), checked)

    law()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Text(), "x" * (TEXT_LETTERS + 1)),
        (Text(), 7),
        (Score(), 2.3),
        (Score(), 7),
        (Score(), -1),
        (Score(), "2"),
        (Score(), True),
        (Theme(THEMES), "x"),
        (Theme(THEMES), 1),
        (Tick(), 1),
        (Tick(), "x"),
        (Date(), 1),
    ],
    ids=str,
)
def test_what_the_schema_forbids_the_kind_rejects_too(kind, value):
    assert not allows(kind.schema(), value)
    with pytest.raises(InvalidValue):
        kind.check(value)


@KIND
def test_a_schema_gives_its_kind_back(kind):
    assert kind_of(kind.schema()) == kind


def test_every_kind_is_tested_here():
    assert {type(kind) for kind in ALL} == set(KINDS.values())
    assert all(KINDS[kind.name] is type(kind) for kind in ALL)


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"x-kind": "hologram"},
        {"x-kind": ["text"]},
        {"x-kind": None},
        {"x-kind": "theme"},
        {"x-kind": "theme", "enum": 3},
        {"type": "string"},
    ],
)
def test_a_schema_of_no_kind_that_we_know_is_read_as_text(schema):
    assert kind_of(schema) == Text()


def test_of_a_strange_enumeration_the_texts_are_kept():
    assert kind_of({"x-kind": "theme", "enum": ["a", 1, None, "b"]}) == Theme(("a", "b"))


# Text ---------------------------------------------------------------------------------------------


@runs(100)
@given(texts())
def test_a_checked_text_is_the_same_but_for_its_line_ends(text):
    checked = Text().check(text) or ""
    assert "\r" not in checked
    assert checked.split("\n") == text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@pytest.mark.parametrize("stored", ["a\rb", "a\r\nb", "a\nb"])
def test_line_ends_of_any_viewer_are_read(stored):
    assert Text().load(stored) == "a\nb"


def test_an_empty_stored_text_is_no_value():
    assert Text().load("") is None
    assert Date().load("") is None
    assert Date().load("  ") is None


# Dates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "01-05-2019", "1-5-2019", "1/5-19", "1/5-2019", "1/5 2019", "01/05/2019", "1.5.2019",
        "01.05.2019", "1. 5. 2019", "1.5.19", "01-05-19",
        "1 5 2019", "1/5/19", "2019-05-01", " 01-05-2019 ", "\t01-05-2019\n", "01-05-2019\r\n",
        "01.05-2019",
    ],
)  # fmt: skip
def test_a_date_is_read_as_danes_type_it(typed):
    assert Date().load(typed) == "2019-05-01"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20.12.2016", "2016-12-20"),
        ("31-12-49", "2049-12-31"),
        ("29/2-24", "2024-02-29"),
        ("12-10-2026", "2026-10-12"),
        ("2-11-1987", "1987-11-02"),
    ],
)
def test_the_day_comes_before_the_month(typed, day):
    assert Date().load(typed) == day


@runs(100)
@given(
    st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2049, 12, 31)),
    st.sampled_from(["-", "/", ".", " ", ". "]),
    st.booleans(),
    st.booleans(),
)
def test_any_day_is_read_with_any_separator(day, separator, padded, century):
    parts = [f"{day.day:02}", f"{day.month:02}"] if padded else [str(day.day), str(day.month)]
    year = str(day.year) if century else f"{day.year % 100:02}"
    assert Date().load(separator.join([*parts, year])) == day.isoformat()


@pytest.mark.parametrize(
    "typed",
    [
        "i morgen", "maj", "1. maj 2019", "2019", "1/5", "1-5-", "01052019", "1-5-019", "1-5-20190",
        "001-05-2019", "2019-5-1", "2019/05/01", "1-5-2019 kl. 10",
        "31-02-2019", "29-02-2019", "00-05-2019", "01-13-2019", "05-31-2019", "2019-02-30",
        "31-12-50", "01-02-53", "31/12-99", "1---5-2019", "-1-5-2019", "१-५-२०१९", "1-5-2019\x00",
    ],
)  # fmt: skip
def test_what_is_no_date_for_certain_is_not_guessed_at(typed):
    with pytest.raises(InvalidValue) as caught:
        Date().load(typed)
    assert typed not in caught.value.what + caught.value.remedy


@runs(300)
@given(st.text(st.sampled_from("0123456789-/. "), max_size=12))
@example("1.5.0000")
def test_any_typed_date_is_a_day_or_rejected(typed):
    try:
        found = Date().load(typed)
    except InvalidValue:
        return
    assert found is None or Date().check(found) == found


def test_a_date_stands_on_the_sheet_as_danes_write_it():
    assert Date().store("2019-05-01") == "01-05-2019"


# Scores, themes, ticks ----------------------------------------------------------------------------


def test_a_score_is_said_with_halves():
    assert [Score().state_words(state, say) for state in Score().states] == [
        "0",
        "½",
        "1",
        "1½",
        "2",
        "2½",
        "3",
        "3½",
        "4",
    ]


def test_the_scale_has_nine_steps_of_a_half():
    assert [Score().check(score) for score in SCORES] == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
    assert [type(Score().check(score)) for score in (2, 2.0, 2.5)] == [int, int, float]


@runs(200)
@given(st.floats() | st.integers())
def test_a_number_is_on_the_scale_or_rejected(value):
    try:
        assert Score().check(value) == value
    except InvalidValue:
        assert value not in SCORES


@pytest.mark.parametrize("stored", ["Off", "2.0", "½", "1,5", "5", "", "nan", "-0", "Yes"])
def test_a_stored_score_off_the_scale_is_rejected(stored):
    with pytest.raises(InvalidValue):
        Score().load(stored)


@pytest.mark.parametrize("stored", ["Off", "x", "", "Health"])
def test_a_stored_theme_that_is_none_is_rejected(stored):
    with pytest.raises(InvalidValue):
        Theme(THEMES).load(stored)


@LANG
def test_every_theme_has_a_name_of_its_own_in_every_language(lang):
    said = [Theme(THEMES).state_words(key, look.load(lang).say) for key in THEMES]
    assert len({*said} - {""}) == len(THEMES) == 8


def test_a_tick_is_yes_whatever_a_viewer_called_it():
    assert [Tick().load(stored) for stored in ("Yes", "On", "1", "Ja")] == [True] * 4
    assert (Tick().check(True), Tick().check(False)) == (True, None)


def test_the_base_of_the_kinds_does_nothing_by_itself():
    for ask in (
        Kind().schema,
        lambda: Kind().check("x"),
        lambda: Kind().store("x"),
        lambda: Kind().load("x"),
    ):
        with pytest.raises(NotImplementedError):
            ask()
    assert Kind().states == ()


# What a form says of itself -----------------------------------------------------------------------


@lru_cache
def wording(name, lang):
    words = look.load(lang)
    return Wording(forms.load(name, words), words)


@LANG
@FORM
def test_the_schema_of_a_form_gives_its_kinds_back_in_order(name, lang):
    words = wording(name, lang)
    roomy = words.form
    for listing in roomy.lists.values():
        roomy = roomy.with_count(listing.key, max(1, listing.count))
    asked = {place.pattern: place.kind for place in roomy.places()}
    found = kinds_in(json_schema(words.form, words.full_title))
    assert found == asked
    assert list(found) == list(asked)


def fits(schema, value):
    """Whether a form's schema allows answers."""
    if schema["type"] == "object":
        return (
            isinstance(value, dict)
            and value.keys() <= schema["properties"].keys()
            and all(fits(schema["properties"][key], inner) for key, inner in value.items())
        )
    if schema["type"] == "array":
        return (
            isinstance(value, list)
            and len(value) <= schema["maxItems"]
            and all(fits(schema["items"], inner) for inner in value)
        )
    return allows(schema, value)


@LANG
@FORM
def test_the_example_is_whole_and_right(name, lang):
    words = wording(name, lang)
    shown = forms.example(words.form, words)
    assert canonical(words.form, shown) == shown
    assert fits(json_schema(words.form, words.full_title), shown)
    filled = check(words.form, shown)
    # An example has no picture files, and so no descriptions of them.
    asked = {place.kind for place in words.form.places()} - {Picture(), Description()}
    assert asked == {place.kind for place in words.form.places() if place.path in filled}


@LANG
@FORM
def test_the_schema_forbids_what_the_form_does_not_ask(name, lang):
    words = wording(name, lang)
    schema = json_schema(words.form, words.full_title)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    nodes, objects = [schema], 0
    while nodes:
        node = nodes.pop()
        if node["type"] == "object":
            objects += 1
            assert node["additionalProperties"] is False
            nodes += node["properties"].values()
        elif node["type"] == "array":
            nodes.append(node["items"])
    assert objects >= 1


@LANG
@FORM
def test_no_two_columns_have_the_same_heading(name, lang):
    words = wording(name, lang)
    full = words.form
    for listing in words.form.lists.values():
        full = full.with_count(listing.key, listing.most)
    columns = forms.columns(full, Wording(full, words.look))
    assert (
        len({"".join(heading.casefold().split()) for heading in columns.values()})
        == len(columns)
        == len(full.places())
    )
    assert all(heading.strip() == heading != "" for heading in columns.values())


@FORM
def test_no_heading_means_one_question_in_one_language_and_another_in_another(name):
    meanings = {}
    for lang in look.languages():
        words = wording(name, lang)
        for path, heading in forms.columns(words.form, words).items():
            meanings.setdefault("".join(heading.casefold().split()), set()).add(path)
    assert [heading for heading, places in meanings.items() if len(places) > 1] == []


@pytest.mark.parametrize(
    "schema",
    [
        None,
        [],
        "x",
        7,
        {},
        {"type": "array"},
        {"properties": []},
        {"type": "array", "items": {"type": "array", "items": 3}},
        {"properties": {"a": 3}},
    ],
)
def test_a_schema_that_is_none_has_no_kinds(schema):
    assert kinds_in(schema) == {}


def test_a_schema_nested_deep_is_passed_over():
    schema = {"type": "string", "x-kind": "text"}
    for _ in range(5000):
        schema = {"type": "object", "properties": {"a": schema}}
    assert kinds_in(schema) == {}
