"""PDFs that are made to hurt, and PDFs that are only odd.

Each is read exactly or is one clear error, soon, and the error quotes no answer.
"""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hostile
import mutants
import pikepdf
import pytest
import python_calamine as calamine
from click.testing import CliRunner, Result
from hostile import ANSWERS, field, form_of, twisted, written
from marking import slow_unless
from patience import patient_sandbox
from processes import PATIENCE

import mlmp_print as mlmp
from mlmp_print.cli.commands import main

MARKED = "Kanarie-Hemmelig-77"


SOON = 60  # seconds on a machine that is busy; each takes at most three where nothing else runs


@pytest.fixture(autouse=True, scope="module")
def _patient() -> Iterator[None]:
    with patient_sandbox(SOON):
        yield


def outcome(data: bytes, **how: Any) -> mlmp.Read | mlmp.MlmpError:
    """Read a PDF, and return what is read or our own error. Any other error fails the test.

    An error is one sentence or two, and quotes no answer.
    """
    try:
        return mlmp.read(data, **how)
    except (mlmp.PdfError, mlmp.EncryptedError) as error:
        assert re.match("(is|has|holds|takes|makes|says) ", str(error))
        assert "\n" not in str(error)
        assert not re.search("Peter|ble|vaske|Traceback", str(error))
        return error


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], prog_name="mlmp-print")


def noted(found: mlmp.Read | mlmp.MlmpError) -> str:
    assert isinstance(found, mlmp.Read)
    return "\n".join(map(str, found.notes))


# Read exactly all the same ------------------------------------------------------------------------

RINGS = (hostile.ring_of_kids, hostile.ring_of_parents, hostile.lattice, hostile.lattice_of_pages)
HARMLESS = (*RINGS, hostile.bombs_elsewhere, hostile.with_xfa, hostile.actions)


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: change.__name__)
def test_what_is_wrong_elsewhere_leaves_the_answers_as_they_are(
    change: Callable[[pikepdf.Pdf], None],
) -> None:
    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert found.answers == ANSWERS


@pytest.mark.parametrize(
    "data",
    [hostile.xref_ring, hostile.xref_ring_of_two, lambda: hostile.startxref(b"-5")],
    ids=["one", "two", "negative"],
)
def test_a_ring_of_cross_references_is_left(data: Callable[[], bytes]) -> None:
    found = outcome(data())
    assert isinstance(found, mlmp.Read)
    assert found.answers == ANSWERS


# One clear error ----------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "depth 10,000": (hostile.deep, "nested more than 64 deep"),
    "arrays in arrays": (hostile.deep_arrays, "no form fields|broken"),
    "60,000 fields": (hostile.many_fields, "larger than any real form"),
    "60,000 fields in groups": (
        lambda: hostile.many_fields(group=100),
        "more than 20,000 fields",
    ),
    "fields that share their kids": (hostile.shared_kids, "more than 20,000 fields"),
    "2 million entries": (hostile.many_numbers, "larger than any real form"),
    "a million options": (hostile.many_options, "larger than any real form"),
    "a gigabyte as a value": (lambda: twisted(hostile.bomb_as_value), "more than 1,048,576 bytes"),
    "a gigabyte as the description": (
        lambda: twisted(hostile.bomb_as_description),
        "larger than any real form",
    ),
    "a gigabyte of objects": (hostile.bomb_of_objects, "larger than any real form"),
    "a value of 1 MB and a letter": (
        lambda: form_of(b"[10 0 R]", {10: b"<</T (x) /FT /Tx /V (%s)>>" % (b"x" * (2**20 + 1))}),
        "1,048,577 letters",
    ),
    "a name of 5,000 letters": (
        lambda: form_of(b"[10 0 R]", {10: b"<</T (%s) /FT /Tx>>" % (b"x" * 5000)}),
        "4,096 letters",
    ),
    "no xref": (hostile.without_xref, "broken"),
    "startxref 10^20": (lambda: hostile.startxref(b"1" + b"0" * 20), "broken"),
    "startxref of 5,000 digits": (lambda: hostile.startxref(b"9" * 5000), "broken"),
    "startxref a word": (lambda: hostile.startxref(b"here"), "broken"),
    "lengths of 5,000 digits": (lambda: hostile.digits(b"Length"), "fields|broken"),
    "sizes of 5,000 digits": (lambda: hostile.digits(b"Size"), "."),
    "flags of 5,000 digits": (lambda: hostile.digits(b"Ff"), "fields|broken"),
    "only XFA": (hostile.only_xfa, "XFA"),
    "a million questions": (
        lambda: twisted(hostile.million_questions),
        "more than (2,000 questions|512 MB)",
    ),
    "lists that are all but empty": (
        lambda: twisted(lambda document: hostile.sparse_lists(document, position=1000)),
        "more than 20,000 entries",
    ),
}


