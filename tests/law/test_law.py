"""The law: read(fill(draw(form), answers)) == answers."""

import io
import json
import pickle
from functools import lru_cache

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import answers, runs, texts

import mlmp_print as mlmp
from mlmp_print.model.answers import canonical, check
from mlmp_print.model.limits import TEXT_LETTERS
from mlmp_print.model.paths import pattern
from mlmp_print.text.fonts import face

FORM = "visual-plan"
VARIANTS = [
    (lang, size, ink) for lang in ("da", "en") for size in ("a4", "a3") for ink in ("color", "gray")
]
LONGEST = ("Jeg vil gerne – sammen med Åse – øve mig i at tage bussen. " * (TEXT_LETTERS // 50))[
    :TEXT_LETTERS
]


@lru_cache
def template(lang="da", size="a4", ink="color"):
    return mlmp.template(FORM, lang=lang, size=size, ink=ink)


def plan():
    return st.deferred(lambda: answers(template().form))


def exact(value):
    """JSON text: unlike ==, it tells 1 from 1.0 and from true."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def holds(form_template, given_answers):
    read = mlmp.read(form_template.fill(given_answers).pdf)
    assert exact(read.answers) == exact(canonical(form_template.form, given_answers))
    return read


@pytest.mark.parametrize(("lang", "size", "ink"), VARIANTS)
def test_what_is_filled_in_is_read_back(lang, size, ink):
    @runs(5)
    @given(plan())
    def law(given_answers):
        read = holds(template(lang, size, ink), given_answers)
        assert (read.form, read.language, read.version) == (FORM, lang, template().form.version)

    law()


@runs(40)
@given(texts())
@example("")
@example("þÿ")
@example("ÿþ\u0041")
@example("ï»¿abc")
@example("\ufeff\ufeffabc")
@example("\ufeff")
@example("\u200b")
@example(" ")
@example("  leading and trailing  ")
@example("\n\nlines around\n\n")
@example("a\r\nb\rc\n")
@example("\\")
@example("\\(\\)\\\\n\\053")
@example(") Tj ET (")
@example("(((unbalanced")
@example("e\u0301 and é, A\u030a and Å and \u212b")
@example("\tone\ttwo")
@example("soft\u00adhyphen")
@example("no\u00a0break")
@example("½ ± ¿ ÿ × ÷ æøåÆØÅ")
@example("– — … € ‰ “x” ’")
@example("\u202eright to left")
@example("x" * 3000)
def test_every_text_is_read_back_letter_by_letter(text):
    holds(template(), {"purpose": text, "goals": [{"notes": text}]})


@runs(20)
@given(texts(line=True))
@example("(" * 60)
@example("Wolfeschlegelsteinhausenbergerdorff " * 12)
def test_every_text_of_one_line_is_read_back(text):
    holds(template(), {"name": text})


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_score_theme_and_tick_is_read_back(lang):
    made = template(lang)
    kinds = {place.pattern: place.kind for place in made.form.places()}
    for score in kinds["goals.score_now"].states:
        holds(made, {"goals": [{"score_now": float(score)}, {"score_expected": float(score)}]})
    for theme in kinds["goals.theme"].states:
        holds(made, {"goals": [{}, {"theme": theme, "disagrees": True}]})


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1899-12-31", "2000-02-29", "2026-11-22", "9999-12-31"]
)
def test_every_date_is_read_back(day):
    holds(template(), {"date": day})


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("count", [1, 3, 4, 6, 7, 12])
def test_any_number_of_goals_is_read_back(size, count):
    goals = [
        {
            "text": f"mål nummer {number}",
            "theme": "health",
            "score_now": number % 9 / 2,
            "disagrees": True,
        }
        for number in range(1, count + 1)
    ]
    made = template(size=size)
    read = holds(made, {"name": "Peter", "goals": goals})
    assert len(read.answers["goals"]) == count
    assert bool(made.fill({"goals": goals}).notes) == (count > 3)


@pytest.mark.parametrize("empty", [None, {}, {"text": "", "theme": None, "disagrees": False}])
def test_an_empty_goal_between_two_filled_ones_keeps_its_place(empty):
    read = holds(template(), {"goals": [{"text": "first"}, empty, {"text": "third"}]})
    assert read.answers == {"goals": [{"text": "first"}, {}, {"text": "third"}]}


def test_eleven_empty_goals_before_the_last_one_are_kept():
    assert holds(template(), {"goals": [None] * 11 + [{"score_now": 0}]}).answers == {
        "goals": [{}] * 11 + [{"score_now": 0}]
    }


@pytest.mark.parametrize(
    "nothing",
    [{}, {"name": ""}, {"goals": None}, {"goals": []}, {"goals": [{}, None, {"text": ""}]}, None],
)
def test_empty_answers_are_left_out_and_make_the_blank(nothing):
    assert holds(template(), nothing).answers == {}
    assert template().fill(nothing).pdf == mlmp.blank(FORM)


@pytest.mark.parametrize(("lang", "size", "ink"), VARIANTS)
def test_texts_as_long_as_may_be_are_read_back_whole(lang, size, ink):
    given_answers = {
        "purpose": LONGEST,
        "goals": [{"text": LONGEST}, {"notes": "x" * TEXT_LETTERS}],
    }
    holds(template(lang, size, ink), given_answers)
    noted = {note.path for note in template(lang, size, ink).fill(given_answers).notes}
    assert noted == {"purpose", "goals.1.text", "goals.2.notes"}


def test_a_text_of_line_breaks_only_is_read_back():
    holds(template(), {"notes": "\n" * 2000})


@runs(12)
@given(plan())
def test_filling_twice_gives_the_same_bytes(given_answers):
    assert template().fill(given_answers).pdf == template().fill(given_answers).pdf


@runs(12)
@given(plan())
def test_what_was_filled_before_leaves_no_trace(given_answers):
    made = template()
    first = made.fill({"name": "Peter"}).pdf
    made.fill(given_answers)
    assert made.fill({"name": "Peter"}).pdf == first


@runs(8)
@given(plan())
def test_a_pickled_template_gives_the_same_bytes(given_answers):
    copy = pickle.loads(pickle.dumps(template()))
    assert copy.fill(given_answers).pdf == template().fill(given_answers).pdf


def test_a_template_made_anew_gives_the_same_bytes():
    given_answers = {"name": "Åse", "purpose": "Жук", "goals": [{"text": LONGEST}] * 4}
    assert mlmp.template(FORM).fill(given_answers) == mlmp.template(FORM).fill(given_answers)


@runs(12)
@given(plan())
def test_what_was_read_is_read_again_when_filled_again(given_answers):
    first = template().fill(given_answers)
    read = mlmp.read(first.pdf)
    second = template().fill(read.answers)
    assert second.pdf == first.pdf
    assert exact(mlmp.read(second.pdf).answers) == exact(read.answers)


@runs(12)
@given(plan())
def test_answers_in_danish_fill_the_english_sheet(given_answers):
    danish = mlmp.read(template("da").fill(given_answers).pdf).answers
    english = mlmp.read(template("en", "a3", "gray").fill(danish).pdf).answers
    assert exact(english) == exact(danish)


# Another reader -----------------------------------------------------------------------------------


def stored(fields, above=""):
    """Full name → value of every field that holds something, as pikepdf sees them."""
    found = {}
    for field in fields:
        name = ".".join(part for part in (above, str(field.get("/T", ""))) if part)
        kids = [kid for kid in field.get("/Kids", []) if "/T" in kid]
        value = field.get("/V")
        if kids:
            found |= stored(kids, name)
        elif value is not None and value != pikepdf.Name.Off:
            found[name] = str(value)[1:] if isinstance(value, pikepdf.Name) else str(value)
    return found


@runs(20)
@given(plan())
def test_another_reader_finds_the_same_values(given_answers):
    kinds = {place.pattern: place.kind for place in template().form.places()}
    expected = {
        path: kinds[pattern(path)[0]].store(value)
        for path, value in check(template().form, given_answers).items()
        if not kinds[pattern(path)[0]].describes  # it stands in its picture's own field
    }
    with pikepdf.open(io.BytesIO(template().fill(given_answers).pdf)) as pdf:
        assert stored(pdf.Root.AcroForm.Fields) == expected


# Nobody else's answers ----------------------------------------------------------------------------


def bare(data):
    """Everything that a file holds, streams unpacked."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parts = [data]
        for thing in pdf.objects:
            parts.append(thing.unparse(resolved=True))
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_bytes())
        return b"\n".join(parts)


