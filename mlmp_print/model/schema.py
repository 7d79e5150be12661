"""The JSON Schema of a form's answers, and how to read one that comes back in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from .form import Field, Form, Group, Question
from .kinds import Kind, kind_of
from .limits import FORM_NUMBER, PDF_NAME_LETTERS, PDF_QUESTIONS
from .paths import POSITION, join

DEPTH = 8  # a schema of ours has three levels


def json_schema(form: Form, title: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the form's answers.

    Unknown keys are not allowed. Nothing is required but the picture of a description.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_object_schema(form, form.questions),
    }


def _object_schema(form: Form, questions: Sequence[Question]) -> dict[str, Any]:
    drawn = [q for q in questions if not isinstance(q, Field) or form.draws(q)]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {question.key: _schema(form, question) for question in drawn},
        "additionalProperties": False,
    }
    described = {
        question.key: [question.kind.describes]
        for question in drawn
        if isinstance(question, Field) and question.kind.describes
    }
    return {**schema, "dependentRequired": described} if described else schema


def _schema(form: Form, question: Question) -> dict[str, Any]:
    if isinstance(question, Field):
        return question.kind.schema()
    members = _object_schema(form, question.members)
    if isinstance(question, Group):
        return members
    return {"type": "array", "maxItems": question.most, "items": members}


def kinds_in(schema: Any) -> dict[str, Kind]:
    """Return path pattern (`goals.score_now`) → kind, from a schema that `json_schema` wrote.

    The schema may come from anybody's file. What is none of ours is passed over, and reading stops
    at one question more than PDF_QUESTIONS: callers refuse that many.
    """
    return dict(islice(_kinds_in(schema, "", 0), PDF_QUESTIONS + 1))


def _kinds_in(node: Any, prefix: str, depth: int) -> Iterator[tuple[str, Kind]]:
    if not isinstance(node, dict) or depth > DEPTH or len(prefix) > PDF_NAME_LETTERS:
        return
    if node.get("type") == "array":
        yield from _kinds_in(node.get("items"), prefix, depth + 1)
    elif isinstance(node.get("properties"), dict):
        for key, member in node["properties"].items():
            if len(key) <= PDF_NAME_LETTERS:  # before it is joined: long keys would fill the memory
                yield from _kinds_in(member, join(prefix, key), depth + 1)
    elif prefix:
        yield prefix, kind_of(node)


def has_place(schema: Any, path: str) -> bool:
    """Return whether `path` is the place of one answer in a schema.

    It must have a position where a list is and nowhere else. No list stands within another, and
    none has more entries than a form may give it, whatever the schema says.
    """
    parts = path.split(".")
    if sum(map(str.isdigit, parts)) > 1:
        return False
    node = schema
    for part in parts:
        if not isinstance(node, dict):
            return False
        if node.get("type") == "array":
            most = node.get("maxItems")
            node = node.get("items") if _is_position(part, most) else None
        else:
            members = node.get("properties")
            node = members.get(part) if isinstance(members, dict) else None
    return isinstance(node, dict) and node.get("type") != "array" and "properties" not in node


def _is_position(part: str, most: Any) -> bool:
    if not POSITION.match(part) or not isinstance(most, int):
        return False
    return int(part) <= min(most, FORM_NUMBER)
