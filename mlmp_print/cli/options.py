"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def path_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a file; `-` is allowed."""
    return click.option(*names, type=click.Path(path_type=Path), **attributes)


def folder_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a folder."""
    return click.option(*names, type=click.Path(path_type=Path, file_okay=False), **attributes)


def file_argument(name: str, **attributes: Any) -> Decorator:
    """An argument that takes the path of a file; `-` is allowed."""
    return click.argument(name, type=click.Path(path_type=Path), **attributes)


def parse_settings(
    _context: click.Context, _parameter: click.Parameter, items: tuple[str, ...]
) -> dict[str, int | str]:
    """Parse the values of `--set`.

    >>> parse_settings(None, None, ("goals=6", "score=words"))
    {'goals': 6, 'score': 'words'}
    """
    found: dict[str, int | str] = {}
    for item in items:
        key, _, value = item.partition("=")
        if not value:
            raise click.BadParameter("write a name and a value, as goals=6")
        found[key] = int(value) if re.fullmatch("[0-9]{1,6}", value) else value
    return found


_PRINT_OPTIONS = (
    click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="NAME=VALUE",
        callback=parse_settings,
        help="A setting of the form: goals=6 makes room for six goals.",
    ),
    click.option(
        "--large",
        is_flag=True,
        help="Large print: letters a step larger, writing lines 14 mm apart.",
    ),
    click.option(
        "--ink",
        default="color",
        show_default=True,
        metavar="color|gray",
        help="Colour, or grey tones for a black-and-white printer.",
    ),
    path_option(
        "--look",
        metavar="FILE.toml",
        help="A municipality's own name, logo, themes, colours and words.",
    ),
)


def print_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that draws."""
    for option in _PRINT_OPTIONS:
        command = option(command)
    return command


_LANGUAGE = click.option(
    "--lang",
    default="",
    metavar="LANG",
    show_default="da",
    help="Language of the sheet; the command forms lists them.",
)
_SIZE = click.option(
    "--size",
    default="",
    metavar="a4|a3",
    show_default="a4",
    help="A3 is two upright A4 panels, or one wide panel enlarged.",
)


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that draws in one language and size."""
    return _LANGUAGE(_SIZE(print_options(command)))


force_option = click.option("--force", is_flag=True, help="Write over a file that exists.")
output_option = path_option("-o", "--output", metavar="PATH", help="Where to write; - is stdout.")
