"""`python -m mlmp_print` runs the command line."""

from __future__ import annotations

from .cli.commands import run

run()
