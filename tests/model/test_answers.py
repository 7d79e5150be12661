"""Answers in: what is refused, in which words, and that no message shows an answer."""

import json
import time
import timeit
import traceback
from functools import lru_cache, partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import runs

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.look import look
from mlmp_print.model import paths
from mlmp_print.model.answers import canonical, check, counts_needed, parse
from mlmp_print.model.errors import AnswersError
from mlmp_print.model.form import Field, Form, Group, Listing
from mlmp_print.model.limits import JSON_BYTES, TEXT_LETTERS
from mlmp_print.model.messages import did_you_mean


@lru_cache
def form():
    return forms.load("visual-plan", look.load())


def refusal(answers, asked=None):
    """Every fault, as one text."""
    with pytest.raises(AnswersError) as caught:
        check(asked or form(), answers)
    return str(caught.value)


def unparsed(data):
    with pytest.raises(AnswersError) as caught:
        parse(data)
    return str(caught.value)


def fault(answers, where, *said):
    """The answers have this one fault, at this place."""
    message = refusal(answers)
    assert len(message.splitlines()) == 1
    assert message.startswith(f"{where}: ")
    for words in said:
        assert words in message


# The right shape ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "where", "meant"),
    [
        ({"nmae": "x"}, "“nmae”", "name"),
        ({"Purpose": "x"}, "“Purpose”", "purpose"),
        ({"goals": [{}, {"score": 2}]}, "goals.2.“score”", "score_now"),
        ({"goals": [{"score_expcted": 2}]}, "goals.1.“score_expcted”", "score_expected"),
        ({"wishingwell": "x"}, "“wishingwell”", "wishing_well"),
    ],
)
def test_an_unknown_key_names_the_one_that_was_meant(answers, where, meant):
    fault(answers, where, "is no question of this form", f"Did you mean “{meant}”?")


def test_an_unknown_key_like_no_other_names_all_that_are_known():
    message = refusal({"cpr": "x"})
    assert all(question.key in message for question in form().questions)


@pytest.mark.parametrize(
    "key",
    ["", "goals.1.text", "name\n", "\x1b[31mname", "\ud800", "x" * 5000],
    ids=lambda key: repr(key[:9]),
)
def test_a_strange_key_is_shown_short_and_safe(key):
    message = refusal({key: "x"})
    assert message.isprintable()
    assert len(message) < 300


def test_an_unknown_empty_answer_is_still_unknown():
    fault({"nmae": None}, "“nmae”", "is no question")


@pytest.mark.parametrize("answers", [[], ["name"], "name", 7, True, 1.5])
def test_answers_that_are_no_object_are_refused(answers):
    fault(answers, "answers", "must be an object")


@pytest.mark.parametrize(
    ("answers", "where", "said"),
    [
        ({"goals": {"text": "x"}}, "goals", "must be a list, not an object"),
        ({"goals": "x"}, "goals", "must be a list, not a text"),
        ({"goals": 3}, "goals", "must be a list, not a number"),
        ({"goals": True}, "goals", "must be a list, not true or false"),
        ({"goals": ["x"]}, "goals.1", "must be an object, not a text"),
        ({"goals": [{}, [{}]]}, "goals.2", "must be an object, not a list"),
        ({"goals": [False]}, "goals.1", "must be an object, not true or false"),
        ({"name": ["x"]}, "name", "must be a text, not a list"),
        ({"name": {"first": "x"}}, "name", "must be a text, not an object"),
        ({"name": 7}, "name", "must be a text, not a number"),
        ({"name": True}, "name", "must be a text, not true or false"),
        ({"purpose": [{"text": "x"}]}, "purpose", "must be a text, not a list"),
        ({"goals": [{"text": {"text": "x"}}]}, "goals.1.text", "must be a text, not an object"),
        ({"goals": [{"theme": ["health"]}]}, "goals.1.theme", "not a list"),
        ({"goals": [{"theme": 1}]}, "goals.1.theme", "not a number"),
        ({"goals": [{"theme": {}}]}, "goals.1.theme", "not an object"),
        (
            {"goals": [{"disagrees": "ja"}]},
            "goals.1.disagrees",
            "must be true or false, not a text",
        ),
        (
            {"goals": [{"disagrees": "true"}]},
            "goals.1.disagrees",
            "must be true or false, not a text",
        ),
        ({"goals": [{"disagrees": 1}]}, "goals.1.disagrees", "must be true or false, not a number"),
        ({"goals": [{"disagrees": 0}]}, "goals.1.disagrees", "must be true or false, not a number"),
        ({"goals": [{"disagrees": []}]}, "goals.1.disagrees", "must be true or false, not a list"),
        ({"date": 20261122}, "date", "is not a date"),
        ({"date": ["2026-11-22"]}, "date", "is not a date"),
        ({"date": {}}, "date", "is not a date"),
        ({"date": True}, "date", "is not a date"),
    ],
)
def test_a_wrong_type_is_named_with_its_path(answers, where, said):
    fault(answers, where, said)


