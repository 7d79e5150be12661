"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..model.losses import CODES
from ..model.messages import NOTHING
from ..model.phrases import Phrase, translated

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Option(click.Option):
    """An option whose help is shown in the user's language."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.phrase: Phrase = attributes.get("help", NOTHING)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the names and the help of the option."""
        self.help = translated(self.phrase)
        return super().get_help_record(ctx)


def option(*names: str, **attributes: Any) -> Decorator:
    """Add an option to a command; `help` is a phrase."""
    return click.option(*names, cls=Option, **attributes)


def usage_error(text: Phrase) -> click.UsageError:
    """Return the error for a command that was not given as it must be."""
    return click.UsageError(translated(text))


class PathType(click.Path):
    """The path of a file or a folder. An empty one, which a script may give, is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value as a path."""
        if value == "":
            self.fail(translated(Phrase("is empty. Give a name")), param, ctx)
        return super().convert(value, param, ctx)


def path_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a file; `-` is allowed."""
    return option(*names, type=PathType(path_type=Path), **attributes)


def folder_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a folder."""
    return option(*names, type=PathType(path_type=Path, file_okay=False), **attributes)


def file_argument(name: str, **attributes: Any) -> Decorator:
    """An argument that takes the path of a file; `-` is allowed."""
    return click.argument(name, type=PathType(path_type=Path), **attributes)


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
            raise click.BadParameter(translated(Phrase("write a name and a value, as goals=6")))
        settings[key] = int(value) if re.fullmatch("[0-9]{1,6}", value) else value
    return settings


_PRINT_OPTIONS = (
    option(
        "--set",
        "settings",
        multiple=True,
        metavar="NAME=VALUE",
        callback=parse_settings,
        help=Phrase("A setting of the form: goals=6 makes room for six goals."),
    ),
    option(
        "--large",
        is_flag=True,
        help=Phrase("Large print: letters a step larger, writing lines 14 mm apart."),
    ),
    option(
        "--ink",
        default="color",
        show_default=True,
        metavar="color|gray",
        help=Phrase("Colour, or grey tones for a black-and-white printer."),
    ),
    path_option(
        "--look",
        metavar="FILE.toml",
        help=Phrase("A municipality's own name, logo, themes, colours and words."),
    ),
)


def print_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that draws."""
    for option in _PRINT_OPTIONS:
        command = option(command)
    return command


_LANGUAGE = option(
    "--lang",
    default="",
    metavar="LANG",
    show_default="da",
    help=Phrase("Language of the sheet; the command forms lists them."),
)
_SIZE = option(
    "--size",
    default="",
    metavar="a4|a3",
    show_default="a4",
    help=Phrase("A3 is two upright A4 panels, or one wide panel enlarged."),
)


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that draws in one language and size."""
    return _LANGUAGE(_SIZE(print_options(command)))


accept_option = option(
    "--accept",
    multiple=True,
    metavar="CODE",
    type=click.Choice(CODES),
    help=Phrase(
        "Say that you have looked at what a sheet holds beside its answers: {codes}. "
        "May be given several times.",
        codes=list(CODES),
    ),
)
force_option = option("--force", is_flag=True, help=Phrase("Write over a file that exists."))
output_option = path_option(
    "-o", "--output", metavar="PATH", help=Phrase("Where to write; - is stdout.")
)
