"""Where people mark and write: layouts, their digest, their JSON, and no two papers alike."""

from __future__ import annotations

import copy
import io
import json
from itertools import chain
from math import cos, pi, sin
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marking import EVERY_FORM, TELLING, slow_unless
from paper_layouts import SIX_THEMES, Pile, chosen

import mlmp_print as mlmp
from mlmp_print.definitions import load as forms
from mlmp_print.draw.geometry import Box
from mlmp_print.look import look as looks
from mlmp_print.pdf.layout_json import layout_json, layout_of, layouts_bytes, read_layouts
from mlmp_print.pdf.panel_layout import Area, PanelLayout, Target
from mlmp_print.pdf.sheet_codes import NO_DIGEST, PanelKey

KEY = PanelKey("VPLAN", 1, "DAA4", 1, 1)
A4 = (210.0, 297.0)
DPI = 200
DARK = 150  # of 255; outlines are ink


@pytest.fixture(scope="session")
def six_themes(tmp_path_factory):
    """A look with other life themes than ours."""
    file = tmp_path_factory.mktemp("looks") / "six.toml"
    file.write_text(SIX_THEMES, encoding="utf-8")
    return file


def layouts(form: str, **options) -> tuple[PanelLayout, ...]:
    return mlmp.template(form, **options).compiled_form().layouts


# What is in a layout ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY_FORM)
@pytest.mark.parametrize("large", [False, True])
def test_a_layout_holds_every_answer_of_every_question_once(name, large):
    made = mlmp.template(name, large=large)
    found = made.compiled_form().layouts
    marked = [(target.path, target.state) for layout in found for target in layout.targets]
    written = [area.path for layout in found for area in layout.areas]
    places = [place for place in made.form.places() if not place.kind.describes]
    asked = [(place.path, state) for place in places for state in place.kind.states]
    assert sorted(marked) == sorted(asked)
    assert sorted(written) == sorted(place.path for place in places if not place.kind.states)
    kinds = {place.path: place.kind for place in places}
    for layout in found:
        assert all(target.kind == kinds[target.path].name for target in layout.targets)
        for area in layout.areas:
            assert (area.kind == "picture") == kinds[area.path].is_picture
            assert (area.kind == "date") == kinds[area.path].is_day


@pytest.mark.parametrize("size", ["a4", "a3"])
@pytest.mark.parametrize("name", EVERY_FORM)
def test_a_person_marks_where_the_outline_of_a_spot_is_printed(name, size):
    """Dark paper all around each spot, on the page where the layout says that its panel lies."""
    for large in (False, True):
        made = mlmp.template(name, size=size, large=large)
        with pdfium.PdfDocument(made.fill({}).pdf) as document:
            pages = [page.render(scale=DPI / 72, grayscale=True).to_pil() for page in document]
        for layout in made.compiled_form().layouts:
            page = pages[layout.page_index]
            for target in layout.targets:
                assert all(
                    darkest_near(page, *on_page(layout, x, y)) < DARK for x, y in outline(target)
                ), target


def outline(target: Target) -> list[tuple[float, float]]:
    """Points on the edge of a spot, mm."""
    if target.shape == "square":
        steps = [(1, 0), (-1, 0), (0, 1), (0, -1)]
    else:
        steps = [(cos(eighth * pi / 4), sin(eighth * pi / 4)) for eighth in range(8)]
    return [(target.x + target.radius * x, target.y + target.radius * y) for x, y in steps]


def on_page(layout: PanelLayout, x: float, y: float) -> tuple[float, float]:
    """A point of a panel on its page, mm."""
    left, top = layout.origin
    return left + x * layout.scale, top + y * layout.scale


def darkest_near(page, x: float, y: float) -> int:
    """The darkest pixel within a third of a millimetre."""
    pixel, reach = DPI / 25.4, 0.33 * DPI / 25.4
    box = (x * pixel - reach, y * pixel - reach, x * pixel + reach + 1, y * pixel + reach + 1)
    darkest, _ = page.crop(tuple(map(int, box))).getextrema()
    return int(darkest)


def test_a_file_says_where_people_mark_it():
    """An old blank alone is enough to read its paper, whoever saved it."""
    made = mlmp.template("visual-plan", size="a3")
    with pikepdf.open(io.BytesIO(made.fill({"name": "Åse"}).pdf)) as pdf:
        private = next(iter(pdf.Root.PieceInfo.values())).Private
        described = json.loads(private.read_bytes())["layouts"]
    assert tuple(map(layout_of, described)) == made.compiled_form().layouts


