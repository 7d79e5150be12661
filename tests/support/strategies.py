"""Hypothesis strategies for what people may write: each kind of value, and any form's answers."""

import unicodedata
from datetime import date
from functools import lru_cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlmp_print.model.form import Field, Group
from mlmp_print.model.kinds import (
    SCORES,
    Choice,
    Date,
    Description,
    Picture,
    Score,
    Text,
    Theme,
    Tick,
)
from mlmp_print.model.limits import TEXT_LETTERS
from mlmp_print.text.fonts import face

BREAKS = "\n\r\u2028\u2029"

# Pieces of text that have broken a PDF, a viewer or a parser somewhere.
TROUBLE = (
    ") Tj ET (", "(", ")", "\\", "\\)", "\\n", "\\101", "((()", "<<", ">>", "<FEFF",
    "endstream\nendobj", "%%EOF", "/Off", "Off", "null", "þÿ", "ÿþ", "ï»¿", "\ufeff", "\u200b",
    "\u200d", "\u00ad", "\u00a0", "\u202e", "\u2028", "e\u0301", "A\u030a", "a\u0323\u0302",
    "\u212b", "\t", "  ", "\n", "\n\n", " \n ", "\r\n", "\r", "½", "–", "“x”", "İ", "Жук",
    "=1+1", "'", "../..", "{n}", "%s", "&amp;<b>", "Æ/Ø-Å", "1-2-3",
)  # fmt: skip


def runs(examples):
    """The settings of a property: so many examples, the same every time."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@lru_cache
def letters(key):
    """Every character that a face can draw."""
    return "".join(
        sorted(
            letter
            for letter in face(key).advance
            if unicodedata.category(letter) not in ("Cc", "Cs")
        )
    )


def some(strategy, count):
    """The first examples of a strategy, always the same, for a test that tries many at once."""
    found = []

    @runs(count)
    @given(strategy)
    def collect(example):
        found.append(example)

    collect()
    return found


def words():
    """A short text in the letters of the first face."""
    return st.text(st.sampled_from(letters("regular")), max_size=12)


def texts(line=False):
    """Any text that a text field must keep; with `line`, without line breaks."""
    trouble = [piece for piece in TROUBLE if not line or not set(piece) & set(BREAKS)]
    other = "".join(letter for letter in letters("fallback") if letter not in BREAKS)
    piece = st.one_of(
        words(), words(), st.sampled_from(trouble), st.text(st.sampled_from(other), max_size=4)
    )
    short = st.lists(piece, max_size=6).map("".join)
    long = st.builds(lambda text, times: (text * times)[:TEXT_LETTERS], short, st.integers(20, 150))
    return st.one_of(*[short] * 8, long)


def values(kind):
    """Values that a kind takes, also empty ones."""
    match kind:
        case Description():  # of a picture, which is not there
            return st.none()
        case Text():
            return texts(kind.line)
        case Date():
            return st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
        case Score():
            return st.sampled_from([*SCORES, 0, 1, 2, 3, 4, -0.0])
        case Theme() | Choice():
            return st.sampled_from(kind.keys)
        case Tick():
            return st.booleans()
        case Picture():  # the files themselves are tried in test_pictures
            return st.none()
    raise TypeError(f"no strategy for {type(kind).__name__}")


def nothing():
    """The ways to leave an answer out that still write its key."""
    return st.sampled_from([None, ""])


def _members(form, questions):
    drawn = [q for q in questions if not isinstance(q, Field) or form.draws(q)]
    return st.fixed_dictionaries({}, optional={q.key: _question(form, q) for q in drawn})


def _question(form, question):
    if isinstance(question, Field):
        value = values(question.kind)
        return st.one_of(value, value, value, nothing())
    if isinstance(question, Group):
        return _members(form, question.members) | st.none()
    entry = st.one_of(
        _members(form, question.members),
        _members(form, question.members),
        _members(form, question.members),
        st.none(),
    )
    return st.one_of(
        st.none(),
        st.lists(entry, max_size=3),
        st.lists(entry, max_size=3),
        st.lists(entry, max_size=question.most),
    )


def answers(form):
    """Answers to a form, of any size and shape that its schema allows."""
    return _members(form, form.questions)
