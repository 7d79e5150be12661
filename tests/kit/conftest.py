"""Kits for the tests of this folder, each built once in a test run."""

from __future__ import annotations

from pathlib import Path

import pytest
from kits import FORMS, built_once

from mlmp_print.kit import kit


@pytest.fixture(scope="session")
def contents(shared_folder: Path) -> dict[str, bytes]:
    """Every file of a kit of five forms by its path."""
    return built_once(shared_folder, "kit-of-five-forms", lambda: kit.plan(FORMS))


@pytest.fixture(scope="session")
def whole(shared_folder: Path) -> dict[str, bytes]:
    """Every file of the whole kit, as `make kit` writes it."""
    return built_once(shared_folder, "whole-kit", lambda: kit.plan(variants=True))