# The digest ---------------------------------------------------------------------------------------

LENGTHS = st.integers(0, 3000).map(lambda tenths: tenths / 10)
TARGETS = st.builds(
    Target,
    path=st.from_regex(r"[a-z]{1,5}(\.[1-9])?", fullmatch=True),
    state=st.sampled_from(["0", "0.5", "Yes", "mobility"]),
    kind=st.sampled_from(["score", "theme", "tick"]),
    shape=st.sampled_from(["disc", "square"]),
    x=LENGTHS,
    y=LENGTHS,
    radius=LENGTHS,
)
AREAS = st.builds(
    Area,
    path=st.from_regex(r"[a-z]{1,5}", fullmatch=True),
    kind=st.sampled_from(["text", "date", "name", "picture"]),
    box=st.builds(Box, LENGTHS, LENGTHS, LENGTHS, LENGTHS),
)
LAYOUTS = st.builds(
    PanelLayout,
    key=st.just(KEY),
    size=st.just(A4),
    scale=st.just(1.0),
    page_index=st.integers(0, 20),
    origin=st.just((0.0, 0.0)),
    targets=st.lists(TARGETS, max_size=6).map(tuple),
    areas=st.lists(AREAS, max_size=3).map(tuple),
)


def with_targets(*targets: Target, size=A4) -> PanelLayout:
    return PanelLayout(KEY, size, 1.0, 0, (0.0, 0.0), targets)


SPOT = Target("goals.1.score_now", "2", "score", "disc", 50.0, 60.0, 4.3)


def test_a_panel_with_nothing_to_fill_in_says_so():
    assert with_targets().digest == NO_DIGEST == "0000"


@pytest.mark.parametrize(
    "other",
    [
        Target("goals.1.score_now", "2", "score", "disc", 50.1, 60.0, 4.3),
        Target("goals.1.score_now", "2", "score", "disc", 50.0, 60.1, 4.3),
        Target("goals.1.score_now", "2", "score", "disc", 50.0, 60.0, 4.4),
        Target("goals.1.score_now", "3", "score", "disc", 50.0, 60.0, 4.3),
        Target("goals.2.score_now", "2", "score", "disc", 50.0, 60.0, 4.3),
    ],
)
def test_a_tenth_of_a_millimetre_and_each_name_change_the_digest(other):
    assert with_targets(SPOT).digest != with_targets(other).digest


def test_the_digest_is_this_for_ever():
    """Papers are printed with it, so the rule may never change."""
    assert with_targets(SPOT).digest == "D5N8"
    assert with_targets(SPOT, size=(297.0, 210.0)).digest != "D5N8"


@given(LAYOUTS, st.randoms())
def test_the_order_does_not_count_nor_what_is_less_than_a_tenth(layout, chance):
    targets = list(layout.targets)
    chance.shuffle(targets)
    nudged = [Target(t.path, t.state, t.kind, t.shape, t.x + 0.04, t.y, t.radius) for t in targets]
    other = PanelLayout(
        layout.key, layout.size, 1.0, 3, (210.0, 0.0), tuple(nudged), layout.areas[::-1]
    )
    assert other.digest == layout.digest
    assert (layout.digest == NO_DIGEST) == (not layout.targets and not layout.areas)


@pytest.mark.parametrize("name", TELLING)
def test_the_digest_is_the_same_on_both_sizes_of_paper(name):
    """The marks tell sizes apart; what is to be filled in lies alike on the panels."""
    small, large = layouts(name), layouts(name, size="a3")
    assert [layout.digest for layout in small] == [layout.digest for layout in large]


# JSON ---------------------------------------------------------------------------------------------


@given(st.lists(LAYOUTS, max_size=3))
def test_layouts_come_back_from_their_json(some):
    assert read_layouts(layouts_bytes(some), "a.json") == tuple(some)


@pytest.mark.parametrize("name", EVERY_FORM)
def test_the_layouts_of_every_form_come_back_from_their_json(name):
    for large in (False, True):
        made = layouts(name, large=large)
        assert read_layouts(layouts_bytes(made), "a.json") == made