@pytest.mark.parametrize(
    "score",
    [
        2.3,
        7,
        -1,
        -0.5,
        4.5,
        0.49999999999,
        5e-324,
        float("nan"),
        float("inf"),
        float("-inf"),
        10**18,
    ],
)
def test_a_score_off_the_scale_is_refused(score):
    fault(
        {"goals": [{"score_now": score}]}, "goals.1.score_now", "is not on the scale", "0, 0.5, 1"
    )


@pytest.mark.parametrize("digits", [309, 400, 4000])
def test_a_score_of_hundreds_of_digits_is_refused(digits):
    fault({"goals": [{"score_now": 10**digits}]}, "goals.1.score_now", "is not on the scale")
    fault(
        parse(b'{"goals": [{"score_expected": -1' + b"0" * digits + b"}]}"),
        "goals.1.score_expected",
        "is not on the scale",
    )


@pytest.mark.parametrize("score", ["2", "1,5", "½", " ", True, False, [2], {"score": 2}])
def test_a_score_that_is_no_number_is_refused(score):
    fault(
        {"goals": [{"score_now": score}]},
        "goals.1.score_now",
        "must be a number",
        "without quotation marks",
    )


@pytest.mark.parametrize("written", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e309"])
def test_numbers_that_are_none_are_refused(written):
    fault(
        parse(f'{{"goals": [{{"score_now": {written}}}]}}'.encode()),
        "goals.1.score_now",
        "is not on the scale",
    )
    fault(parse(f'{{"name": {written}}}'.encode()), "name", "must be a text, not a number")


@pytest.mark.parametrize(
    "day",
    [
        "2026-02-31",
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "0000-01-01",
        "1900-02-29",
    ],
)
def test_a_day_that_does_not_exist_is_refused(day):
    fault({"date": day}, "date", "does not exist")


@pytest.mark.parametrize(
    "day",
    [
        "2026-2-3",
        "22-11-2026",
        "22/11 2026",
        "2026-11-22T10:00",
        " 2026-11-22",
        "2026-11-22\n",
        "20261122",
        "today",
        "२०२६-११-२२",
        "2026‑11‑22",
    ],
)
def test_a_date_written_otherwise_is_refused(day):
    fault({"date": day}, "date", "is not a date", "2026-11-22")


@pytest.mark.parametrize("theme", ["helth", "Health", "health ", "Sundhed", "x", "🏠"])
def test_an_unknown_theme_is_refused_with_help(theme):
    fault({"goals": [{"theme": theme}]}, "goals.1.theme", "is not one of the life themes", "health")


# Texts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "letter",
    ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f"],
)
@pytest.mark.parametrize(
    ("answers", "where"),
    [
        (lambda text: {"name": text}, "name"),
        (lambda text: {"goals": [{"notes": text}]}, "goals.1.notes"),
    ],
)
def test_a_control_character_is_refused_with_its_place(letter, answers, where):
    fault(answers(f"ab{letter}c"), where, f"U+{ord(letter):04X}", "letter 3")


@pytest.mark.parametrize("half", ["\ud800", "\udfff", "\udc00\ud800"])
def test_half_a_character_is_refused(half):
    fault({"purpose": f"a{half}"}, "purpose", f"U+{ord(half[0]):04X}", "letter 2")
    fault(parse(b'{"purpose": "\\ud83d"}'), "purpose", "U+D83D", "letter 1")


def test_two_halves_of_one_character_are_that_character():
    assert "U+1F3E0" in refusal(parse(b'{"purpose": "\\ud83c\\udfe0"}'))


