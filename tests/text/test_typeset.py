"""Setting text: nothing is lost or stands outside its frame, and type is as large as it can be."""

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import runs, texts

from mlmp_print.text import typeset
from mlmp_print.text.fonts import face
from mlmp_print.text.lines import HYPHEN, wrap
from mlmp_print.text.typeset import (
    INVISIBLE,
    LARGE_SIZES,
    SIZES,
    Frame,
    advances,
    broken,
    display,
    fit,
    missing,
)

NEAR = 1e-6
SMALLEST = SIZES[-1]


def ems(text):
    """The width of a drawn text in ems."""
    advance = advances(text)
    return sum(advance[letter] for letter in text)


def visible(text):
    """The letters that have ink, in order."""
    return [letter for letter in text if letter not in INVISIBLE and not letter.isspace()]


def typed(line=False):
    """Texts as a field holds them: line ends are `\\n`."""
    return texts(line).map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))


def frames(single=False):
    """Frames as forms have them, at least one line high at 10 pt.

    Writing lines are 10 mm or so apart, or there are none.
    """
    count = st.just(1) if single else st.integers(0, 4)

    def made(count, pitch, width, below, lang):
        rules = tuple(18.0 + pitch * number for number in range(count))
        return Frame(width, (rules[-1] if rules else 12.0) + below, rules, single, lang=lang)

    return st.builds(
        made,
        count,
        st.floats(15.5, 40),
        st.floats(30, 520),
        st.floats(0 if single else 1, 4) if single else st.floats(1, 200),
        st.sampled_from(["", "da", "de", "en"]),
    )


# What is drawn ------------------------------------------------------------------------------------


@runs(200)
@given(texts())
@example("e\u0301a\u030a")
@example("soft\u00adhyphen")
def test_what_is_drawn_keeps_every_visible_letter(text):
    assert visible(display(text)) == visible(unicodedata.normalize("NFC", text))


@runs(200)
@given(typed())
def test_what_is_drawn_has_ink_or_is_a_space_or_a_line_break(text):
    drawn = display(text)
    assert not set(drawn) & (INVISIBLE | {"\t", "\r", "\u2028", "\u2029"})
    assert drawn.count("\n") == len(re.findall("[\n\u2028\u2029]", text))


@runs(200)
@given(texts())
@example("W\ufeff\u0300")
@example("e\u200b\u0301")
def test_what_is_drawn_is_composed_and_drawing_it_again_changes_nothing(text):
    drawn = display(text)
    assert unicodedata.normalize("NFC", drawn) == drawn
    assert display(drawn) == drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("", ""),
        ("a\tb", "a    b"),
        ("å\t", "å    "),
        ("a\u030a", "å"),
        ("x\u200by\u00adz", "xyz"),
        ("\ufeffa", "a"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        (" a ", " a "),
    ],
)
def test_how_unusual_letters_are_drawn(text, drawn):
    assert display(text) == drawn


@runs(100)
@given(typed())
def test_nothing_is_missing_from_what_our_fonts_can_draw(text):
    assert missing(text) == []


def test_each_missing_letter_is_named_once():
    assert missing("😀a😀漢\n") == sorted("😀漢")


# Wrapping -----------------------------------------------------------------------------------------


def paragraphs():
    """Texts as they are drawn."""
    return typed().map(display)


@runs(300)
@given(paragraphs(), st.floats(1.0, 60.0))
@example("a" * 100, 3.0)
@example("a-b/c–d—" * 30, 2.0)
@example("     five spaces first, and many after          ", 4.0)
@example("one\n\n\ntwo", 10.0)
def test_wrapping_loses_no_letter(text, limit):
    assert visible("".join(wrap(text, limit, advances(text)))) == visible(text)


@runs(300)
@given(paragraphs(), st.floats(0.3, 60.0))
@example("MMMM iiii", 0.3)
def test_every_line_is_within_its_limit(text, limit):
    for line in wrap(text, limit, advances(text)):
        assert ems(line) <= limit + NEAR or len(line) == 1


