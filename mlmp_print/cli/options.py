"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from ..model.limits import BATCH_JOBS, PRINT_COPIES
from ..model.losses import CODES
from ..model.messages import NOTHING
from ..model.phrases import Phrase, translated
from ..sandbox.processors import MOST_USUAL
from . import completion
from .path_types import FileOutput, FolderOrZip, FolderOutput, NamedOutput, PathType

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Option(click.Option):
    """An option whose help is shown in the user's language; so are words for its default."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.phrase: Phrase = attributes.get("help", NOTHING)
        self.shown_default: Any = attributes.get("show_default")

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the value."""
        return translated(super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the names and the help of the option."""
        self.help = translated(self.phrase)
        if isinstance(self.shown_default, Phrase):
            self.show_default = translated(self.shown_default)
        return super().get_help_record(ctx)


class Argument(click.Argument):
    """An argument whose name is shown in the user's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for the value."""
        return translated(super().make_metavar(ctx))


class Number(click.IntRange):
    """A whole number within limits; its name is said in the user's language."""

    @property
    def name(self) -> str:  # type: ignore[override]  # click only reads it
        """Return what such a value is called."""
        return translated(Phrase("integer range"))


def option(*names: str, **attributes: Any) -> Decorator:
    """Add an option to a command; `help` and `metavar` are phrases."""
    return click.option(*names, cls=Option, **attributes)


def argument(name: str, **attributes: Any) -> Decorator:
    """Add an argument to a command; `metavar` is a phrase."""
    return click.argument(name, cls=Argument, **attributes)


def number_option(
    *names: str, default: int, least: int, most: int | None = None, **attributes: Any
) -> Decorator:
    """Add an option that takes a whole number within limits; without `most`, any from `least`."""
    limits = Number(least, most)
    return option(
        *names, default=default, show_default=True, metavar="N", type=limits, **attributes
    )


def jobs_option(**attributes: Any) -> Decorator:
    """The option `--jobs`; None without it: the work itself then shows how many are of use."""
    usual = Phrase(
        "1, or where there is much to do one for each processor, at most {most}", most=MOST_USUAL
    )
    limits = Number(1, BATCH_JOBS)
    return option("--jobs", show_default=usual, metavar="N", type=limits, **attributes)


def usage_error(text: Phrase) -> click.UsageError:
    """Return the error for a command that was not given as it must be."""
    return click.UsageError(translated(text))


def path_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a file; `-` is allowed."""
    attributes.setdefault("metavar", Phrase("PATH"))
    return option(*names, type=PathType(path_type=Path), **attributes)


def output_file_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a file to write; `-` is allowed."""
    return option(*names, type=FileOutput(path_type=Path), **attributes)


def output_folder_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a folder to write into."""
    return option(*names, type=FolderOutput(path_type=Path, file_okay=False), **attributes)


def folder_or_zip_option(*names: str, **attributes: Any) -> Decorator:
    """An option that takes the path of a folder, or of a zip."""
    return option(*names, type=FolderOrZip(path_type=Path, file_okay=False), **attributes)


def file_argument(name: str, **attributes: Any) -> Decorator:
    """An argument that takes the path of a file; `-` is allowed.

    Of several files, one that may not be read is left to the command: it reads the others.
    """
    is_lone = attributes.get("nargs") != -1
    return argument(name, type=PathType(path_type=Path, readable=is_lone), **attributes)


def form_argument(**attributes: Any) -> Decorator:
    """The argument that takes a form, or several."""
    usual = {"metavar": Phrase("FORM"), "shell_complete": completion.forms}
    return argument("form", **{**usual, **attributes})


def form_names(text: str) -> list[str]:
    """Return the names in a list of forms with commas. Raises click.UsageError for none.

    >>> form_names("mood-board, visual-plan")
    ['mood-board', 'visual-plan']
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise usage_error(Phrase("Name a form; the command forms lists them."))
    return names


def language_option(**attributes: Any) -> Decorator:
    """The option `--lang`."""
    return option(
        "--lang", metavar=Phrase("LANG"), shell_complete=completion.languages, **attributes
    )


def size_option(**attributes: Any) -> Decorator:
    """The option `--size`."""
    return option("--size", metavar="a4|a3", shell_complete=completion.sizes, **attributes)


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


settings_option = option(
    "--set",
    "settings",
    multiple=True,
    metavar=Phrase("NAME=VALUE"),
    callback=parse_settings,
    shell_complete=completion.settings,
    help=Phrase("A setting of the form: goals=6 makes room for six goals."),
)
ink_option = option(
    "--ink",
    default="color",
    show_default=True,
    metavar="color|gray",
    shell_complete=completion.inks,
    help=Phrase("Colour, or grey tones for a black-and-white printer."),
)
look_file_option = path_option(
    "--look",
    metavar=Phrase("FILE.toml"),
    help=Phrase("A municipality's own name, logo, themes, colours and words."),
)


def parse_marks(
    _context: click.Context, _parameter: click.Parameter, word: str | None
) -> bool | None:
    """Parse the value of `--marks`; without it the form decides."""
    return None if word is None else word == "on"


marks_option = option(
    "--marks",
    type=click.Choice(["on", "off"]),
    callback=parse_marks,
    help=Phrase("Draw the codes and corner marks that a scan is read by, or leave them off."),
)
_PRINT_OPTIONS = (
    marks_option,
    settings_option,
    option(
        "--large",
        is_flag=True,
        help=Phrase("Large print: letters a step larger, writing lines 14 mm apart."),
    ),
    ink_option,
    look_file_option,
)


def print_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that draws."""
    for option in _PRINT_OPTIONS:
        command = option(command)
    return command


_LANGUAGE = language_option(
    default="",
    show_default="da",
    help=Phrase("Language of the sheet; the command forms lists them."),
)
_SIZE = size_option(
    default="",
    show_default="a4",
    help=Phrase("A3 is two upright A4 panels, or one wide panel enlarged."),
)


def look_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that draws in one language and size."""
    return _LANGUAGE(_SIZE(print_options(command)))


def accepting_option(codes: Sequence[str], **attributes: Any) -> Decorator:
    """The option `--accept`, for what has one of these codes."""
    return option("--accept", multiple=True, metavar="CODE", type=click.Choice(codes), **attributes)


accept_option = accepting_option(
    CODES,
    help=Phrase(
        "Say that you have looked at what a sheet holds beside its answers: {codes}. "
        "May be given several times.",
        codes=list(CODES),
    ),
)
password_option = path_option(
    "--password-file",
    help=Phrase("The file whose first line is the password of encrypted PDFs."),
)
reading_jobs_option = jobs_option(help=Phrase("How many files are read at the same time."))
duplex_option = option(
    "--duplex",
    is_flag=True,
    help=Phrase("In the print job, start each form on a new sheet of paper."),
)
copies_option = number_option(
    "--copies",
    default=1,
    least=1,
    most=PRINT_COPIES,
    help=Phrase("How often the print job has each set."),
)
force_option = option("--force", is_flag=True, help=Phrase("Write over a file that exists."))
_OUTPUT: dict[str, Any] = {
    "metavar": Phrase("PATH"),
    "help": Phrase("Where to write; - is stdout."),
}
output_option = output_file_option("-o", "--output", **_OUTPUT)
output_or_folder_option = option("-o", "--output", type=NamedOutput(path_type=Path), **_OUTPUT)


def chosen_options(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options of the running command that the user gave, without the usual ones."""
    source_of = click.get_current_context().get_parameter_source
    return {
        name: value
        for name, value in options.items()
        if source_of(name) is not ParameterSource.DEFAULT
    }