def guises(text):
    """The ways a text may stand in a PDF: eight-bit, UTF-16, each in hex, and glyph numbers."""
    codes = [
        face("regular").hex_code.get(letter) or face("fallback").hex_code[letter] for letter in text
    ]
    plain = [text.encode("utf-8"), text.encode("latin-1", "ignore"), text.encode("utf-16-be")]
    written = [plain[0].hex(), plain[2].hex(), "".join(codes)]
    return {
        *plain,
        *(code.encode() for code in written),
        *(code.upper().encode() for code in written),
    } - {b""}


SECRETS = {
    "name": "Qvxyz Wjkqvist",
    "date": "1987-06-05",
    "purpose": "Zqxjwv " * 400,
    "parking_lot": "Жщэюъ",
    "wishing_well": "Kqzxw",
    "notes": "Vzqxk " * 40,
    "goals": [
        {
            "text": f"Xqzjv{number}",
            "notes": f"Jzqwx{number}",
            "theme": "health",
            "score_now": 3.5,
            "disagrees": True,
        }
        for number in range(1, 8)
    ],
}
TOKENS = [
    "Qvxyz",
    "Wjkqvist",
    "05-06-1987",
    "1987-06-05",
    "Zqxjwv",
    "Жщэюъ",
    "Kqzxw",
    "Vzqxk",
    "Xqzjv",
    "Jzqwx",
]


