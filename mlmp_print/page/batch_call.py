"""The call `batch`: look at everyone in a table, and make sheets for those who are ready."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..batches.failed_rows import FailedRows
from ..batches.job import Batch
from ..batches.options import FAILED_ROWS, BatchArguments, BatchOptions
from ..batches.recipients import ZipRecipient
from ..batches.report import Outcome
from ..model.cells import shown
from ..model.errors import UsageError
from ..model.messages import Message, did_you_mean, quoted
from ..model.phrases import Phrase
from ..printing.print_job import PrintLayout
from ..tables.mended_rows import Mends
from ..tables.people import Person
from ..tables.row import Row
from .answer import Answer, Request
from .blank_call import named_file
from .column_maps import given_map
from .columns_call import table_part
from .said import all_said

ZIP_FILE, PRINT_FILE, REGISTER_FILE = "ark.zip", "ark.pdf", "koder.csv"
OUTPUTS = ("check", "zip", "sheets", "print")
SHOWN = 3  # people who are ready, and whose cells a screen shows


def batch(request: Request) -> Answer:
    """Answer `batch`; see `docs/page-calls.md`."""
    if request.get("pack"):
        return Answer({"file": ZIP_FILE}, {ZIP_FILE: packed(request.files)})
    output = request.get("output", "check")
    if output not in OUTPUTS:
        what = Phrase(
            "There is no output {output}. {remedy}",
            output=quoted(output),
            remedy=did_you_mean(str(output), OUTPUTS),
        )
        raise UsageError(what)
    job = opened(request)
    if output == "check":
        arguments = _arguments(request)
        arguments["dry_run"] = True
        outcome = job.run(progress=request.progress, **arguments)
        return Answer({**counts(outcome), **_people(job, outcome.troubles)})
    if output == "print":
        return _printed(job, request)
    return _filled(job, request, is_kept=output == "zip")


def opened(request: Request) -> Batch:
    """Open the table of a call, with what was mended in it, and match its columns."""
    name = request.args["table"]
    job = Batch.of(
        request.forms(),
        named_file(name, request.file(name)),
        given_map(request),
        pictures=request.pictures(),
        accept=request.get("accept", ()),
        part=table_part(request),
        **request.drawing(),
    )
    cells: dict[int, dict[str, Any]] = {}
    for mend in request.get("mends", ()):
        cells.setdefault(int(mend["row"]), {})[mend["column"]] = mend["value"]
    job.table.mend(Mends(cells, frozenset(map(int, request.get("leave_out", ())))))
    return job


def _arguments(request: Request) -> BatchArguments:
    arguments = BatchArguments(
        filename=request.get("filename", ""), lock=request.get("lock", False)
    )
    if request.get("sheet_ids"):
        path = request.folder / REGISTER_FILE
        if REGISTER_FILE in request.files:  # ids are added to those that there are
            path.write_bytes(request.files[REGISTER_FILE])
        arguments["sheet_ids"] = path
    return arguments


def _register(request: Request) -> dict[str, bytes]:
    path = request.folder / REGISTER_FILE
    return {REGISTER_FILE: path.read_bytes()} if path.exists() else {}


def _filled(job: Batch, request: Request, *, is_kept: bool) -> Answer:
    """Make a PDF for each person and form, hand each over at once, and a zip of all at the end.

    Args:
        job: The batch.
        request: The call.
        is_kept: Whether there is a zip; thousands of sheets have no room in the page's memory.
    """
    made: dict[str, bytes] = {}
    group: dict[str, bytes] = {}
    group_size = request.get("zipped", 0)

    def take(name: str, data: bytes) -> None:
        if is_kept:
            made[name] = data
        if request.take:
            request.take(name, data)
        if request.take and group_size:
            group[name] = data
            if len(group) == group_size:
                request.take(ZIP_FILE, packed(group))
                group.clear()

    outcome = job.run(take, progress=request.progress, **_arguments(request))
    rows = _failed_rows(job, outcome.troubles)
    value = {**counts(outcome), **_people(job, outcome.troubles)}
    if not is_kept:
        return Answer({**value, "file": ""}, {**rows, **_register(request)})
    zip_file = packed({**made, **rows})
    return Answer({**value, "file": ZIP_FILE}, {ZIP_FILE: zip_file, **rows, **_register(request)})


def _printed(job: Batch, request: Request) -> Answer:
    """Make one PDF for the printer."""
    path = request.folder / PRINT_FILE
    laying = PrintLayout(
        duplex=request.get("duplex", False),
        copies=request.get("copies", 1),
        spare=request.get("spare", 0),
        by_form=request.get("by_form", False),
    )
    arguments = _arguments(request)
    arguments["print_job"], arguments["laying"] = path, laying
    outcome = job.run(progress=request.progress, **arguments)
    rows = _failed_rows(job, outcome.troubles)
    files = {PRINT_FILE: path.read_bytes(), **rows, **_register(request)}
    value = {**counts(outcome), **_people(job, outcome.troubles), "file": PRINT_FILE}
    return Answer(value, files)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip, the same as a batch of the command line writes."""
    stream = io.BytesIO()
    recipient = ZipRecipient(stream)
    for name, data in files.items():
        recipient.add(name, data)
    recipient.close()
    return stream.getvalue()


def _failed_rows(job: Batch, troubles: Sequence[Message]) -> dict[str, bytes]:
    """Return the table of the rows that failed, if one did."""
    options = BatchOptions(zip_file=io.BytesIO())  # the rows are kept in memory
    rows = FailedRows(options, job.table.headers, (), None)
    by_row = _by_row(troubles)
    for person in job.people(unread=True):
        person.troubles = list(_troubles_of(person, by_row))
        if person.troubles:
            rows.add(person)
    return {FAILED_ROWS: rows.contents} if rows.contents else {}


def _by_row(troubles: Sequence[Message]) -> dict[int, list[Message]]:
    found: dict[int, list[Message]] = {}
    for message in troubles:
        found.setdefault(message.where.row, []).append(message)
    return found


def _troubles_of(person: Person, by_row: Mapping[int, Sequence[Message]]) -> Iterator[Message]:
    for number in dict.fromkeys([person.row, *(row.number for row in person.rows)]):
        yield from by_row.get(number, ())


def counts(outcome: Outcome) -> dict[str, Any]:
    """Return how many are done, and the notes."""
    return {
        "written": outcome.written,
        "done": outcome.people,
        "failed": outcome.failed,
        "pages": outcome.pages,
        "notes": all_said(outcome.notes),
        "note_count": outcome.note_count,
        "fit_count": outcome.fit_count,
    }


def _people(job: Batch, troubles: Sequence[Message]) -> dict[str, Any]:
    """Return everyone in the table's order, with the rows of those who are not ready."""
    by_row, headers = _by_row(troubles), job.table.headers
    people: list[dict[str, Any]] = []
    ready = 0
    for person in job.people(unread=True):
        faults = list(_troubles_of(person, by_row))
        about: dict[str, Any] = {
            "row": person.row,
            "rows": [row.number for row in person.rows],
            "id": person.id,
            "name": person.called,
            "ready": not faults,
        }
        if faults:
            about["faults"] = all_said(faults)
        ready += not faults
        if faults or ready <= SHOWN:
            about["cells"] = [_cells(row, headers) for row in person.rows]
        people.append(about)
    return {"people": people, "headers": list(headers)}


def _cells(row: Row, headers: Sequence[str]) -> dict[str, Any]:
    """Return a row's number and its cells as a spreadsheet shows them."""
    cells = dict(zip(headers, map(shown, row.cells), strict=False))
    return {"row": row.number, "cells": cells}
