"""Nobody can work out a count of a small group: each may be anything from 0 to 4.

Protected are the counts of all groups that stand under others, hidden totals, and levels then of
few people. A group of five people or more is shown as it is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from disclosure import Network, Pipe, fixed, network
from hypothesis import given, settings
from hypothesis import strategies as st

from mlmp_print.model.errors import TooFewError
from mlmp_print.summary.counted import Counted, GroupCounts, count_goals
from mlmp_print.summary.goal_moves import GoalMove
from mlmp_print.summary.tally import AGREES, DISAGREES, GOALS, NOT_COUNTED, QUESTIONS, Tally

THEMES = ("home", "body", "town", "work")
TYPES = ("develop", "maintain", "limit_loss")
SCORES = [None, *(half / 2 for half in range(9))]

People = Sequence[Sequence[GoalMove]]


def goals(weights: Sequence[str] = THEMES) -> st.SearchStrategy[GoalMove]:
    return st.builds(
        GoalMove,
        theme=st.sampled_from(["", *weights]),
        goal_type=st.sampled_from(["", "", *TYPES]),
        then=st.sampled_from([1, 2, 2.5, None]),
        now=st.sampled_from([1, 2, 3, 0.5, None]),
        expected=st.sampled_from([None, 0.5, 2]),
        disagrees=st.booleans(),
    )


def crowd(seed: int, people: int) -> People:
    """People whose goals lie unevenly on themes, types and moves, as real ones do."""
    chance = random.Random(seed)
    themes = ["", *THEMES]
    theme_weights = [chance.choice([0, 1, 3, 30]) for _ in themes]
    type_weights = [chance.choice([0, 1, 5, 30]) for _ in ["", *TYPES]]
    scores = [chance.choice([0, 1, 20]) for _ in SCORES]
    theme_weights[1], type_weights[0], scores[4] = 1 + theme_weights[1], 1 + type_weights[0], 5
    most = chance.choice([1, 3, 12])

    def score() -> float | None:
        return chance.choices(SCORES, scores)[0]

    return [
        [
            GoalMove(
                chance.choices(themes, theme_weights)[0],
                chance.choices(["", *TYPES], type_weights)[0],
                score(),
                score(),
                score(),
                disagrees=chance.random() < 0.1,
            )
            for _ in range(chance.randint(1, most))
        ]
        for _ in range(people)
    ]


def truth_of(people: People, group: str | None, key: str) -> Tally:
    return Tally.of(
        (number, goal)
        for number, theirs in enumerate(people)
        for goal in theirs
        if group is None or getattr(goal, key) == group
    )


def is_small(people: People, group: str, key: str) -> bool:
    """Whether a group is of one to four people: those whose goals are counted, or else all."""
    tally = truth_of(people, group, key)
    return 0 < (tally.head_count(GOALS) or tally.head_count(NOT_COUNTED)) < 5


def published(row: GroupCounts) -> dict[str, int | None]:
    counts = {GOALS: row.goals, **row.counts}
    disagree = row.counts[DISAGREES]
    counts[AGREES] = None if disagree is None else row.goals - disagree
    return counts


def networks(people: People, counted: Counted, themes: Sequence[str]) -> list[Network]:
    found = []
    names = [name for question in QUESTIONS for name in question.classes]
    tables, truths = [], []
    for key, rows, known in (
        ("theme", counted.themes, themes),
        ("goal_type", counted.goal_types, TYPES),
    ):
        groups = (*known, "")
        if not any(getattr(goal, key) for theirs in people for goal in theirs):
            continue  # then none is asked for
        shown = [(row.joined or (row.group,), published(row)) for row in rows]
        left_out = set(groups) - {group for joined, _ in shown for group in joined}
        if not shown:  # all stand together: what is known of them is the total
            assert any(is_small(people, group, key) for group in groups)
            shown = [(groups, published(counted.total))]
        else:  # no goal is without a group
            shown += [((group,), dict.fromkeys([GOALS, *names], 0)) for group in left_out]
        tables.append(shown)
        tallies = {group: truth_of(people, group, key) for group in groups}
        truths.append(
            {(group, name): tally.count(name) for group, tally in tallies.items() for name in names}
        )
    whole = truth_of(people, None, "")
    total_truth = {name: whole.count(name) for name in names}
    for question in QUESTIONS:
        found.append(
            network(
                published(counted.total),
                tables,
                truths,
                total_truth,
                question.classes,
                adds_up=question.adds_up,
            )
        )
    if counted.levels:
        found.append(levels_network(people, counted))
    return found


def levels_network(people: People, counted: Counted) -> Network:
    """What moved to another level moved; what stayed may be on one level only."""
    total = counted.total
    found = Network([fixed("outside", "all", total.goals)])
    found.pipes.append(Pipe("all", "below", most=total.counts["less"] or 0))
    found.pipes.append(Pipe("all", "above", most=total.counts["more"] or 0))
    found.pipes.append(Pipe("all", "same", least=total.counts["stayed"] or 0))
    for then, row in enumerate(counted.levels or ()):
        for now, count in enumerate(row):
            block = "same" if now == then else "below" if now < then else "above"
            if count is not None:
                found.pipes.append(fixed(block, "outside", count))
                continue
            here = [
                (number, -(-goal.now // 1))
                for number, theirs in enumerate(people)
                for goal in theirs
                if goal.then is not None and goal.now is not None
                if -(-goal.then // 1) == then
            ]
            few = len({number for number, _ in here}) < 5
            truth = [level for _, level in here].count(now) if few else None
            found.pipes.append(Pipe(block, "outside", truth=truth, name=f"{then} to {now}"))
    return found


def check(people: People, themes: Sequence[str] = THEMES) -> Counted | None:
    """Count goals; nothing is published of fewer than five people."""
    if truth_of(people, None, "").head_count(GOALS) < 5:
        with pytest.raises(TooFewError, match="Fewer than 5 people"):
            count_goals(people, themes, TYPES)
        return None
    counted = count_goals(people, themes, TYPES)
    for found in networks(people, counted, themes):
        assert [*found.narrow()] == []
    check_rows(people, "theme", counted.themes)
    check_rows(people, "goal_type", counted.goal_types)
    return counted


def check_rows(people: People, key: str, rows: Sequence[GroupCounts]) -> None:
    """A small group has no row of its own, and others are five people; all counts are right."""
    for row in rows:
        groups = row.joined or (row.group,)
        theirs = [[goal for goal in goals if getattr(goal, key) in groups] for goals in people]
        tally = truth_of(theirs, None, "")
        assert all(count in (None, tally.count(name)) for name, count in row.counts.items())
        assert row.goals == tally.count(GOALS)
        if row.joined:
            assert tally.head_count(GOALS) >= 5
        else:
            assert not is_small(people, row.group, key)


def hidden(counted: Counted) -> list[tuple[str, str]]:
    rows = [counted.total, *counted.themes, *counted.goal_types]
    return [
        (row.group, name) for row in rows for name, count in row.counts.items() if count is None
    ]


@settings(max_examples=60)
@given(st.lists(st.lists(goals(), max_size=4), min_size=5, max_size=14))
def test_no_count_of_few_people_can_be_worked_out(people):
    check(people)


@pytest.mark.parametrize("seed", range(40))
def test_nor_of_many(seed):
    check(crowd(seed, [5, 9, 30, 80, 200][seed % 5]))


# What is shown ------------------------------------------------------------------------------------


def moved(change: float, theme: str, goal_type: str = "") -> GoalMove:
    return GoalMove(theme, goal_type, 2, 1, 2 + change)


SIX = ("a", "b", "c", "d", "e", "f")


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_hidden_if_nobody_is_alone(seed):
    chance = random.Random(seed)
    people = [
        [moved(chance.choice([-1, -1, -1, -1, 0, 1]), theme) for theme in (SIX[n % 6], SIX[n % 5])]
        for n in range(60)
    ]
    people[0] = [moved(0.5, SIX[0]), GoalMove(SIX[1])]  # the only one of its kind
    counted = count_goals(people, (*SIX, "nobody", "none"), ())
    assert hidden(counted) == []
    assert [row.group for row in counted.themes] == [*SIX, "nobody", "none"]
    assert counted.levels
    assert not any(count is None for row in counted.levels for count in row)


def test_a_group_in_which_all_moved_alike_is_shown():
    people = [[moved(-1, "a"), moved(1, "b")] for _ in range(5)]
    counted = count_goals(people, ("a", "b"), ())
    assert [row.counts["less"] for row in counted.themes] == [5, 0]
    assert hidden(counted) == []


def large_groups(each: int) -> list[list[GoalMove]]:
    """Goals of people in five groups: some moved each way, reached what was expected or not."""
    goals = []
    for theme in SIX[:5]:
        changes = [-1] * (each - 8) + [0] * 4 + [1] * 4
        goals += [[moved(change, theme, "develop")] for change in changes]
    return goals


def test_a_theme_of_four_people_costs_one_row_beside_its_own():
    people = large_groups(20) + [[moved(-1, "f", "develop")] for _ in range(4)]
    counted = check(people, SIX)
    assert counted
    assert counted.total.counts["less"] == 64
    assert len(counted.themes) == 5
    assert {"f", ""} < {*counted.themes[-1].joined}
    moves = [row.counts[name] for row in counted.themes for name in ("less", "stayed", "more")]
    assert None not in moves
    assert {name for _, name in hidden(counted)} == {
        "disagrees", "not_counted", "not_expected", "not_reached",
    }, "of which there are none: that would tell it of the four"  # fmt: skip


def test_a_small_theme_leaves_the_goal_types_as_they_are():
    people = large_groups(20) + [[moved(-1, "f", "maintain")] for _ in range(4)]
    people += [[moved(change, "a", "maintain")] for change in (-1, 0, 1, 1, 1)]
    counted = check(people, SIX)
    assert counted
    types = counted.goal_types
    assert [row.group for row in types] == ["develop", "maintain", "limit_loss"]
    assert [types[1].counts[name] for name in ("less", "stayed", "more")] == [5, 1, 3]


def test_a_class_of_few_goals_is_hidden_with_a_second_one_also_in_all():
    people = large_groups(20) + [[moved(-1, "f")] for _ in range(4)]
    few = [[goal for goal in goals if goal.move != "more"] for goals in people]
    few[0] = [moved(1, "a")]
    counted = check(few, SIX)
    assert counted
    for row in (counted.total, *counted.themes):
        assert row.counts["less"] is not None
        assert row.counts["stayed"] is None and row.counts["more"] is None
    assert counted.levels is None


def test_a_class_that_others_lack_is_hidden_in_rows_beside_them():
    changes = [-1] * 9 + [0] * 5
    people = [[moved(change, theme)] for theme in "abcd" for change in changes]
    people += [[moved(1, theme)] for theme in "abcd"] + [[moved(0, "f")] for _ in range(2)]
    counted = check(people, SIX)
    assert counted
    assert counted.total.counts["more"] == 4
    assert {row.counts["less"] for row in counted.themes[:-1]} == {9}
    assert {row.counts["more"] for row in counted.themes} == {None}