@runs(200)
@given(paragraphs(), st.floats(3.0, 60.0))
def test_lines_break_where_the_writer_broke_them(text, limit):
    apart = [
        line for paragraph in text.split("\n") for line in wrap(paragraph, limit, advances(text))
    ]
    assert wrap(text, limit, advances(text)) == apart


@runs(200)
@given(paragraphs())
def test_a_text_with_room_enough_stays_as_it_is(text):
    assert wrap(text, 1e9, advances(text)) == text.split("\n")


@runs(200)
@given(
    st.lists(st.text(st.sampled_from("abcæøå"), min_size=1, max_size=8), min_size=1, max_size=30),
    st.floats(8.0, 30.0),
)
def test_words_are_kept_whole_and_lines_are_filled(words, limit):
    advance = face("regular").advance
    lines = wrap(" ".join(words), limit, advance)
    assert " ".join(lines) == " ".join(words)
    for line, following in pairwise(lines):
        assert ems(f"{line} {following.split(' ')[0]}") > limit - NEAR


def test_long_words_break_after_hyphens_first():
    assert wrap("social-og-sundhed", ems("social-og-"), face("regular").advance) == [
        "social-og-",
        "sundhed",
    ]
    assert wrap("ja/nej", ems("ja/ne"), face("regular").advance) == ["ja/", "nej"]


@runs(100)
@given(texts(line=True), st.floats(20.0, 500.0), st.sampled_from(SIZES))
def test_a_text_broken_to_a_measure_is_within_it(text, limit, size):
    assert all(
        ems(line) * size <= limit + NEAR or len(line) == 1 for line in broken(text, limit, size)
    )


# Fitting ------------------------------------------------------------------------------------------


def inside(setting, frame):
    """Lines and baselines are those of the frame, with room for what hangs below a line."""
    assert setting.size in frame.sizes
    assert len(setting.lines) == len(setting.baselines) >= 1
    assert list(setting.baselines) == sorted(setting.baselines)
    assert setting.baselines[0] > 0.7 * setting.size
    assert setting.baselines[-1] <= frame.height - 0.25 * setting.size + NEAR
    assert all(ems(line) * setting.size <= frame.width + NEAR for line in setting.lines)
    steps = [after - before for before, after in pairwise(setting.baselines)]
    assert all(step >= 1.2 * setting.size for step in steps)


def lines_that_fit(frame, size):
    """The number of lines of a size that a frame surely holds.

    The first stands 0.95 em down, the others 1.25 em apart, and 0.3 em is below the last.
    """
    count = 0
    while (0.95 + 1.25 * count + 0.30) * size <= frame.height - NEAR:
        count += 1
    return count


@runs(300)
@given(typed(), frames(), st.floats(0.0, 6.0))
@example("x" * 5000, Frame(100.0, 40.0), 5.0)
@example("", Frame(100.0, 40.0, (18.0, 36.0)), 5.0)
@example("\n" * 50, Frame(100.0, 40.0, (18.0, 36.0)), 5.0)
def test_a_text_stands_inside_its_frame(text, frame, tail):
    inside(fit(text, frame, tail), frame)


@runs(200)
@given(typed(line=True), frames(single=True), st.floats(0.0, 6.0))
@example("", Frame(100.0, 20.0, (18.0,), single=True), 5.0)
@example("x" * 500, Frame(100.0, 20.0, (18.0,), single=True), 5.0)
def test_one_line_stands_on_its_rule(text, frame, tail):
    setting = fit(text, frame, tail)
    inside(setting, frame)
    assert len(setting.lines) == 1
    assert setting.on_rules
    assert setting.baselines[0] < frame.rules[0]


@runs(300)
@given(typed(), frames(), st.floats(0.0, 6.0))
@example("x" * 5000, Frame(100.0, 40.0), 5.0)
@example("a\nb\nc", Frame(100.0, 33.75), 5.0)
@example("a\nb\nc", Frame(100.0, 33.7), 5.0)
def test_a_text_is_whole_or_does_not_fit_at_the_smallest_size(text, frame, tail):
    drawn = display(text)
    setting = fit(text, frame, tail)
    if setting.whole:
        assert visible("".join(setting.lines)) == visible(drawn)
    else:
        lines = wrap(drawn, frame.width / SMALLEST, advances(drawn), frame.lang)
        assert len(lines) > lines_that_fit(frame, SMALLEST)
        assert setting.size == SMALLEST


