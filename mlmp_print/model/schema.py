"""The JSON Schema of a form's answers, and what a schema that comes back in a file says of its questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from .form import Field, Form, Group, Question
from .kinds import Kind, kind_of
from .limits import FORM_NUMBER, PDF_NAME_LETTERS, PDF_QUESTIONS
from .paths import join


def json_schema(form: Form, title: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the form's answers. Unknown keys are not allowed; nothing is required."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_object_schema(form.questions),
    }


def _object_schema(questions: Sequence[Question]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {question.key: _schema(question) for question in questions},
        "additionalProperties": False,
    }


def _schema(question: Question) -> dict[str, Any]:
    if isinstance(question, Field):
        return question.kind.schema()
    if isinstance(question, Group):
        return _object_schema(question.members)
    return {"type": "array", "maxItems": question.most, "items": _object_schema(question.members)}


def kinds_in(schema: Any) -> dict[str, Kind]:
    """Path pattern (`goals.score_now`) → kind, from a JSON Schema that `json_schema` made. What is not one is passed over.

    At most one more than PDF_QUESTIONS, since a file may say anything: who asks must refuse that many.
    """
    return dict(islice(_kinds_in(schema, "", 0), PDF_QUESTIONS + 1))


def _kinds_in(node: Any, prefix: str, depth: int) -> Iterator[tuple[str, Kind]]:
    if not isinstance(node, dict) or depth > 8 or len(prefix) > PDF_NAME_LETTERS:
        return
    if node.get("type") == "array":
        yield from _kinds_in(node.get("items"), prefix, depth + 1)
    elif isinstance(node.get("properties"), dict):
        for key, member in node["properties"].items():
            if len(key) <= PDF_NAME_LETTERS:  # before it is joined
                yield from _kinds_in(member, join(prefix, key), depth + 1)
    elif prefix:
        yield prefix, kind_of(node)


def has_place(schema: Any, path: str) -> bool:
    """Whether `path` is one answer's place in a schema: a position where a list is, and nowhere else. No list stands in another,
    and none has more entries than a form may give it, whatever the schema says."""
    node = schema
    if sum(map(str.isdigit, path.split("."))) > 1:
        return False
    for part in path.split("."):
        if not isinstance(node, dict):
            return False
        if node.get("type") == "array":
            most = node.get("maxItems")
            node = (
                node.get("items")
                if part.isdigit()
                and isinstance(most, int)
                and 1 <= int(part) <= min(most, FORM_NUMBER)
                else None
            )
            continue
        members = node.get("properties")
        node = members.get(part) if isinstance(members, dict) else None
    return isinstance(node, dict) and node.get("type") != "array" and "properties" not in node