@pytest.mark.parametrize(
    "letter", ["😀", "ع", "ש", "漢", "ไ", "\ue000", "\U000e0041", "\U0010ffff"]
)
def test_a_letter_that_no_font_has_is_refused_with_path_and_code_point(letter):
    fault(
        {"goals": [{}, {"text": f"ok {letter} ok"}]},
        "goals.2.text",
        f"U+{ord(letter):04X}",
        "none of our fonts",
    )


def test_of_many_unknown_letters_a_few_are_named():
    fault({"purpose": "漢字仮名交じり文です"}, "purpose", "…")


@pytest.mark.parametrize("text", ["a\nb", "\n", "a\r\nb", "a\rb", "a\n"])
def test_a_line_break_in_one_line_is_refused(text):
    fault({"name": text}, "name", "line break", "on one line")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_a_separator_that_breaks_lines_is_refused_in_one_line(separator):
    fault({"name": f"a{separator}b"}, "name", "line break", "on one line")


@pytest.mark.parametrize("length", [TEXT_LETTERS + 1, 100_000])
@pytest.mark.parametrize("letter", ["x", "å", "😀"])
def test_a_text_too_long_is_refused_with_its_length(length, letter):
    fault({"notes": letter * length}, "notes", f"{length:,}", f"{TEXT_LETTERS:,}")


def test_a_text_as_long_as_may_be_is_taken():
    assert check(form(), {"notes": "x" * TEXT_LETTERS}) == {"notes": "x" * TEXT_LETTERS}


@pytest.mark.parametrize(
    "kept",
    [
        "e\u0301",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\t",
        " ",
        "  a  ",
        "<img src=/local.png>",
        "=1+1",
        "İstanbul",
        "Київ",
        "Αθήνα",
        "Đặng",
    ],
)
def test_unusual_texts_are_kept_as_they_are(kept):
    assert canonical(form(), {"purpose": kept}) == {"purpose": kept}


def test_line_ends_are_made_one():
    assert canonical(form(), {"purpose": "a\r\nb\rc\nd\r\n\r\n"}) == {"purpose": "a\nb\nc\nd\n\n"}


# Lists --------------------------------------------------------------------------------------------


def test_thirteen_goals_are_one_too_many():
    fault({"goals": [{"text": "x"}] * 13}, "goals", "13", "at most 12")
    assert len(canonical(form(), {"goals": [{"text": "x"}] * 12})["goals"]) == 12


def test_a_list_of_a_million_entries_has_one_fault():
    fault({"goals": [{"nmae": 1}] * 1_000_000}, "goals", "1000000")


def test_entries_keep_their_places_and_empty_ones_at_the_end_go():
    given_answers = {
        "goals": [None, {"text": "b"}, {"text": ""}, {"theme": None}, {"disagrees": False}]
    }
    assert canonical(form(), given_answers) == {"goals": [{}, {"text": "b"}]}


@pytest.mark.parametrize(
    "empty",
    [
        None,
        {},
        {"name": None, "date": None, "goals": None},
        {"name": "", "date": "", "goals": [{"score_now": "", "theme": "", "disagrees": ""}]},
    ],
)
def test_empty_answers_are_no_answers(empty):
    assert canonical(form(), empty) == {}


def test_zero_is_a_score_and_not_empty():
    assert canonical(form(), {"goals": [{"score_now": 0}]}) == {"goals": [{"score_now": 0}]}
    assert canonical(form(), {"goals": [{"score_now": -0.0}]}) == {"goals": [{"score_now": 0}]}
    assert (
        json.dumps(canonical(form(), {"goals": [{"score_now": 2.0, "score_expected": 0.5}]}))
        == '{"goals": [{"score_now": 2, "score_expected": 0.5}]}'
    )


def test_a_group_is_checked_by_its_members():
    grouped = Form(
        "x", "X", 1, "2026-01-01", (Group("can", (form().questions[0], form().questions[1])),), ()
    )
    assert canonical(grouped, {"can": {"name": "x", "date": None}}) == {"can": {"name": "x"}}
    assert canonical(grouped, {"can": None}) == {}
    assert refusal({"can": {"nam": "x"}}, grouped).startswith("can.“nam”: ")
    assert refusal({"can": ["x"]}, grouped).startswith("can: must be an object, not a list")
    assert refusal({"can": {"date": "x"}}, grouped).startswith("can.date: ")


