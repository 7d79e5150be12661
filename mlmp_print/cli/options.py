"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def settings(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[str, int | str]:  # noqa: ARG001
    """`--set goals=6 --set score=words` as a dict."""
    found: dict[str, int | str] = {}
    for item in given:
        key, equals, value = item.partition("=")
        if not equals or not value:
            raise click.BadParameter("write a name and a value, as goals=6")
        found[key] = int(value) if re.fullmatch("[0-9]{1,6}", value) else value
    return found


def print_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How sheets look, whichever they are."""
    for option in (
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="NAME=VALUE",
            callback=settings,
            help="A setting of the form: goals=6 is room for six.",
        ),
        click.option(
            "--large",
            is_flag=True,
            help="Large print: type one step up, writing lines 14 mm apart.",
        ),
        click.option(
            "--ink",
            default="color",
            show_default=True,
            metavar="color|gray",
            help="Colour, or tones for a black-and-white printer.",
        ),
        click.option(
            "--look",
            type=click.Path(path_type=Path),
            metavar="FILE.toml",
            help="A municipality's own name, logo, themes, colours and words.",
        ),
    ):
        command = option(command)
    return command


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that draws in one language and size."""
    command = print_options(command)
    command = click.option(
        "--size",
        default="",
        metavar="a4|a3",
        show_default="a4",
        help="A3 is two upright A4 panels, or one wide one enlarged.",
    )(command)
    return click.option(
        "--lang",
        default="",
        metavar="LANG",
        show_default="da",
        help="Language of the sheet; the command forms lists them.",
    )(command)


force_option = click.option(
    "--force", is_flag=True, help="Write over a file that is there already."
)
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where to write; - is stdout.",
)
