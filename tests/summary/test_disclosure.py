"""Nobody can work out a hidden count: each may be anything from 0 to 4, whatever is published."""

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


def networks(people: People, counted: Counted) -> list[Network]:
    found = []
    names = [name for question in QUESTIONS for name in question.classes]
    tables, truths = [], []
    for key, rows, known in (
        ("theme", counted.themes, THEMES),
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
            {
                (group, name): tally.count(name)
                for group, tally in tallies.items()
                for name in names
            }
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


def check(people: People) -> Counted | None:
    """Count goals; nothing is published of fewer than five people."""
    if truth_of(people, None, "").head_count(GOALS) < 5:
        with pytest.raises(TooFewError, match="Fewer than 5 people"):
            count_goals(people, THEMES, TYPES)
        return None
    counted = count_goals(people, THEMES, TYPES)
    for found in networks(people, counted):
        assert [*found.narrow()] == []
    return counted


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(goals(), max_size=4), min_size=5, max_size=14))
def test_no_count_of_few_people_can_be_worked_out(people):
    check(people)


@pytest.mark.parametrize("seed", range(40))
def test_nor_of_many(seed):
    check(crowd(seed, [5, 9, 30, 80, 200][seed % 5]))