@runs(200)
@given(typed(line=True), frames(single=True))
def test_one_line_is_whole_or_too_wide_at_the_smallest_size(text, frame):
    drawn = display(text)
    setting = fit(text, frame, 3.0)
    if setting.whole:
        assert visible(setting.lines[0]) == visible(drawn)
    else:
        assert ems(drawn) * SMALLEST > frame.width - NEAR
        assert setting.size == SMALLEST


@pytest.mark.parametrize("size", SIZES)
def test_one_line_is_set_in_the_largest_size_that_it_fits_in(size):
    name = "Ida Marie Søndergaard"
    setting = fit(name, Frame(ems(name) * (size + 0.1), 20.0, (18.0,), single=True), 3.0)
    assert (setting.lines, setting.size, setting.whole) == ((name,), size, True)


@runs(300)
@given(typed(), frames(), st.floats(0.0, 6.0))
@example("word " * 900, Frame(150.0, 60.0), 5.0)
def test_a_text_cut_off_is_a_beginning_and_leaves_room_for_the_pointer(text, frame, tail):
    assume(frame.width / SMALLEST > tail)
    drawn = display(text)
    setting = fit(text, frame, tail)
    if not setting.whole:
        shown = visible("".join(setting.lines))
        assert shown == visible(drawn)[: len(shown)]
        assert (ems(setting.lines[-1]) + tail) * SMALLEST <= frame.width + NEAR
        assert setting.baselines[-1] + (1.25 + 0.3) * SMALLEST > frame.height - NEAR, (
            "there was room for another line"
        )


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("Jeg vil gerne blive bedre", "Jeg vil gerne bl", "Jeg vil gerne"),
        ("Jeg vil gerne blive bedre", "Jeg vil gerne", "Jeg vil gerne"),
        ("Vi ses på mandag kl. 15.30", "Vi ses på mandag kl. 1", "Vi ses på mandag kl"),
        ("Jeg kan gå, cykle og svømme", "Jeg kan gå, cyk", "Jeg kan gå"),
        ("Forberedelsesmøderne er gode", "Forberedelsesm", "Forberedelsesm"),
    ],
)
@pytest.mark.parametrize(
    "frame", [Frame(0.0, 12.0), Frame(0.0, 20.0, (18.0,), single=True)], ids=["box", "line"]
)
def test_a_text_cut_off_ends_with_a_whole_word(text, room, shown, frame):
    wide = replace(frame, width=(ems(room) + 4.1) * SMALLEST)
    assert fit(text + " og meget mere end det" * 20, wide, 4.0).lines == (shown,)


@runs(300)
@given(typed(), frames(), st.floats(0.0, 6.0))
def test_a_text_cut_off_breaks_only_a_word_that_is_the_first_on_its_line(text, frame, tail):
    assume(frame.width / SMALLEST > tail)
    setting = fit(text, frame, tail)
    if not setting.whole and " " in setting.lines[-1].lstrip():
        words = re.findall(r"[^ \n]*[^ \n,;:./(–—-]", display(text))
        assert setting.lines[-1].split(" ")[-1] in words


@runs(300)
@given(typed(), st.one_of(frames(), frames(), frames(single=True)))
def test_a_text_stands_on_the_rules_only_if_they_are_enough(text, frame):
    setting = fit(text, frame, 2.0)
    if setting.on_rules:
        assert len(setting.lines) <= len(frame.rules)
        assert all(
            0.2 * setting.size < rule - baseline < 0.4 * setting.size
            for rule, baseline in zip(frame.rules, setting.baselines, strict=False)
        )
    elif frame.rules:
        drawn = display(text)
        lines = wrap(drawn, frame.width / SIZES[0], advances(drawn), frame.lang)
        assert len(lines) > len(frame.rules)


