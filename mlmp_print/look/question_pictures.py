"""A municipality's own pictures for questions: symbols that it has a licence for, in a folder.

A file is called after its question: `purpose.png`, or `visual-plan.purpose.png` for one form only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..model.errors import DefinitionError, InvalidValue, system_reason
from ..model.limits import QUESTION_PICTURES
from ..model.messages import NOTHING, Message, Where, did_you_mean, quoted
from ..model.phrases import Phrase
from ..model.toml_table import TomlTable
from .assets import Logo, languages
from .language import language_words

BOX = (16.0, 16.0)  # mm: larger than a picture is printed, on A3 too
_ENDINGS = (".png", ".svg", ".jpg", ".jpeg", ".webp", ".gif")
_BESIDE = (".txt", ".md")  # files that say whose the pictures are

FileStamp = tuple[str, int, int]  # name, time of change, and size


def read_pictures(content: Any, look: Path) -> Mapping[str, Logo]:
    """Read the pictures that a look's table `[pictures]` names; question → picture.

    Args:
        content: The table: `folder` is a folder beside the look file.
        look: The look file.

    Raises:
        DefinitionError: The folder is not there, or a file in it is no picture, or is called after
            no question.
    """
    if content is None:
        return {}
    table = TomlTable(content, look.name, "[pictures]")
    table.check_keys(("folder",), required=("folder",))
    folder = _folder(table, look)
    try:
        files = tuple(_stamps(folder))
    except OSError as error:
        reason = system_reason(error)
        raise table.error(Phrase("the folder cannot be read: {reason}", reason=reason)) from None
    if len(files) > QUESTION_PICTURES:
        what = Phrase("the folder has more than {most:,} files", most=QUESTION_PICTURES)
        raise table.error(what)
    return _read(folder, files)


def stamps(content: Any, look: Path) -> tuple[FileStamp, ...]:
    """Return a fingerprint of the files that `[pictures]` of a look names; none for a wrong one."""
    if not isinstance(content, dict) or not isinstance(content.get("folder"), str):
        return ()
    return tuple(_stamps(look.parent / content["folder"]))


def _folder(table: TomlTable, look: Path) -> Path:
    """Return the folder, which lies beside the look file or deeper."""
    name = table.content["folder"]
    if not isinstance(name, str):
        raise table.error(Phrase("{name} must be a text in quotation marks", name="folder"))
    folder = (look.parent / name).resolve()
    if not folder.is_relative_to(look.parent.resolve()):
        what = Phrase("the folder {name} must lie beside the look file", name=quoted(name))
        raise table.error(what)
    if not folder.is_dir():
        raise table.error(Phrase("there is no folder {name}", name=quoted(name)))
    return folder


def _stamps(folder: Path) -> Iterator[FileStamp]:
    """Yield the files of a folder by name, without hidden ones and those that are to be read."""
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(".") and path.suffix.lower() not in _BESIDE:
            status = path.stat()
            yield path.name, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _read(folder: Path, files: tuple[FileStamp, ...]) -> Mapping[str, Logo]:
    """Read the files of a folder; the same files are read once."""
    known = _questions()
    pictures: dict[str, Logo] = {}
    for name, _, _ in files:
        path = folder / name
        if path.suffix.lower() not in _ENDINGS:
            raise _wrong(name, Phrase("is no picture"), Phrase("Give a PNG or SVG file"))
        question = path.stem
        _check_question(name, question, known)
        if question in pictures:
            raise _wrong(name, Phrase("is a second picture of {name}", name=quoted(question)))
        try:
            if not path.resolve().is_relative_to(folder) or not path.is_file():
                raise InvalidValue(Phrase("leads out of the folder, or is no file"))
            pictures[question] = Logo.of_file(path, BOX)
        except InvalidValue as reject:
            raise _wrong(name, reject.what, reject.remedy) from None
    return pictures


def _check_question(file: str, question: str, known: Mapping[str, tuple[str, ...]]) -> None:
    """Check that a file is called after a question of ours, or of a form that is not ours."""
    form, dot, pattern = question.partition(".")
    if form in known and dot:
        patterns: tuple[str, ...] = known[form]
        found = pattern in patterns
    else:
        patterns = tuple(dict.fromkeys(key for keys in known.values() for key in keys))
        tops = {key.partition(".")[0] for key in patterns}
        found = question in patterns or (bool(dot) and form not in tops)
    if not found:
        what = Phrase("is called after no question: there is none {name}", name=quoted(question))
        raise _wrong(file, what, did_you_mean(pattern if form in known else question, patterns))


def _questions() -> dict[str, tuple[str, ...]]:
    """Form → the questions of our forms, as the first of our languages has them."""
    words = language_words(languages()[0])["forms"]
    return {form: tuple(table["ask"]) for form, table in words.items()}


def _wrong(file: str, what: Phrase, remedy: Phrase = NOTHING) -> DefinitionError:
    return DefinitionError(Message(Where(file=file), what, remedy))
