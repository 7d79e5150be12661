"""Paths on the command line. None is empty; of outputs, a file is not called like a folder.

Nor is a folder called like a file. Names that exist are checked where they are written.
"""

from __future__ import annotations

import os
from collections.abc import Container
from pathlib import Path
from typing import Any

import click

from ..files import is_folder, is_zip
from ..model.phrases import Phrase, translated

FILE_ENDINGS = (".pdf", ".csv", ".xlsx", ".json", ".jsonl", ".png", ".zip")  # of files of ours
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))
_WRITTEN_AS_FOLDERS = __name__  # the key in `click.Context.meta`: names that end in a separator


class PathType(click.Path):
    """The path of a file or a folder. An empty one, which a script may give, is refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value as a path."""
        if value == "":
            self.fail(translated(Phrase("is empty. Give a name")), param, ctx)
        self.name = translated(Phrase("path") if self.file_okay else Phrase("directory"))
        return super().convert(value, param, ctx)


class FileOutput(PathType):
    """The name of a file to write; `plans/` is the name of a folder, and refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        path = _path(super().convert(value, param, ctx))
        if _is_written_as_folder(value):
            self.fail(translated(_no_file_name(value)), param, ctx)
        return path


class FolderOutput(PathType):
    """The name of a folder to write into; `plans.pdf` is the name of a file, and refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        path = _path(super().convert(value, param, ctx))
        if _is_file_name(path):
            self.fail(translated(_no_folder_name(path)), param, ctx)
        return path


class FolderOrZip(FolderOutput):
    """A folder, or a file whose name ends in .zip."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        path = Path(value)
        return path if is_zip(path) else super().convert(value, param, ctx)


class NamedOutput(PathType):
    """The name of a file or of a folder: the command knows which, and calls a check below."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path, which does not know any more how the name ended."""
        path = _path(super().convert(value, param, ctx))
        if ctx and _is_written_as_folder(value):
            ctx.meta.setdefault(_WRITTEN_AS_FOLDERS, set()).add(path)
        return path


def check_file_name(path: Path | None) -> None:
    """Check a `NamedOutput` that has to be a file.

    Raises:
        click.UsageError: its name is written as a folder's.
    """
    folders: Container[Path] = click.get_current_context().meta.get(_WRITTEN_AS_FOLDERS, ())
    if path in folders:
        raise click.UsageError(translated(_no_file_name(f"{path}{os.sep}")))


def check_folder_name(path: Path) -> None:
    """Check a `NamedOutput` that has to be a folder.

    Raises:
        click.UsageError: its name ends like a file's, and nothing has it yet.
    """
    if _is_file_name(path):
        raise click.UsageError(translated(_no_folder_name(path)))


def _path(converted: Any) -> Path:
    """Return what click has converted; before click 8.5 its `Path` did not say what to."""
    return Path(converted)


def _is_written_as_folder(value: Any) -> bool:
    return str(value).endswith(_SEPARATORS) and not is_folder(Path(value))


def _is_file_name(path: Path) -> bool:
    if path.suffix.lower() not in FILE_ENDINGS:
        return False
    try:
        return not path.exists()
    except OSError:  # the name is too long
        return True


def _no_file_name(name: str) -> Phrase:
    return Phrase(
        "{name} is the name of a folder, and one file is written. Add the name of the file.",
        name=name,
    )


def _no_folder_name(path: Path) -> Phrase:
    return Phrase(
        "{name} is the name of a file, and several files are written. "
        "Give the name of a folder, such as {folder}.",
        name=path,
        folder=path.with_suffix(""),
    )
