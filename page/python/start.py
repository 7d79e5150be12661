"""Starts the calls in the page's worker: what crosses from JavaScript, and back."""

import json
from functools import cache

from pyodide.ffi import to_js


def call(name, args, files, language, results, result_data, progress, take):
    """Make a call; see `mlmp_print.page.calls.answered`. Files are objects of JavaScript."""
    from mlmp_print.page.calls import answered

    text, made = answered(
        name,
        args,
        _files(files),
        language,
        results=results,
        result_data=_files(result_data),
        progress=progress,
        take=lambda name, data: take(name, to_js(data)),
    )
    return to_js([text, list(made), [to_js(bytes(data)) for data in made.values()]])


def prepare_elsewhere(function, values):
    """Load what a function needs; see `mlmp_print.page.elsewhere`."""
    from mlmp_print.page.elsewhere import prepare

    prepare(function, values)


def run_elsewhere(function, data, values):
    """Run a function over a foreign file; see `mlmp_print.page.elsewhere`."""
    from mlmp_print.page.elsewhere import run

    try:
        head, rest = run(function, data.to_bytes(), values)
    except MemoryError:
        return to_js([json.dumps(None), None])
    return to_js([head, to_js(rest)])


def warm(role):
    """Import what the first call needs, so that a person does not wait for it."""
    if role == "main":
        from mlmp_print.page import calls  # noqa: F401
    else:
        from mlmp_print.page import elsewhere  # noqa: F401
        from mlmp_print.reader import in_process  # noqa: F401


def warm_more(language):
    """Load the next piece of what the first sheet needs. Returns whether there is one more."""
    return next(_steps(language), None) is not None


@cache
def _steps(language):
    from mlmp_print.page.warming import steps

    return steps(language)


def _files(files):
    return {name: data.to_bytes() for name, data in files.object_entries()}