@runs(300)
@given(typed(), frames())
@example("one two three four five six seven", Frame(60.0, 70.0))
def test_a_text_is_as_large_as_it_can_be(text, frame):
    drawn = display(text)
    setting = fit(text, frame, 2.0)
    longest = max(map(ems, re.split(r"[ \n]|(?<=[-/–—])(?=\w)", drawn)))
    for size in SIZES[: SIZES.index(setting.size)]:
        lines = wrap(drawn, frame.width / size, advances(drawn), frame.lang)
        too_many = len(lines) > lines_that_fit(frame, size)
        assert too_many or longest > frame.width / size, "neither too many lines nor a word broken"


def test_a_word_longer_than_a_line_is_set_smaller_rather_than_broken():
    frame = Frame(ems("Forberedelsesmøder") * 10.2, 60.0)
    setting = fit("Forberedelsesmøder med borgerguide", frame)
    assert (setting.lines, setting.size) == (("Forberedelsesmøder", "med borgerguide"), 10.0)


def test_a_word_too_long_at_every_size_does_not_make_the_rest_small():
    setting = fit("Æ" * 40, Frame(ems("Æ" * 20) * 8.0, 90.0))
    assert (setting.size, setting.whole) == (12.0, True)


# Names on two lines -------------------------------------------------------------------------------

LONG_NAME = "Peter Ludvig Nikolaj Højgaard-Søndergaard von Rosenørn-Lehn til Gul"


def name_frame(width, rule):
    return Frame(width, rule + 2.3, (rule,), single=True, two=True, lang="da")


def test_a_name_too_wide_for_one_line_stands_on_two_on_its_rule():
    setting = fit(LONG_NAME, name_frame(210.0, 23.2), 5.0)
    assert setting.lines == (
        "Peter Ludvig Nikolaj Højgaard-Søndergaard von",
        "Rosenørn-Lehn til Gul",
    )
    assert (setting.size, setting.whole, setting.on_rules) == (10.0, True, True)
    assert setting.baselines == pytest.approx((8.8, 20.8))


def test_a_name_shrinks_on_one_line_before_it_takes_two():
    wide = ems(LONG_NAME) * 10.2
    setting = fit(LONG_NAME, name_frame(wide, 40.0), 5.0)
    assert (setting.lines, setting.size) == ((LONG_NAME,), 10.0)


def test_a_name_on_two_lines_is_as_large_as_its_box_allows():
    assert fit(LONG_NAME, name_frame(ems(LONG_NAME) * 8, 40.0), 5.0).size == 12.0


def test_a_name_in_a_box_for_one_line_goes_on_elsewhere():
    setting = fit(LONG_NAME, name_frame(210.0, 20.0), 5.0)
    assert (len(setting.lines), setting.whole) == (1, False)


def test_a_name_too_long_for_two_lines_is_cut_on_the_second():
    setting = fit(LONG_NAME * 3, name_frame(210.0, 23.2), 5.0)
    assert (len(setting.lines), setting.whole) == (2, False)
    assert (ems(setting.lines[1]) + 5.0) * setting.size <= 210.0


@runs(200)
@given(typed(line=True), st.floats(100, 520), st.floats(15, 60), st.floats(0.0, 6.0))
def test_a_name_stands_inside_its_frame_on_at_most_two_lines(text, width, rule, tail):
    frame = name_frame(width, rule)
    setting = fit(text, frame, tail)
    inside(setting, frame)
    assert len(setting.lines) <= 2
    assert setting.on_rules
    shown = visible("".join(setting.lines))
    assert shown == visible(display(text))[: len(shown)]
    assert not setting.whole or shown == visible(display(text))


# Hyphens ------------------------------------------------------------------------------------------

MEASURE = "beskæftigelsesforanstaltning"


def room_for(words):
    """The width in ems of a line with these words and a hyphen."""
    return ems(words + HYPHEN) + 0.01


