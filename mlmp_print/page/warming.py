"""What the first sheet needs, loaded in small steps while nobody waits for the page.

A call of a person waits for one step at most, so each is short: the modules one after another,
and then the usual form as it is prepared.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from .answer import Request
from .calls import call

USUAL = "visual-plan"  # the form that a person prints or fills in first
MODULES = (
    "email.message",
    "urllib.request",
    "segno",
    "mlmp_print.draw.sheet",
    "mlmp_print.draw.blocks",
    "mlmp_print.definitions.definition",
    "mlmp_print.printing.prepared_flat",
)


def steps(language: str) -> Iterator[str]:
    """Take a step each time the next one is asked for, and yield what was loaded.

    Args:
        language: Of the page, in which the first sheet will be.

    >>> next(steps("da"))
    'email.message'
    """
    for name in MODULES:
        import_module(name)
        yield name
    call("blank", Request({"forms": [USUAL], "lang": language}, {}, language))
    yield USUAL