SLOW = {"a million questions", "60,000 fields in groups", "fields that share their kids"}


@pytest.mark.parametrize(
    "what",
    [pytest.param(what, marks=pytest.mark.slow if what in SLOW else ()) for what in REFUSED],
)
def test_what_no_form_has_is_one_clear_error(what: str) -> None:
    make, message = REFUSED[what]
    found = outcome(make())
    assert isinstance(found, mlmp.PdfError)
    assert re.search(message, str(found))


@pytest.mark.parametrize("handler", [b"Foo.Bar", b"Adobe.PubSec", b"Standard"])
def test_a_foreign_encryption_has_an_exit_code_of_its_own(tmp_path: Path, handler: bytes) -> None:
    data = hostile.foreign_handler(handler)
    assert isinstance(outcome(data), mlmp.EncryptedError)
    (tmp_path / "shut.pdf").write_bytes(data)
    assert run("read", tmp_path / "shut.pdf").exit_code == 6


NOT_PDF = {
    "empty": (b"", "empty"),
    "a login page": (b"\n<!DOCTYPE html><title>Log in</title>", "web page"),
    "zip": (b"PK\x03\x04" + bytes(40), "ZIP"),
    "old Office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
    "broken fdf": (b"%FDF-1.2\n1 0 obj <</FDF <<>>>>", "as FDF it cannot be followed"),
    "xfdf without fields": (b'<?xml version="1.0"?><xfdf/>', "holds no fields"),
    "xml": (b'<?xml version="1.0"?><form/>', "XML"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
    "png": (b"\x89PNG\r\n\x1a\n", "PNG"),
    "json": (b'{"name": "Peter"}', "JSON"),
    "noise": (bytes(range(1, 256)), "not a PDF"),
}


@pytest.mark.parametrize("what", NOT_PDF)
def test_what_is_no_pdf_is_called_what_it_is(tmp_path: Path, what: str) -> None:
    data, name = NOT_PDF[what]
    (tmp_path / "x.pdf").write_bytes(data)
    result = run("read", tmp_path / "x.pdf")
    assert result.exit_code == 4
    assert name in result.stderr


NO_MORE_THAN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1500 << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))
from mlmp_print.cli.commands import run
run()
"""
PARTED = {
    "long paths": lambda: twisted(hostile.long_paths),
    "long paths attached": hostile.long_paths_attached,
    "sparse lists": lambda: twisted(hostile.sparse_lists),
}


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="memory is limited only where the system can"
)
@pytest.mark.parametrize("what", [slow_unless(one == "sparse lists", one) for one in PARTED])
def test_what_a_file_says_of_itself_takes_no_memory_from_the_others(
    tmp_path: Path, what: str
) -> None:
    """All that is done with one file is done where it may be stopped, so that the next is read."""
    (tmp_path / "a.pdf").write_bytes(PARTED[what]())
    (tmp_path / "b.pdf").write_bytes(hostile.small())
    program = [sys.executable, "-c", NO_MORE_THAN, "read", ".", "--check", "--format", "jsonl"]
    done = subprocess.run(
        program, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()][-1] == "b.pdf"
    assert done.returncode in (0, 3)


# What the file would have done --------------------------------------------------------------------


def test_scripts_programs_and_addresses_are_listed_and_left_alone() -> None:
    told = noted(outcome(twisted(hostile.actions)))
    assert all(
        word in told for word in ("JavaScript", "start a program", "links", "send its answers")
    )
    assert mlmp.read(hostile.sound()).notes == ()


def test_xfa_beside_the_fields_is_noted_and_not_parsed() -> None:
    assert "XFA" in noted(outcome(twisted(hostile.with_xfa)))


def test_a_form_that_is_only_xfa_is_told_so_in_words(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(hostile.only_xfa())
    result = run("read", tmp_path / "x.pdf")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "is an XFA form" in result.stderr


# Wrong types --------------------------------------------------------------------------------------

WRONG: dict[str, Callable[[pikepdf.Pdf], Any]] = {
    "true": lambda _: True,
    "number": lambda _: -7,
    "string": lambda _: pikepdf.String("x"),
    "name": lambda _: pikepdf.Name.X,
    "empty array": lambda _: pikepdf.Array(),
    "array": lambda _: pikepdf.Array([1, pikepdf.Array([None])]),
    "dictionary": lambda _: pikepdf.Dictionary(),
    "catalog": lambda document: document.Root,
    "stream": lambda document: pikepdf.Stream(document, b"x"),
    "fields": lambda document: document.Root.AcroForm.Fields,
}
PLACES: dict[str, Callable[[pikepdf.Pdf], pikepdf.Object]] = {
    "catalog": lambda document: document.Root,
    "form": lambda document: document.Root.AcroForm,
    "piece": lambda document: document.Root.PieceInfo.MLMP,
    "pages": lambda document: document.Root.Pages,
    "page": lambda document: document.pages[0].obj,
    "text": lambda document: field(document, "name"),
    "appearance": lambda document: field(document, "name").AP.N,
    "list": lambda document: field(document, "steps"),
    "entry": lambda document: field(document, "steps.1"),
    "tick": lambda document: field(document, "steps.1.done"),
    "score": lambda document: field(document, "goals.1.score_now"),
    "button": lambda document: field(document, "goals.1.score_now").Kids[5],
    "xobjects": lambda document: document.pages[0].Resources.XObject,
}


@pytest.mark.parametrize("place", PLACES)
def test_any_key_may_be_of_any_type(place: str) -> None:
    """Each key of the object takes two of the wrong types, `check` looks at what it shows too."""
    sheet = hostile.sound() if place in ("score", "button") else hostile.small()
    with pikepdf.open(io.BytesIO(sheet)) as document:
        keys = sorted(PLACES[place](document).keys())
    for number, key in enumerate(keys):
        for step in (0, 5):
            with pikepdf.open(io.BytesIO(sheet)) as document:
                if key != "/Length":  # qpdf writes its own
                    PLACES[place](document)[key] = [*WRONG.values()][(number + step) % len(WRONG)](
                        document
                    )
                found = outcome(hostile.saved(document), check=True)
            if isinstance(found, mlmp.Read):
                assert found.form in ("visual-plan", "goal-staircase")


# Names and texts ----------------------------------------------------------------------------------

ENCODED = {
    "UTF-16BE": (b"\xfe\xff\x00\xc6\x01\x41\x20\xac", "ÆŁ€"),
    "UTF-16LE": (b"\xff\xfe\xc6\x00\x41\x01\xac\x20", "ÆŁ€"),
    "UTF-16 outside of the first plane": (b"\xfe\xff\xd8\x3d\xde\x00", "😀"),
    "UTF-16 cut off": (b"\xfe\xff\x00A\x00", "A"),
    "UTF-8": (b"\xef\xbb\xbf" + "ÆŁ€".encode(), "ÆŁ€"),
    "PDFDoc": (b"\xc6bler", "Æbler"),
    "PDFDoc, its own letters": (
        b"\x80\x83\x84\x85\x8a\x8d\x8e\x92\x93\x95\x96\x9e\xa0",
        "•…—–−“”™ﬁŁŒž€",
    ),
    "a language": (b"\xfe\xff\x00\x1bda\x00\x1b\x00A", "A"),
    "a language and a country": (b"\xfe\xff\x00\x1bdaDK\x00\x1b\x00A\x00\x1ben\x00\x1b\x00B", "AB"),
    "turned around": (b"\xfe\xff\x20\x2e\x00A\x20\x2c", "\u202eA\u202c"),
    "half a pair": (b"\xfe\xff\xd8\x00\x00A", "\ufffdA"),
    "codes that are no characters": (
        b"\xfe\xff\xff\xff\x00A\xff\xfe\xfd\xd0\xd8\x3f\xdf\xff",
        "\ufffdA\ufffd\ufffd\ufffd",
    ),
}


@pytest.mark.parametrize("what", ENCODED)
def test_a_text_is_what_its_encoding_says(what: str) -> None:
    data, text = ENCODED[what]

    def change(document: pikepdf.Pdf) -> None:
        field(document, "notes").V = pikepdf.String(data)

    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert found.answers["notes"] == text


@pytest.mark.parametrize("layout", ["json", "jsonl", "csv", "xlsx"])
def test_what_no_table_can_hold_is_the_same_in_all_layouts_and_noted(
    tmp_path: Path, layout: str
) -> None:
    def change(document: pikepdf.Pdf) -> None:
        field(document, "notes").V = pikepdf.String(b"\xfe\xff\xd8\x3d\x00a\xff\xff\x00b\xff\xfe")

    (tmp_path / "x.pdf").write_bytes(twisted(change))
    result = run("read", tmp_path / "x.pdf", "-o", tmp_path / f"x.{layout}")
    assert result.exit_code == 0
    assert "“Noter”: contains invalid characters; each was replaced with U+FFFD" in result.stderr
    if layout == "xlsx":
        with calamine.CalamineWorkbook.from_path(tmp_path / "x.xlsx") as book:
            written = str(book.get_sheet_by_index(0).to_python())
    else:
        written = (tmp_path / f"x.{layout}").read_text("utf-8")
    assert "\ufffda\ufffdb\ufffd" in written


@pytest.mark.parametrize("what", ["UTF-8", "UTF-16BE", "PDFDoc, its own letters"])
def test_a_stream_may_hold_a_text_too(what: str) -> None:
    data, text = ENCODED[what]

    def change(document: pikepdf.Pdf) -> None:
        field(document, "notes").V = pikepdf.Stream(document, data)

    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert found.answers["notes"] == text


@pytest.mark.parametrize("code", [0x00, 0x01, 0x16, 0x7F, 0x9F, 0xAD])
def test_a_code_that_stands_for_nothing_breaks_nothing(code: int) -> None:
    def change(document: pikepdf.Pdf) -> None:
        field(document, "notes").V = pikepdf.String(bytes([0x41, 0x42, code, 0x43]))

    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert re.fullmatch("AB.?C", found.answers["notes"])


NASTY = "\x1b]0;owned\x07\u202eA\r\nB\x9b31m"


def nasty(document: pikepdf.Pdf) -> None:
    """Put escape sequences, line ends and turns of direction into a value and into names."""
    field(document, "notes").V = pikepdf.String(NASTY)
    document.Root.AcroForm.Fields.append(
        document.make_indirect(
            pikepdf.Dictionary(T=pikepdf.String(NASTY), FT=pikepdf.Name.Tx, V=pikepdf.String("x"))
        )
    )
    told = json.loads(document.Root.PieceInfo.MLMP.Private.read_bytes())
    document.Root.PieceInfo.MLMP.Private = pikepdf.Stream(
        document, json.dumps({**told, "form": NASTY}).encode()
    )


def terminal(folder: Path, *args: str) -> bytes:
    """All that a terminal gets from the command, on stdout and stderr."""
    ours, theirs = pty.openpty()
    script = str(Path(sys.executable).with_name("mlmp-print"))
    subprocess.run(
        [script, *args],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        timeout=PATIENCE,
        check=False,
    )
    os.close(theirs)
    shown = b""
    with os.fdopen(ours, "rb", 0) as stream:
        try:
            while more := stream.read(4096):
                shown += more
        except OSError:  # Linux's way to say that there is no more
            return shown
    return shown


# What click's progress bar hides and shows the cursor with; a slow machine draws the bar.
CURSOR = ("\x1b[?25l", "\x1b[?25h")


@pytest.mark.parametrize("layout", ["json", "csv"])
def test_a_terminal_gets_nothing_that_it_would_obey(tmp_path: Path, layout: str) -> None:
    name = "\x1b[31mx\u202e.pdf"
    (tmp_path / name).write_bytes(twisted(nasty))
    shown = terminal(tmp_path, "read", name, "--format", layout).decode()
    assert "vaske" in shown
    assert "no question of this form" in shown
    for ours in CURSOR:
        shown = shown.replace(ours, "")
    assert not [letter for letter in shown if not letter.isprintable() and letter not in "\r\n\t"]


def test_and_a_file_gets_every_letter_as_it_is(tmp_path: Path) -> None:
    def change(document: pikepdf.Pdf) -> None:
        field(document, "notes").V = pikepdf.String("\u202eA\u2066\ufeff")

    (tmp_path / "x.pdf").write_bytes(twisted(change))
    assert run("read", tmp_path / "x.pdf", "-o", tmp_path / "x.json").exit_code == 0
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["notes"] == "\u202eA\u2066\ufeff"


# Fields of other programs -------------------------------------------------------------------------


def add(document: pikepdf.Pdf, **entries: Any) -> None:
    document.Root.AcroForm.Fields.append(
        document.make_indirect(
            pikepdf.Dictionary({f"/{key}": value for key, value in entries.items()})
        )
    )


def test_of_two_fields_with_one_name_both_are_given_and_it_is_noted() -> None:
    def change(document: pikepdf.Pdf) -> None:
        add(document, T=pikepdf.String("name"), FT=pikepdf.Name.Tx, V=pikepdf.String("Paul"))

    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert (found.answers, found.others) == (ANSWERS, {"name": ("Paul",)})
    assert "“Navn”: is there twice" in noted(found)
    assert "Paul" not in noted(found)


def test_a_name_with_a_dot_in_it_does_not_hide_the_field_that_it_imitates() -> None:
    def change(document: pikepdf.Pdf) -> None:
        add(
            document,
            T=pikepdf.String("goals.1.text"),
            FT=pikepdf.Name.Tx,
            V=pikepdf.String("andet"),
        )

    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert (found.answers, found.others) == (ANSWERS, {"goals.1.text": ("andet",)})
    assert "twice" in noted(found)


def test_a_field_that_only_stands_on_a_page_is_read_and_marked() -> None:
    def change(document: pikepdf.Pdf) -> None:
        fields = document.Root.AcroForm.Fields
        fields[:] = [entry for entry in fields if entry.T != "notes"]

    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert found.answers == ANSWERS
    assert "“Noter”: stands on a page, but not in the file's list of fields" in noted(found)


def test_a_field_that_is_shown_nowhere_is_read_and_marked() -> None:
    def change(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.Annots = pikepdf.Array(
                [entry for entry in page.get("/Annots", []) if entry.get("/T") != "notes"]
            )
        for key in ("/Subtype", "/Rect", "/AP"):
            del field(document, "notes")[key]

    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert found.answers == ANSWERS
    assert "“Noter”: is shown on no page" in noted(found)


def test_a_list_of_another_program_does_no_harm() -> None:
    def change(document: pikepdf.Pdf) -> None:
        options = pikepdf.Array([pikepdf.String(MARKED), pikepdf.String("b")])
        add(
            document,
            T=pikepdf.String("themes"),
            FT=pikepdf.Name.Ch,
            Ff=1 << 21,
            Opt=options,
            V=options,
        )
        add(
            document,
            T=pikepdf.String("signed"),
            FT=pikepdf.Name.Sig,
            V=pikepdf.Dictionary(Contents=pikepdf.String(MARKED)),
        )

    found = outcome(twisted(change))
    assert isinstance(found, mlmp.Read)
    assert found.answers == ANSWERS
    assert MARKED not in noted(found)


def test_a_form_of_somebody_else_is_no_form_of_ours(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(
        form_of(b"[10 0 R]", {10: b"<</T (x) /FT /Tx /V (%s)>>" % MARKED.encode()})
    )
    result = run("read", tmp_path / "x.pdf")
    assert result.exit_code == 4
    assert "is not one of our forms" in result.stderr
    assert MARKED not in result.output


def test_a_file_that_only_claims_to_be_a_form_is_one_error() -> None:
    claims = (
        b"{}",
        b"[]",
        b'{"form": "visual-plan"}',
        b'{"form": 7, "schema": []}',
        b'{"form": "x", "schema": {"properties": 7}}',
    )
    for told in (*claims, b"[" * 100_000, b"9" * 5000):
        catalog = b"<</Type /Catalog /Pages 2 0 R /PieceInfo <</MLMP <</Private 4 0 R>>>>>>"
        data = written(
            {1: catalog, 2: b"<</Type /Pages /Kids [] /Count 0>>", 4: hostile.stream(told)}
        )
        assert isinstance(outcome(data), mlmp.PdfError)


# Damage at random ---------------------------------------------------------------------------------


@pytest.mark.parametrize("part", range(6))
def test_a_damaged_copy_is_read_or_is_one_clear_error(part: int) -> None:
    read = 0
    for number, data in enumerate(mutants.mutants(hostile.small(), 50, seed=part)):
        found = outcome(data, check=number % 2 == 0)
        if isinstance(found, mlmp.Read):
            read += 1
            assert found.form == "goal-staircase"
    assert read > 10  # most damage is to fonts and drawings