@pytest.mark.parametrize(
    ("word", "lang", "room", "lines"),
    [
        (MEASURE, "da", "beskæftigelsesf", ["beskæftigelses-", "foranstaltning"]),
        (MEASURE, "da", "beskæf", ["beskæf-", "tigel-", "sesfor-", "anstalt-", "ning"]),
        (f"({MEASURE}),", "da", "(beskæftigelsesf", ["(beskæftigelses-", "foranstaltning),"]),
        ("Rechtsschutzversicherung", "de", "Rechtsschutzv", ["Rechtsschutz-", "versicherung"]),
        ("communication", "en", "communi", ["communi-", "cation"]),
    ],
)
def test_a_word_longer_than_a_line_is_broken_between_syllables(word, lang, room, lines):
    found = wrap(word, room_for(room), face("regular").advance, lang)
    assert [line.replace(HYPHEN, "-") for line in found] == lines


def test_a_word_without_syllables_that_fit_is_broken_anywhere():
    regular = face("regular").advance
    assert wrap("hhhhhhhhh", room_for("hhhh"), regular, "da") == ["hhhh\u00ad", "hhhh\u00ad", "h"]
    assert wrap(MEASURE, room_for("beskæftigelsesf"), regular) == [
        "beskæftigelsesf",
        "oranstaltning",
    ]


@pytest.mark.parametrize("address", ["beskæftigelsen@kommune.dk", "https://forberedelsesmøder/"])
def test_an_address_gets_no_hyphen(address):
    lines = wrap(address, room_for(address[:12]), face("regular").advance, "da")
    assert len(lines) > 1
    assert "".join(lines) == address


@runs(300)
@given(paragraphs(), st.floats(1.0, 60.0), st.sampled_from(["da", "de", "en", "fi"]))
@example("beskæftigelsesforanstaltning " * 20, 9.0, "da")
@example("x" * 5000, 3.0, "da")
def test_hyphens_stand_only_at_the_ends_of_lines_whose_word_goes_on(text, limit, lang):
    lines = wrap(text, limit, advances(text), lang)
    assert all(ems(line) <= limit + NEAR or len(line) == 1 for line in lines)
    assert visible("".join(lines)) == visible(text)
    assert not any(HYPHEN in line[:-1] for line in lines)
    for line, following in pairwise(lines):
        if line.endswith(HYPHEN):
            assert line[-2:-1].isalpha()
            assert following[:1].isalpha()
            assert line[:-1] + following[:1] in text


def test_a_word_is_made_smaller_before_it_is_broken():
    frame = Frame(ems(MEASURE) * 10.2, 90.0, lang="da")
    assert fit(f"Min {MEASURE}", frame).lines == ("Min", MEASURE)
    narrow = Frame(ems(MEASURE) * 9.8, 90.0, lang="da")
    begin, end = "beskæftigelsesforan\u00ad", "staltning"
    assert fit(f"Min {MEASURE}", narrow).lines == ("Min", begin, end)


@runs(100)
@given(typed(), frames())
def test_plain_says_whether_the_first_face_has_every_letter(text, frame):
    drawn = display(text)
    assert fit(text, frame).plain == (set(drawn) - {"\n"} <= face("regular").advance.keys())


def test_answers_shrink_to_ten_points_at_least_and_in_large_print_to_fourteen():
    assert (SIZES[0], SIZES[-1]) == (12, 10)
    assert (LARGE_SIZES[0], LARGE_SIZES[-1]) == (16, 14)
    for sizes in (SIZES, LARGE_SIZES):
        assert list(sizes) == sorted(sizes, reverse=True)


def test_a_short_text_is_set_at_full_size_on_the_first_rule():
    setting = fit("At bo selv", Frame(300.0, 60.0, (20.0, 48.0)))
    assert (setting.lines, setting.size, setting.on_rules, setting.whole) == (
        ("At bo selv",),
        12.0,
        True,
        True,
    )
    assert setting.baselines == pytest.approx((16.4,))


def test_a_text_of_twenty_thousand_letters_is_set():
    setting = fit("Jeg vil gerne øve mig. " * 870, Frame(300.0, 60.0, (20.0, 48.0)), 5.0)
    assert not setting.whole
    assert len(setting.lines) > 2


def test_a_width_of_page_text_grows_with_its_size():
    assert typeset.width("Mit liv", 24) == pytest.approx(2 * typeset.width("Mit liv", 12))
    assert typeset.width("Mit liv", 12, "bold") > typeset.width("Mit liv", 12)
