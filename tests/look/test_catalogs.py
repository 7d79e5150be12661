"""Messages in other languages: every phrase is translated, with the same values in it."""

from __future__ import annotations

import ast
import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import mlmp_print as mlmp
from mlmp_print.look import catalogs
from mlmp_print.look.assets import languages
from mlmp_print.model.errors import DefinitionError, UsageError
from mlmp_print.model.messages import Message, Where, did_you_mean, quoted
from mlmp_print.model.phrases import Phrase, translated

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools"))  # last: there is a package `page`, as a library is called

import messages as collector  # noqa: E402

PACKAGE = Path(mlmp.__file__).parent
FILES = collector.catalog_files()
LANGS = [path.parts[-3] for path in FILES]
# The modules that handle phrases without knowing them.
_GENERAL = {"model/phrases.py", "sandbox/error_packets.py", "cli/group.py"}


@pytest.fixture(scope="module")
def collected():
    return collector.phrases()


def test_every_language_of_the_sheets_has_messages():
    assert {*LANGS, "en"} == {*languages()} == {*catalogs.message_languages()}


@pytest.mark.parametrize("path", FILES, ids=LANGS)
def test_a_catalog_has_every_phrase_of_the_code_and_is_compiled(path, collected):
    po, mo = collector.updated(path, collected)
    assert path.read_bytes() == po, "run `make messages`"
    assert _translations(path.with_suffix(".mo").read_bytes()) == _translations(mo), (
        "run `make messages`"
    )


def _translations(mo: bytes) -> dict[str, str]:
    messages = read_mo(io.BytesIO(mo))
    return {str(message.id): message.string for message in messages if message.id}


@pytest.mark.parametrize("path", FILES, ids=LANGS)
def test_every_phrase_is_translated_with_the_same_values(path):
    catalog = read_po(io.BytesIO(path.read_bytes()))
    for message in catalog:
        if not message.id:
            continue
        assert collector.translated(message) and not message.fuzzy, message.id
        if "python-brace-format" in message.flags:
            assert _names(message.string) == _names(message.id), message.id
        if "python-format" in message.flags:
            assert not list(message.check(catalog)), message.id


def _names(template: str | tuple[str, ...]) -> set[tuple[str, str]]:
    """The values of a template, with their formats; of a plural, those of all its forms."""
    forms = (template,) if isinstance(template, str) else template
    parsed = [part for form in forms for part in Formatter().parse(form)]
    return {(name, form or "") for _, name, form, _ in parsed if name is not None}


@pytest.mark.parametrize("path", FILES, ids=LANGS)
def test_a_translation_ends_as_its_phrase_does(path):
    """Sentences are joined by what they end with."""
    for message in read_po(io.BytesIO(path.read_bytes())):
        if isinstance(message.id, str) and message.id:
            assert _mark(message.string) == _mark(message.id), message.id


def _mark(text: str) -> str:
    return text[-1] if text.endswith((".", "?", ":")) else ""


def test_the_first_argument_of_a_phrase_is_a_literal():
    """Else it could not be collected."""
    wrong = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).as_posix() not in _GENERAL
        for call in _phrase_calls(path)
        if call.args and not isinstance(call.args[0], ast.Constant)
    ]
    assert not wrong


def _phrase_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in collector.OUR_CALLS:
            yield node


def test_a_message_is_put_into_words_in_the_language_of_the_context():
    message = Message(Where(row=3, column="Mål 1"), Phrase("is not a date"))
    english = str(message)
    with mlmp.language("da"):
        danish = str(message)
        with mlmp.language("de_DE.UTF-8"):
            german = str(message)
        assert str(message) == danish
    assert str(message) == english
    assert danish.startswith("række 3, kolonne “Mål 1”: ")
    assert german.startswith("Zeile 3, Spalte „Mål 1“: ")


def test_an_error_is_in_the_language_of_whoever_shows_it():
    with mlmp.language("da"), pytest.raises(UsageError) as caught:
        mlmp.template("visual-plan", lang="xx")
    english = str(caught.value)
    with mlmp.language("da"):
        assert str(caught.value) != english
    assert "There" in english or "language" in english


def test_numbers_are_written_as_people_write_them():
    phrase = Phrase("has {count:,} cells; at most {limit:,} are read", count=1234567, limit=10)
    with mlmp.language("da"):
        assert "1.234.567" in translated(phrase)
    assert "1,234,567" in translated(phrase)


def test_what_stands_in_a_phrase_is_translated_too():
    phrase = did_you_mean("gaol", ["goal"])
    with mlmp.language("de"):
        assert "„goal“" in translated(phrase)
        assert translated(quoted("x")) == "„x“"


@pytest.mark.parametrize("lang", ["xx", "", "../da", "da/../de", "dan", None, 3])
def test_a_language_without_messages_is_refused(lang):
    with pytest.raises(UsageError, match="no messages in the language"), mlmp.language(lang):
        pass


@pytest.mark.parametrize("damage", [b"", b"x", b"\xde\x12\x04\x95" + b"\xff" * 40])
def test_a_broken_catalog_is_said(damage, tmp_path, monkeypatch):
    broken = tmp_path / "messages"
    shutil.copytree(catalogs.catalog_folder(), broken)
    (broken / "da" / "LC_MESSAGES" / "mlmp_print.mo").write_bytes(damage)
    monkeypatch.setattr(catalogs, "catalog_folder", lambda: broken)
    catalogs._read_catalog.cache_clear()
    with pytest.raises(DefinitionError, match="broken catalog"), mlmp.language("da"):
        pass
    catalogs._read_catalog.cache_clear()