def test_how_many_entries_are_needed_beyond_the_room_there_is():
    assert counts_needed(form(), ["name", "goals.3.text"]) == {}
    assert counts_needed(form(), ["goals.5.text", "goals.4.text", "notes"]) == {"goals": 5}


# All at once --------------------------------------------------------------------------------------

BAD = {
    "nmae": "x",
    "date": "2026-02-31",
    "purpose": 7,
    "parking_lot": "a\x00",
    "wishing_well": "😀",
    "notes": "x" * 100_000,
    "goals": [
        {"theme": "helth", "score_now": 9},
        "x",
        {"score_expected": "2", "disagrees": 1, "colour": 1, "notes": "\ud800"},
    ],
}
BAD_AT = [
    "“nmae”", "date", "purpose", "parking_lot", "wishing_well", "notes", "goals.1.theme",
    "goals.1.score_now",
    "goals.2", "goals.3.“colour”", "goals.3.score_expected", "goals.3.disagrees", "goals.3.notes",
]  # fmt: skip


def test_all_faults_are_told_at_once():
    with pytest.raises(AnswersError) as caught:
        check(form(), BAD)
    assert sorted(fault.path for fault in caught.value.messages) == sorted(BAD_AT)
    assert len(str(caught.value).splitlines()) == len(BAD_AT)
    assert caught.value.exit_code == 4


def test_every_fault_says_what_to_do():
    with pytest.raises(AnswersError) as caught:
        check(form(), BAD)
    assert all(fault.what and fault.remedy for fault in caught.value.messages)


def test_fill_raises_the_same_faults_as_check():
    with pytest.raises(AnswersError) as caught:
        mlmp.fill("visual-plan", BAD)
    assert len(caught.value.messages) == len(BAD_AT)


# JSON files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b'{"name": "\xc3\x85se"}',
        b'\xef\xbb\xbf{"name": "\xc3\x85se"}',
        '{"name": "Åse"}'.encode("utf-16"),
        b"\xff\xfe" + '{"name": "Åse"}'.encode("utf-16-le"),
        b"\xfe\xff" + '{"name": "Åse"}'.encode("utf-16-be"),
        b'  {"name": "\\u00c5se"}\r\n',
    ],
)
def test_json_is_read_in_the_encodings_that_say_what_they_are(data):
    assert parse(data) == {"name": "Åse"}


@pytest.mark.parametrize("text", ["Åse", "Søren", "æ"])
def test_cp1252_is_not_guessed_at(text):
    data = f'{{"name": "{text}"}}'.encode("cp1252")
    assert "is not UTF-8" in unparsed(data)


@pytest.mark.parametrize(
    "data",
    [
        b'\xff\xfe{\x00"',
        b"\xfe\xff{",
        b"\xff\xfe\x00\xd8{\x00",
        '{"name": "x"}'.encode("utf-16-le"),
        '{"name": "x"}'.encode("utf-32"),
    ],
)
def test_broken_or_unmarked_utf_16_is_refused(data):
    assert "UTF-" in unparsed(data) or "is not JSON" in unparsed(data)


@pytest.mark.parametrize("data", [b"", b" \n ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_said_to_be_empty(data):
    assert "The file is empty" in unparsed(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html><html><body>Log in</body></html>",
        b"\xef\xbb\xbf\n <html>",
        b'<?xml version="1.0"?><x/>',
    ],
)
def test_a_web_page_is_said_to_be_one(data):
    assert "web page" in unparsed(data)


def test_a_pdf_given_as_answers_is_said_to_be_one():
    assert "This is a PDF" in unparsed(b"%PDF-1.4\n1 0 obj")
    assert "This is a PDF" in unparsed(mlmp.blank("visual-plan"))


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b'{"name": }',
        b'{"name": "x",}',
        b"{'name': 'x'}",
        b'{"name": "x"} {}',
        b"name,date\nx,y",
        b'{"name": "a\nb"}',
        b'{"name": "\x00"}',
        b"nul",
    ],
)
def test_what_is_no_json_is_refused_with_its_place(data):
    message = unparsed(data)
    assert "is not JSON" in message
    assert "line " in message and "column " in message
    assert "schema" in message


@pytest.mark.parametrize("depth", [10_000, 100_000])
@pytest.mark.parametrize(
    ("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}"), (b'{"goals":[', b"]}")]
)
def test_json_nested_deep_is_refused(depth, opening, closing):
    assert "nested too deep" in unparsed(opening * depth + b"1" + closing * depth)