@pytest.mark.parametrize("token", [token for token in TOKENS if token != "1987-06-05"])
def test_the_search_for_traces_finds_what_is_there(token):
    whole = bare(template().fill(SECRETS).pdf)
    assert any(guise in whole for guise in guises(token))


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"name": "Peter"},
        {"purpose": LONGEST, "parking_lot": "Шла Саша", "goals": [{"text": "x"}] * 7},
    ],
)
def test_the_next_copy_holds_nothing_of_the_one_before(other):
    made = pickle.loads(pickle.dumps(template()))
    made.fill(SECRETS)
    whole = bare(made.fill(other).pdf)
    found = [token for token in TOKENS for guise in guises(token) if guise in whole]
    assert not found


def test_a_template_keeps_nothing_of_what_it_filled():
    made = mlmp.template(FORM)
    made.fill(SECRETS)
    kept = pickle.dumps(made)
    assert not [token for token in TOKENS if any(guise in kept for guise in guises(token))]


def test_a_copy_has_one_revision_and_no_default_values():
    data = template().fill(SECRETS).pdf
    assert data.count(b"%%EOF") == data.count(b"startxref") == 1
    assert b"/DV" not in bare(data)


def test_what_came_back_does_not_show_answers_when_printed():
    filled = template().fill(SECRETS)
    shown = repr(filled) + str(filled.notes) + repr(mlmp.read(filled.pdf))
    assert filled.notes
    assert not [token for token in TOKENS if token in shown]


# Copies that somebody meddled with ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("renamed", "rest"),
    [
        ("name.1", {"name": "Peter"}),
        ("goals.text", {"name": "Peter", "goals": [{"text": "first"}]}),
        ("goals.1.1.text", {"name": "Peter", "goals": [{"text": "first"}]}),
        ("goals", {"name": "Peter", "goals": [{"text": "first"}]}),
        ("name.x", {"name": "Peter"}),
    ],
)
def test_a_field_renamed_to_no_place_of_the_form_is_left_out(renamed, rest):
    with pikepdf.open(io.BytesIO(template().fill({**rest, "purpose": "a purpose"}).pdf)) as pdf:
        field = next(field for field in pdf.Root.AcroForm.Fields if field.get("/T") == "purpose")
        field.T = pikepdf.String(renamed)
        out = io.BytesIO()
        pdf.save(out)
    read = mlmp.read(out.getvalue())
    assert read.answers == rest
    assert read.notes
