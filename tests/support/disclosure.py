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
from typing import Any

ANY = 10**6  # goals: an open pipe


@dataclass(frozen=True)
class Pipe:
    start: Hashable
    end: Hashable
    least: int = 0
    most: int = ANY
    truth: int | None = None  # of a hidden count
    small: bool = False  # fewer than five people stand behind it
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
        """Hidden counts that are known too well: a small one must be able to be 0 … 4."""
        for number, pipe in enumerate(self.pipes):
            if pipe.truth is None:
                continue
            ranges = [(0, 4)]
            if not pipe.small:
                ranges += [(pipe.truth - below, pipe.truth - below + 4) for below in range(5)]
            if not any(
                self.can_flow(number, least) and self.can_flow(number, most)
                for least, most in ranges
            ):
                yield f"{pipe.name} (is {pipe.truth})"


def circulates(pipes: Sequence[Pipe]) -> bool:
    """Whether there is a circulation within the pipes' limits: a maximum flow that fills `least`."""
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
        steps = [(start, end) for end, start in zip(path, path[1:], strict=False)]
        amount = min(room[start][end] for start, end in steps)
        for start, end in steps:
            room[start][end] -= amount
            room[end][start] += amount
        wanted -= amount
    return True


Truth = Mapping[tuple[str, str], tuple[int, int]]  # group and class → goals, people


def network(
    total: Mapping[str, Any],
    tables: Sequence[Sequence[tuple[Sequence[str], Mapping[str, Any]]]],
    truths: Sequence[Truth],
    total_truth: Mapping[str, tuple[int, int]],
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
    found = Network()
    pipes = found.pipes

    def hidden(start: Hashable, end: Hashable, truth: tuple[int, int], name: str) -> Pipe:
        return Pipe(start, end, truth=truth[0], small=truth[1] < 5, name=name)

    for side, (rows, truth) in enumerate(zip(tables, truths, strict=True)):
        for groups, counts in rows:
            row = side, groups

            def pipe(start: Hashable, end: Hashable, side: int = side) -> tuple[Hashable, Hashable]:
                return (end, start) if side else (start, end)

            if adds_up:
                pipes.append(fixed(*pipe("outside", row), counts["goals"]))
            else:
                pipes.append(Pipe(*pipe("outside", row)))
            joined = len(groups) > 1
            for name in classes:
                place = pipe((row, name) if joined else row, (side, name))
                if counts[name] is not None:
                    pipes.append(fixed(*place, counts[name]))
                elif joined:
                    together = sum(truth[group, name][0] for group in groups)
                    pipes.append(Pipe(*place, truth=together, name=f"{groups} {name}"))
                else:
                    (group,) = groups
                    pipes.append(hidden(*place, truth[group, name], f"{group} {name}"))
            for group in groups if joined else ():
                pipes.append(Pipe(*pipe(row, (row, group))))
                for name in classes:
                    place = pipe((row, group), (row, name))
                    pipes.append(
                        Pipe(*place, truth=truth[group, name][0], small=True, name=f"{group} {name}")
                    )
    for name in classes:
        if len(tables) == 1:
            pipes.append(Pipe((1, name), "outside"))
        if total[name] is None:
            pipes.append(hidden((0, name), (1, name), total_truth[name], f"all {name}"))
        else:
            pipes.append(fixed((0, name), (1, name), total[name]))
    return found
