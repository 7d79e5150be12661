"""The screens of the page, and how to come to each: the tests and the pictures go through them.

A screen joins by a line in `SCREENS`. Its function gets the page at the first screen, in any of the
languages, at any width, and with Python ready; it presses what a person would press.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from opened_page import Opened


class Screen(NamedTuple):
    """A state of the page.

    Attributes:
        name: Of its files: the tree, and the picture in docs/page.md.
        come: Brings the page there.
        on_phone: Whether docs/page.md shows it in a narrow window too.
    """

    name: str
    come: Callable[[Opened], None]
    on_phone: bool = False


def shown(address: str, mark: str = "main h1") -> Callable[[Opened], None]:
    """Return what shows a screen by its address, and waits until `mark` is there."""

    def come(opened: Opened) -> None:
        opened.page.evaluate("hash => { location.hash = hash; }", f"#{address}")
        opened.page.wait_for_function("hash => location.hash === hash", arg=f"#{address}")
        opened.page.locator(mark).first.wait_for()

    return come


def leaving(opened: Opened) -> None:
    """The question before work is lost."""
    opened.page.evaluate("page.unsaved = () => true")
    opened.page.evaluate("location.hash = '#about'")
    opened.page.locator("dialog[open]").wait_for()


SCREENS = [
    Screen("start", shown("start", "a.job"), on_phone=True),
    Screen("about", shown("about", "main details")),
    Screen("leave", leaving),
]
