"""Functions for the sandbox's worker to run in a test."""

from __future__ import annotations

from typing import Any


def answer(data: bytes, head: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Answer what the test says, as a worker may that a hostile file has taken over."""
    return head, data
