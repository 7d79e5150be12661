"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from . import completion
from .output_names import Output, OutputFile, OutputFolder

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def path_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a file; `-` is allowed."""
    return click.option(*names, type=click.Path(path_type=Path), **attributes)


def output_file_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a file to write; `-` is allowed."""
    return click.option(*names, type=OutputFile(path_type=Path), **attributes)


def output_folder_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a folder to write into."""
    return click.option(*names, type=OutputFolder(path_type=Path, file_okay=False), **attributes)


def file_argument(name: str, **attributes: Any) -> Decorator:
    """An argument that takes the path of a file; `-` is allowed."""
    return click.argument(name, type=click.Path(path_type=Path), **attributes)


def form_argument(**attributes: Any) -> Decorator:
    """The argument that takes a form, or several."""
    return click.argument("form", **{"shell_complete": completion.forms, **attributes})


def language_option(**attributes: Any) -> Decorator:
    """The option `--lang`."""
    return click.option("--lang", metavar="LANG", shell_complete=completion.languages, **attributes)


def size_option(**attributes: Any) -> Decorator:
    """The option `--size`."""
    return click.option("--size", metavar="a4|a3", shell_complete=completion.sizes, **attributes)


def parse_settings(
    _context: click.Context, _parameter: click.Parameter, items: tuple[str, ...]
) -> dict[str, int | str]:
    """Parse the values of `--set`.

    >>> parse_settings(None, None, ("goals=6", "score=words"))
    {'goals': 6, 'score': 'words'}
    """
    settings: dict[str, int | str] = {}
    for item in items:
        key, _, value = item.partition("=")
        if not value:
            raise click.BadParameter("write a name and a value, as goals=6")
        settings[key] = int(value) if re.fullmatch("[0-9]{1,6}", value) else value
    return settings


_PRINT_OPTIONS = (
    click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="NAME=VALUE",
        callback=parse_settings,
        shell_complete=completion.settings,
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
        shell_complete=completion.inks,
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


_LANGUAGE = language_option(
    default="", show_default="da", help="Language of the sheet; the command forms lists them."
)
_SIZE = size_option(
    default="",
    show_default="a4",
    help="A3 is two upright A4 panels, or one wide panel enlarged.",
)


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that draws in one language and size."""
    return _LANGUAGE(_SIZE(print_options(command)))


force_option = click.option("--force", is_flag=True, help="Write over a file that exists.")
_OUTPUT: dict[str, Any] = {"metavar": "PATH", "help": "Where to write; - is stdout."}
output_option = output_file_option("-o", "--output", **_OUTPUT)
output_or_folder_option = click.option("-o", "--output", type=Output(path_type=Path), **_OUTPUT)
