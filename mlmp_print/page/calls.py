"""The table of calls, and how one is answered: in one language, and with an error as a value.

A foreign file is read elsewhere: in the page that is another worker, which the page ends. So a call
that needs one is answered with what to run there, and is made once more with the result.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from ..look.catalogs import language
from ..model.errors import MlmpError, UsageError
from ..model.messages import did_you_mean, quoted
from ..model.phrases import Phrase
from ..sandbox.elsewhere import LostRunnerError, Runner, run_by
from ..sandbox.failures import Failure
from ..sandbox.protocol import Packet
from .answer import Answer, Progress, Request, TakeFile, with_folder
from .batch_call import batch
from .blank_call import blank
from .columns_call import columns
from .elsewhere import seconds
from .fill_call import fill
from .forms_call import forms
from .preview_call import preview
from .read_call import read
from .said import error_said

CALLS: dict[str, Callable[[Request], Answer]] = {
    "forms": forms,
    "blank": blank,
    "fill": fill,
    "batch": batch,
    "read": read,
    "preview": preview,
    "columns": columns,
}


def call(name: str, request: Request) -> Answer:
    """Make a call.

    Args:
        name: One of `CALLS`.
        request: What it gets.

    Raises:
        MlmpError: As the library raises it.

    >>> call("forms", Request({})).value["sizes"]
    ['a4', 'a3']
    """
    if name not in CALLS:
        what = Phrase(
            "There is no call {name}. {remedy}", name=quoted(name), remedy=did_you_mean(name, CALLS)
        )
        raise UsageError(what)
    with language(request.language):
        return with_folder(request, CALLS[name])


class _NeededElsewhere(BaseException):
    """A foreign file must be read elsewhere first. No `except` of the library may catch it."""

    def __init__(self, function: str, data: bytes, values: Mapping[str, Any]) -> None:
        self.function, self.data, self.values = function, data, values


def _replayed(results: Sequence[Mapping[str, Any]], data: Mapping[str, bytes]) -> Runner:
    """Return a runner that has the results of earlier attempts, by what was asked.

    Args:
        results: Of each, the key, and the head that came back or how the worker was lost.
        data: Key → the bytes that came back.
    """
    known = {result["key"]: result for result in results}

    def run(function: str, file: bytes, values: Mapping[str, Any]) -> Packet:
        result = known.get(_key(function, file, values))
        if result is None:
            raise _NeededElsewhere(function, file, values)
        if result.get("lost"):
            raise LostRunnerError(_FAILURES.get(result["lost"], Failure.CRASH))
        head = result.get("head")
        if not isinstance(head, dict):
            raise LostRunnerError(Failure.NONSENSE)
        return head, data.get(result["key"], b"")

    return run


_FAILURES = {
    "time": Failure.TIME,
    "memory": Failure.MEMORY,
    "start": Failure.START,
    "crash": Failure.CRASH,
}


def _key(function: str, file: bytes, values: Mapping[str, Any]) -> str:
    asked = json.dumps([function, values], sort_keys=True, default=str).encode()
    return sha256(asked + b"\0" + file).hexdigest()


def answered(
    name: str,
    args: str,
    files: Mapping[str, bytes],
    said_in: str,
    *,
    results: str | None = None,
    result_data: Mapping[str, bytes] | None = None,
    progress: Progress | None = None,
    take: TakeFile | None = None,
) -> tuple[str, Mapping[str, bytes]]:
    """Make a call for the page, where an error is a value too.

    Args:
        name: One of `CALLS`.
        args: JSON, an object.
        files: Name → bytes.
        said_in: The language of what is said.
        results: JSON, a list of what was read elsewhere; None where processes read foreign files.
        result_data: The bytes of these results, by their keys.
        progress, take: As `Request` has them.

    Returns:
        JSON, and files. The JSON is `{"value": …}`, or `{"error": …}`, or
        `{"elsewhere": {"key", "function", "values", "seconds"}}` with the foreign file as `file`.
    """
    request = Request(json.loads(args), files, said_in, progress, take)
    try:
        if results is None:
            answer = call(name, request)
        else:
            with run_by(_replayed(json.loads(results), result_data or {})):
                answer = call(name, request)
    except _NeededElsewhere as needed:
        asked = {
            "key": _key(needed.function, needed.data, needed.values),
            "function": needed.function,
            "values": needed.values,
            "seconds": seconds(needed.function),
        }
        return json.dumps({"elsewhere": asked}), {"file": needed.data}
    except MlmpError as error:
        with language(said_in):
            return json.dumps({"error": error_said(error)}), {}
    return json.dumps({"value": answer.value}), answer.files
