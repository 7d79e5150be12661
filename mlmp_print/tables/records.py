"""Reads a table from JSON or JSONL: a list of records, nested ones by their paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..model.answers import parse, plain
from ..model.errors import AnswersError
from ..model.limits import FAULTS_SHOWN, JSON_BYTES, TABLE_COLUMNS, TABLE_DEPTH, TABLE_ROW_LETTERS
from ..model.messages import NOWHERE, Message, Where
from ..model.paths import flatten, path_letters
from .row import Row, RowReader, read_lines


class RecordsReader(RowReader):
    """JSON objects, one a row: nested as answers are, or flat with paths or headings as keys; `read --format jsonl` writes such lines."""

    @classmethod
    def records(cls, path: Path) -> Iterator[tuple[int, Any, tuple[Message, ...]]]:
        raise NotImplementedError

    @classmethod
    def headers(cls, path: Path) -> list[str]:
        found: dict[str, None] = {}
        faults: list[Message] = []
        number = 0
        for number, record, why in cls.records(path):
            found.update(dict.fromkeys(record))
            if len(found) > TABLE_COLUMNS:
                break
            if why and len(faults) < FAULTS_SHOWN:
                faults.append(why[0].at(Where(file=str(path), row=number)))
        if not found:
            what = "holds only empty objects" if number else "is an empty list"
            raise AnswersError(
                faults
                or [
                    Message(
                        Where(file=str(path)),
                        what,
                        "Write an object { … } with the answers of each person",
                    )
                ]
            )
        return list(found)

    @classmethod
    def rows(cls, path: Path, headers: Sequence[str]) -> Iterator[Row]:
        for number, record, faults in cls.records(path):
            yield Row(number, [record.get(header) for header in headers], faults)

    @staticmethod
    def record(given: Any) -> tuple[dict[str, Any], tuple[Message, ...]]:
        if not isinstance(given, dict):
            return {}, (Message(NOWHERE, "is not an object", "Write { … } for each person"),)
        levels = list(_levels(given))
        if len(levels) > TABLE_DEPTH:
            return {}, (
                Message(
                    NOWHERE,
                    f"is nested more than {TABLE_DEPTH} deep",
                    "Answers are at most three levels deep",
                ),
            )
        if path_letters(given, TABLE_ROW_LETTERS) > TABLE_ROW_LETTERS:
            return {}, (
                Message(
                    NOWHERE,
                    f"has more than {TABLE_ROW_LETTERS:,} letters of keys",
                    "Give each question its own short key",
                ),
            )
        faults = [
            Message(
                Where(column=key if plain(key) else f"key {list(node).index(key) + 1}"),
                "is there twice",
                "Keep one",
            )
            for level in levels
            for node in level
            for key in getattr(node, "twice", ())
        ]
        if isinstance(given.get("answers"), dict) and "form" in given:
            given = {
                **{key: value for key, value in given.items() if key != "answers"},
                **given["answers"],
            }
        found = flatten(given)
        if not faults and len(found) != sum(
            not isinstance(node, dict | list) for level in _levels(given) for node in level
        ):
            faults.append(
                Message(NOWHERE, "gives the same answer as a path and within an object", "Keep one")
            )
        return found, tuple(faults)


def _levels(given: Any) -> Iterator[list[Any]]:
    """What stands in a JSON value, a level after another; one level more than the limit at most."""
    level = [given]
    for _ in range(TABLE_DEPTH + 1):
        yield level
        level = [
            inner
            for node in level
            if isinstance(node, dict | list)
            for inner in (node.values() if isinstance(node, dict) else node)
        ]
        if not level:
            return


class JsonLinesReader(RecordsReader):
    @classmethod
    def records(cls, path: Path) -> Iterator[tuple[int, Any, tuple[Message, ...]]]:
        with path.open("rb") as file:
            for number, line in enumerate(read_lines(file, JSON_BYTES), 1):
                if not line.strip():
                    continue
                try:
                    given = parse(line, "")
                except AnswersError as error:
                    yield (
                        number,
                        {},
                        tuple(message.at(NOWHERE) for message in error.messages),
                    )
                else:
                    yield number, *cls.record(given)


class JsonListReader(RecordsReader):
    @classmethod
    def records(cls, path: Path) -> Iterator[tuple[int, Any, tuple[Message, ...]]]:
        with path.open("rb") as file:
            data = file.read(JSON_BYTES + 1)
        if len(data) > JSON_BYTES:
            raise AnswersError(
                [
                    Message(
                        Where(file=str(path)),
                        f"is more than {JSON_BYTES:,} bytes",
                        "Write a line for each person and call it .jsonl: that has no limit",
                    )
                ]
            )
        given = parse(data, str(path))
        if not isinstance(given, list):
            raise AnswersError(
                [
                    Message(
                        Where(file=str(path)),
                        "must be a list of objects",
                        "Write [ { … }, { … } ], or a line for each and call it .jsonl",
                    )
                ]
            )
        for number, entry in enumerate(given, 1):
            yield number, *cls.record(entry)