def test_json_nested_a_hundred_deep_is_refused_at_its_first_wrong_place():
    assert refusal(parse(b'{"goals":' + b"[" * 100 + b"]" * 100 + b"}")).startswith(
        "goals.1: must be an object"
    )


@pytest.mark.parametrize("digits", [5_000, 1_000_000])
def test_a_number_of_thousands_of_digits_is_refused(digits):
    message = unparsed(b'{"goals": [{"score_now": ' + b"1" * digits + b"}]}")
    assert "thousands of digits" in message
    assert len(message) < 300


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b'{"name": "a", "name": "b"}', "“name”"),
        (b'{"name": "a", "date": "", "name": "a"}', "“name”"),
        (b'{"name": "a", "n\\u0061me": "b"}', "“name”"),
        (b'{"goals": [{"text": "a", "text": "b"}]}', "goals.1.“text”"),
        (b'{"goals": [], "goals": []}', "“goals”"),
    ],
)
def test_a_key_written_twice_is_refused(data, where):
    fault(parse(data), where, "is there twice")


def test_a_key_written_thrice_is_one_fault():
    fault(parse(b'{"name": "a", "name": "b", "name": "c"}'), "“name”", "is there twice")


def test_a_file_over_the_limit_is_refused_before_it_is_parsed():
    assert f"{JSON_BYTES:,}" in unparsed(b"[" * (JSON_BYTES + 1))


def least(work):
    """The processor's seconds for a piece of work, beside which others may run."""
    return min(timeit.repeat(work, number=1, repeat=3, timer=time.process_time))


def refuse(answers):
    with pytest.raises(AnswersError):
        check(form(), answers)


