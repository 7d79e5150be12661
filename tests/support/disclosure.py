"""What can be worked out of published counts: could a hidden count be another number?

All that is published is written down as a network of pipes, in which whole goals flow from groups
through classes. Every published number fixes the flow of a pipe, a hidden one leaves it open. A
hidden count may be `n` if goals can flow with `n` in its pipe (Hoffman's theorem on circulations);
so it is known only as well as the numbers for which they can.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

ANY = 10**6  # goals: an open pipe


@dataclass(frozen=True)
class Pipe:
    start: Hashable
    end: Hashable
    least: int = 0
    most: int = ANY
    truth: int | None = None  # of a hidden count that is protected
    name: str = ""


def fixed(start: Hashable, end: Hashable, flow: int) -> Pipe:
    return Pipe(start, end, flow, flow)


@dataclass
class Network:
    pipes: list[Pipe] = field(default_factory=list)

    def can_flow(self, number: int, flow: int) -> bool:
        """Whether goals can flow with so many in one pipe."""
        pipe = self.pipes[number]
        if flow < 0:
            return False
        pipes = [*self.pipes]
        pipes[number] = replace(pipe, least=flow, most=flow)
        return circulates(pipes)

    def narrow(self) -> Iterator[str]:
        """Protected counts that are known too well: each must be able to be 0 … 4."""
        for number, pipe in enumerate(self.pipes):
            if pipe.truth is None:
                continue
            if not (self.can_flow(number, 0) and self.can_flow(number, 4)):
                yield f"{pipe.name} (is {pipe.truth})"


def circulates(pipes: Sequence[Pipe]) -> bool:
    """Whether there is a circulation within the limits: a maximum flow that fills every `least`."""
    room: dict[Hashable, dict[Hashable, int]] = defaultdict(lambda: defaultdict(int))
    wanted = 0
    for pipe in pipes:
        room[pipe.start][pipe.end] += pipe.most - pipe.least
        room["source"][pipe.end] += pipe.least
        room[pipe.start]["sink"] += pipe.least
        wanted += pipe.least
    while wanted:
        before: dict[Hashable, Hashable] = {"source": None}
        queue = deque(["source"])
        while queue and "sink" not in before:
            here = queue.popleft()
            for there, free in room[here].items():
                if free and there not in before:
                    before[there] = here
                    queue.append(there)
        if "sink" not in before:
            return False
        path = ["sink"]
        while path[-1] != "source":
            path.append(before[path[-1]])
        steps = [(start, end) for end, start in pairwise(path)]
        amount = min(room[start][end] for start, end in steps)
        for start, end in steps:
            room[start][end] -= amount
            room[end][start] += amount
        wanted -= amount
    return True


Truth = Mapping[tuple[str, str], int]  # group and class → goals


def network(
    total: Mapping[str, Any],
    tables: Sequence[Sequence[tuple[Sequence[str], Mapping[str, Any]]]],
    truths: Sequence[Truth],
    total_truth: Mapping[str, int],
    classes: Sequence[str],
    *,
    adds_up: bool,
) -> Network:
    """The network of one question.

    Args:
        total, tables: What is published: counts by class, and `goals`; of each row the groups that
            are counted in it.
        truths, total_truth: What there is.
    """
    pipes: list[Pipe] = []
    for side, (rows, truth) in enumerate(zip(tables, truths, strict=True)):
        for groups, counts in rows:
            for pipe in groups_pipes(groups, counts, truth, classes, adds_up=adds_up):
                ends = [
                    node if node == "outside" else (side, node) for node in (pipe.start, pipe.end)
                ]
                start, end = ends[::-1] if side else ends  # it flows in on one side, and out
                pipes.append(replace(pipe, start=start, end=end))
    for name in classes:
        if len(tables) == 1:
            pipes.append(Pipe((1, name), "outside"))
        if total[name] is None:
            pipe = Pipe((0, name), (1, name), truth=total_truth[name], name=f"all {name}")
        else:
            pipe = fixed((0, name), (1, name), total[name])
        pipes.append(pipe)
    return Network(pipes)


def groups_pipes(
    groups: Sequence[str],
    counts: Mapping[str, Any],
    truth: Truth,
    classes: Sequence[str],
    *,
    adds_up: bool,
) -> Iterator[Pipe]:
    """The pipes from outside through a row to its classes; of several groups through each.

    A group with a row of its own is not protected: its hidden counts only protect others.
    """
    row = ("row", tuple(groups))
    yield fixed("outside", row, counts["goals"]) if adds_up else Pipe("outside", row)
    for name in classes:
        start = row if len(groups) == 1 else (row, name)
        yield Pipe(start, name) if counts[name] is None else fixed(start, name, counts[name])
    if len(groups) == 1:
        return
    for group in groups:  # nothing of a single one is published
        yield Pipe(row, (row, group))
        for name in classes:
            goals = truth[group, name]
            yield Pipe((row, group), (row, name), truth=goals, name=f"{group} {name}")