def wrong_values() -> list[tuple[str, ...]]:
    """Every place in the JSON of a layout, as the keys that lead to it."""
    value = layout_json(
        PanelLayout(KEY, A4, 1.0, 0, (0.0, 0.0), (SPOT,), (Area("a", "text", Box(1, 2, 3, 4)),))
    )
    found: list[tuple] = []

    def walk(node, keys):
        found.append(keys)
        if isinstance(node, dict):
            for key, part in node.items():
                walk(part, (*keys, key))
        elif isinstance(node, list | tuple):
            for index, part in enumerate(node):
                walk(part, (*keys, index))

    walk(json.loads(json.dumps(value)), ())
    return found


@pytest.mark.parametrize("keys", wrong_values(), ids=str)
def test_every_value_of_a_foreign_layout_is_checked(keys):
    right = json.loads(
        json.dumps(
            layout_json(
                PanelLayout(
                    KEY, A4, 1.0, 0, (0.0, 0.0), (SPOT,), (Area("a", "text", Box(1, 2, 3, 4)),)
                )
            )
        )
    )
    assert layout_of(copy.deepcopy(right))
    nan, inf = float("nan"), float("inf")
    wrong = (None, True, "x", -1, 1e9, nan, inf, [], {}, [[]], "a" * 9999, {"a": 1})
    for value in wrong:
        content = copy.deepcopy(right)
        if not keys:
            content = value
        else:
            node = content
            for key in keys[:-1]:
                node = node[key]
            node[keys[-1]] = value
        if content == right:
            continue
        with pytest.raises(ValueError, match=r"^[a-z_]+$|is not a valid"):
            layout_of(content)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"{}", b"\xff\xfe", b'{"scheme": 2, "panels": []}',
     b'{"scheme": 1, "panels": {}}', b"[" * 100_000, b'{"scheme": 1, "panels": [1]}'],
)  # fmt: skip
def test_what_is_no_file_of_layouts_is_refused_in_one_sentence(data):
    with pytest.raises(mlmp.DefinitionError, match=r"old\.json: is not a file of panel layouts"):
        read_layouts(data, "old.json")


# No two papers are alike --------------------------------------------------------------------------


def fill_pile(
    name: str, at_once: tuple[int, ...], files: tuple[Path | None, ...], large: bool
) -> Pile:
    pile = Pile()
    usual = forms.load(name, looks.load(large=large))
    for settings in chain.from_iterable(chosen(usual, number) for number in at_once):
        for look in files:
            pile.add(name, settings, large=large, look=look)
    return pile


ONE = [
    slow_unless(name in TELLING and not large, name, large)
    for name in forms.names()
    for large in (False, True)
]


@pytest.mark.parametrize(("name", "large"), ONE)
def test_papers_of_each_setting_and_two_looks_are_told_apart(name, large, six_themes):
    pile = fill_pile(name, (0, 1), (None, six_themes), large)
    assert pile.boxes
    assert not pile.conflicts


@pytest.mark.slow
@pytest.mark.parametrize("name", forms.names())
def test_papers_of_two_settings_and_two_looks_are_told_apart(name, six_themes):
    for large in (False, True):
        assert not fill_pile(name, (2,), (None, six_themes), large).conflicts


def test_a_goals_page_with_eight_themes_is_not_that_of_a_look_with_six(six_themes):
    ours, theirs = layouts("visual-plan"), layouts("visual-plan", look=six_themes)
    assert [layout.key for layout in ours] == [layout.key for layout in theirs]
    assert ours[0].digest == theirs[0].digest, "the wheel has names on it, and nothing to mark"
    assert ours[1].digest != theirs[1].digest


def test_an_agreement_with_ten_efforts_is_not_one_with_more_participants():
    """Both have three pages, and as many boxes on the second; one is of efforts 6 to 10."""
    efforts = layouts("plan-agreement", settings={"efforts": 10})
    people = layouts("plan-agreement", settings={"participants": 12})
    assert len(efforts) == len(people) == 3
    for one in efforts:
        for other in people:
            assert one.key.paper != other.key.paper
    assert "S4" not in efforts[0].key.variant


def test_goals_4_to_6_are_not_a_continuation_page():
    goals = layouts("visual-plan", settings={"goals": 6})
    compiled = mlmp.template("visual-plan").compiled_form()
    added = compiled.marks.sheet_code(3, 3, "0")
    assert goals[2].key.place == "3/3" and added.key.place == "C1/1"
    assert goals[2].digest != added.digest == NO_DIGEST