def test_many_keys_written_twice_take_no_more_time_each_than_few():
    def work(size):
        refuse(parse(b"{" + b",".join(b'"k%d":1' % (number // 2) for number in range(size)) + b"}"))

    few, many = least(partial(work, 5_000)), least(partial(work, 40_000))
    assert many < 3 * 8 * few, "it grows by the square"


def test_a_theme_of_millions_of_letters_is_not_compared_letter_by_letter():
    theme = "ab" * (JSON_BYTES // 2)
    refusing = least(partial(refuse, {"goals": [{"theme": theme}]}))
    assert refusing < 10 * least(theme.casefold)


# No answer in any message -------------------------------------------------------------------------

CANARY = "Kanariefugl"
SEEN_IN_ALL_CASES = [CANARY, CANARY.lower(), CANARY.upper(), "anariefug"]
PLANTED = [
    CANARY,
    f"{CANARY}\x00",
    f"{CANARY}\n{CANARY}",
    f"😀{CANARY}ع",
    f"\ud800{CANARY}",
    CANARY * 9000,
    f"2026-11-22 {CANARY}",
    f"health {CANARY}",
    [CANARY],
    [[CANARY]],
    [{"text": [CANARY]}],
    [CANARY] * 13,
    {"text": {"x": CANARY}},
    {"value": CANARY},
    (CANARY,),
    CANARY.encode(),
    {CANARY},
]


def planted(questions, canary):
    """Answers with the canary as value of every question, and in place of every object and list."""
    yield canary
    for question in questions:
        if isinstance(question, Field):
            yield {question.key: canary}
        elif isinstance(question, Group):
            yield from ({question.key: inner} for inner in planted(question.members, canary))
        elif isinstance(question, Listing):
            yield {question.key: canary}
            yield from ({question.key: [{}, inner]} for inner in planted(question.members, canary))


def told(error):
    """All that a message, a log or a traceback may show of an error."""
    return "".join(
        [
            str(error),
            repr(error),
            repr(error.args),
            repr(error.faults),
            *traceback.format_exception(error),
        ]
    )


@pytest.mark.parametrize("canary", PLANTED)
def test_no_message_shows_an_answer(canary):
    refused = 0
    for answers in planted(form().questions, canary):
        try:
            check(form(), answers)
        except AnswersError as error:
            refused += 1
            assert not [seen for seen in SEEN_IN_ALL_CASES if seen in told(error)]
    assert refused >= 6


@pytest.mark.parametrize(
    "data",
    [
        f'{{"name": "{CANARY}',
        f'{{"name": "{CANARY}\n"}}',
        f'{{"name": "{CANARY}\\x"}}',
        f'{{"name": {CANARY}}}',
        f'{{"name": "{CANARY}" "{CANARY}"}}',
        f"<html>{CANARY}",
        CANARY,
        f'{{"name": "{CANARY}", "x": {"1" * 5000}}}',
        f'{{"name": "{CANARY}", "x": {"[" * 100_000}',
        f'{{"name": "{CANARY}é"}}'.encode("latin-1"),
        b"\xff\xfe" + CANARY.encode("utf-16-le") + b"x",
    ],
    ids=lambda data: repr(data[:9]),
)
def test_no_message_about_a_file_shows_an_answer(data):
    with pytest.raises(AnswersError) as caught:
        parse(data if isinstance(data, bytes) else data.encode())
    assert CANARY not in told(caught.value)


def test_a_value_written_twice_is_not_shown():
    assert CANARY not in refusal(parse(f'{{"name": "{CANARY}", "name": "{CANARY}"}}'.encode()))


# Anything at all ----------------------------------------------------------------------------------

KEYS = [
    "name",
    "date",
    "purpose",
    "parking_lot",
    "notes",
    "goals",
    "text",
    "theme",
    "score_now",
    "disagrees",
    "x",
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["health", "2026-11-22", "", 10**400, "\ud800"]),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)


@runs(400)
@given(st.one_of(ANYTHING, st.dictionaries(st.sampled_from(KEYS), ANYTHING)))
@example({"goals": [{"score_now": 10**400}]})
def test_anything_is_either_answers_or_refused(given_answers):
    try:
        found = canonical(form(), given_answers)
    except AnswersError as error:
        assert error.faults
    else:
        assert canonical(form(), found) == found


@runs(300)
@given(
    st.one_of(
        st.binary(max_size=60),
        ANYTHING.map(lambda value: json.dumps(value).encode()[:-1]),
        st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
    )
)
def test_any_bytes_are_either_json_or_refused(data):
    try:
        parse(data)
    except AnswersError as error:
        assert len(error.faults) == 1


# Paths --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "answers"),
    [
        ({}, {}),
        ({"name": "x"}, {"name": "x"}),
        ({"can.text": "x", "can.picture": "y"}, {"can": {"text": "x", "picture": "y"}}),
        ({"goals.1.text": "x"}, {"goals": [{"text": "x"}]}),
        ({"goals.3.text": "x", "goals.1.text": "y"}, {"goals": [{"text": "y"}, {}, {"text": "x"}]}),
        ({"goals.2.a.b": 1, "goals.2.a.c": 0}, {"goals": [{}, {"a": {"b": 1, "c": 0}}]}),
        ({"goals.12.text": "x"}, {"goals": [{}] * 11 + [{"text": "x"}]}),
        ({"list.1.inner.2.x": "x"}, {"list": [{"inner": [{}, {"x": "x"}]}]}),
    ],
)
def test_paths_become_answers(values, answers):
    assert paths.unflatten(values) == answers


@pytest.mark.parametrize(
    ("path", "bare", "position"),
    [
        ("name", "name", None),
        ("goals.2.text", "goals.text", 2),
        ("goals.12.score_now", "goals.score_now", 12),
        ("can.text", "can.text", None),
        ("goals.0.text", "goals.0.text", None),
    ],
)
def test_a_path_without_its_position(path, bare, position):
    assert paths.pattern(path) == (bare, position)


def test_every_place_of_the_form_has_its_own_pattern_and_position():
    for place in form().with_count("goals", 12).places():
        assert paths.pattern(place.path) == (place.pattern, place.position)


@runs(100)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                place.path
                for place in forms.load("visual-plan", look.load()).with_count("goals", 12).places()
            ]
        ),
        st.integers(1, 9),
    )
)
def test_answers_unfolded_hold_each_value_at_its_path(values):
    whole = paths.unflatten(values)
    for path, value in values.items():
        node = whole
        for part in path.split("."):
            node = node[int(part) - 1] if isinstance(node, list) else node[part]
        assert node == value


def test_the_hint_names_the_nearest_word_or_all():
    assert did_you_mean("scor_now", ["text", "score_now"]) == "Did you mean “score_now”?"
    assert did_you_mean("zzz", ["text", "theme"]) == "Known: text, theme"
