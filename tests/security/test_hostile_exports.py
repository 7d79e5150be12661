"""FDF and XFDF that are made to hurt: each is read exactly, or is one clear error, soon."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import hostile
import pytest
from click.testing import CliRunner
from exports import DIALECTS, fdf, values_of, xfdf
from hypothesis import given
from hypothesis import strategies as st
from patience import patient_sandbox
from strategies import runs

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.model import limits

NAME = b"<</T (name) /V (Kanarie)>>"
TEXT = '<field name="goals.1.text"><value>Kanarie</value></field>'


SOON = 60  # seconds on a machine that is busy; each takes at most three where nothing else runs


@pytest.fixture(autouse=True, scope="module")
def _patient() -> Iterator[None]:
    with patient_sandbox(SOON):
        yield


def outcome(data: bytes, **how: object) -> mlmp.Read | mlmp.MlmpError:
    """What is read, or our own error; any other error fails the test. An error quotes no answer."""
    try:
        return mlmp.read(data, **how)  # type: ignore[arg-type]
    except (mlmp.PdfError, mlmp.EncryptedError) as error:
        assert not re.search("Kanarie|Traceback|\n", str(error))
        return error


def doctype(declarations: str, value: str = "&a;") -> bytes:
    return (
        f'<?xml version="1.0"?>\n<!DOCTYPE xfdf {declarations}>\n'
        f'<xfdf><fields><field name="name"><value>{value}</value></field></fields></xfdf>'
    ).encode()


LAUGHS = "".join(f'<!ENTITY a{level} "' + f"&a{level - 1};" * 10 + '">' for level in range(1, 10))
EMPTY_FIELD = '<field name="x"><value/></field>'
DEEP_XML = '<field name="a">' * 100 + "<value>x</value>" + "</field>" * 100


def bomb() -> bytes:
    """128 MB in a small stream."""
    return zlib.compress(b" " * 2**27, 9)


XFDF: dict[str, tuple[Callable[[], bytes], str]] = {
    "a billion laughs": (lambda: doctype(f'[<!ENTITY a0 "ha">{LAUGHS}]', "&a9;"), "document type"),
    "an external entity": (
        lambda: doctype('[<!ENTITY a SYSTEM "file:///etc/passwd">]'),
        "document type",
    ),
    "an external parameter": (
        lambda: doctype('[<!ENTITY % a SYSTEM "http://x.invalid/"> %a;]'),
        "document type",
    ),
    "an external document type": (lambda: doctype('SYSTEM "file:///dev/zero"'), "document type"),
    "an entity that is not defined": (lambda: xfdf(TEXT.replace("Kanarie", "&a;")), "broken"),
    "fields nested 100 deep": (lambda: xfdf(f"<fields>{DEEP_XML}</fields>"), "64 deep"),
    "elements nested 100,000 deep": (lambda: xfdf("<a>" * 100_000), "64 deep"),
    "a million elements": (lambda: xfdf(f"<fields>{'<field/>' * 10**6}</fields>"), "200,000 parts"),
    "a million attributes": (
        lambda: xfdf("<f " + " ".join(f'a{number}="1"' for number in range(10**6)) + "/>"),
        "200,000 parts",
    ),
    "20,001 fields": (
        lambda: xfdf(f"<fields>{EMPTY_FIELD * 20_001}</fields>"),
        "20,000 fields",
    ),
    "a name of 5,000 letters": (
        lambda: xfdf(f'<fields><field name="{"x" * 5000}"/></fields>'),
        "4,096",
    ),
    "a value of a megabyte and a letter": (
        lambda: xfdf(f"<fields>{TEXT.replace('Kanarie', 'x' * (2**20 + 1))}</fields>"),
        "1,048,577 letters",
    ),
    "cut off": (lambda: xfdf(f"<fields>{TEXT}</fields>")[:-40], "broken or cut off"),
    "two roots": (lambda: xfdf(f"<fields>{TEXT}</fields>") + b"<xfdf/>", "broken"),
    "an encoding that there is not": (
        lambda: xfdf(f"<fields>{TEXT}</fields>").replace(b"UTF-8", b"KANARIE"),
        "broken",
    ),
    "bytes that are not UTF-8": (
        lambda: xfdf(f"<fields>{TEXT}</fields>").replace(b"Kanarie", b"K\xe6narie"),
        "broken",
    ),
    "a NUL": (lambda: xfdf(f"<fields>{TEXT}</fields>").replace(b"Kan", b"K\0n"), "broken"),
    "another root": (lambda: b"<html><xfdf/></html>", "no XFDF|web page"),
    "only comments": (
        lambda: xfdf('<annots><text page="0"><contents>x</contents></text></annots>'),
        "no fields",
    ),
    "64 MB and more": (lambda: xfdf("<fields>") + b" " * limits.PDF_BYTES, "more than 64 MB"),
}

FDF: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off in a text": (lambda: fdf(b"/Fields [%s]" % NAME)[:40], "broken or cut off"),
    "without a trailer": (
        lambda: fdf(b"/Fields [%s]" % NAME).partition(b"trailer")[0],
        "where its data begins",
    ),
    "only a header": (lambda: b"%FDF-1.2\n", "where its data begins"),
    "a root that is not there": (
        lambda: fdf(b"/Fields [%s]" % NAME).replace(b"1 0 R", b"7 0 R"),
        "where its data begins",
    ),
    "an array that does not end": (lambda: fdf(b"/Fields [%s" % NAME), "broken or cut off"),
    "brackets of two kinds": (lambda: fdf(b"/Fields [<</T (name)]>>"), "broken or cut off"),
    "an entry twice": (lambda: fdf(b"/Fields [<</T (name) /V (a) /V (b)>>]"), "broken"),
    "noise behind it": (lambda: fdf(b"/Fields [%s]" % NAME) + bytes(range(256)), "broken"),
    "noise": (lambda: b"%FDF-1.2\n" + bytes(range(256)) * 9, "broken"),
    "arrays in arrays": (lambda: fdf(b"/Fields " + b"[" * 100_000), "64 deep"),
    "fields nested 100 deep": (
        lambda: fdf(b"/Fields " + b"[<</T (a) /Kids " * 70 + b"[]" + b">>]" * 70),
        "64 deep",
    ),
    "fields nested by references": (
        lambda: fdf(
            b"/Fields [2 0 R]",
            b"".join(
                b"%d 0 obj <</T (a) /Kids [%d 0 R]>> endobj " % (n, n + 1) for n in range(2, 200)
            ),
        ),
        "64 deep",
    ),
    "a million fields": (lambda: fdf(b"/Fields [%s]" % (b"<<>>" * 10**6)), "200,000 parts"),
    "20,001 fields": (
        lambda: fdf(b"/Fields [<</T (a) /Kids [%s]>> <</T (b)>>]" % (b"<</T (x) /V ()>>" * 20_000)),
        "20,000 fields",
    ),
    "a list of 30,000 fields": (lambda: fdf(b"/Fields [%s]" % (b"<<>>" * 30_000)), "30,000 parts"),
    "a name of 5,000 letters": (lambda: fdf(b"/Fields [<</T (%s)>>]" % (b"x" * 5000)), "4,096"),
    "a value of a megabyte and a letter": (
        lambda: fdf(b"/Fields [<</T (name) /V (%s)>>]" % (b"x" * (2**20 + 1))),
        "1,048,577 letters",
    ),
    "a bomb as a text": (
        lambda: fdf(
            b"/Fields [<</T (name) /V 2 0 R>>]",
            b"2 0 obj <</Filter /FlateDecode /Length %d>> stream\n%s\nendstream endobj\n"
            % (len(packed := bomb()), packed),
        ),
        "1,048,576 bytes",
    ),
    "numbers of 5,000 digits": (lambda: fdf(b"/Fields [%s] /X %s" % (NAME, b"9" * 5000)), "broken"),
    "an encoding that there is not": (
        lambda: fdf(b"/Encoding /Kanarie /Fields [%s]" % NAME),
        "encoding that is not known",
    ),
    "a text that is not in its encoding": (
        lambda: fdf(b"/Encoding /utf_8 /Fields [<</T (name) /V (\xe6)>>]"),
        "not in the encoding",
    ),
    "only comments": (lambda: fdf(b"/Annots [<</Subtype /Text /Page 0>>]"), "no fields"),
    "no fields": (lambda: fdf(b"/Fields []"), "no fields"),
    "64 MB and more": (
        lambda: fdf(b"/Fields [%s]" % NAME) + b" " * limits.PDF_BYTES,
        "more than 64 MB",
    ),
}
REFUSED = {f"XFDF: {what}": case for what, case in XFDF.items()}
REFUSED |= {f"FDF: {what}": case for what, case in FDF.items()}


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(what, marks=pytest.mark.slow if "attributes" in what else ())
        for what in REFUSED
    ],
)
def test_what_no_export_has_is_one_clear_error(what: str) -> None:
    make, message = REFUSED[what]
    found = outcome(make())
    assert isinstance(found, mlmp.PdfError)
    assert re.search(message, str(found))


@pytest.mark.parametrize(
    "data",
    [
        fdf(b"/Fields [%s]" % NAME, trailer=b"/Encrypt <</Filter /Standard>>"),
        fdf(b"/Fields [%s] /EncryptionRevision 1" % NAME),
    ],
    ids=["trailer", "revision"],
)
def test_encrypted_fdf_has_an_exit_code_of_its_own(tmp_path: Path, data: bytes) -> None:
    assert isinstance(outcome(data), mlmp.EncryptedError)
    (tmp_path / "shut.fdf").write_bytes(data)
    assert CliRunner().invoke(main, ["read", str(tmp_path / "shut.fdf")]).exit_code == 6


GOALS = b"2 0 obj <</T (goals) /Kids [%s]>> endobj "
KID = b"<</T (text) /V (Kanarie)>>"


@pytest.mark.parametrize(
    "objects",
    [
        GOALS % b"3 0 R" + b"3 0 obj <</T (1) /Kids [%s 2 0 R 3 0 R]>> endobj ",
        GOALS % b"3 0 R 3 0 R" + b"3 0 obj <</T (1) /Kids [%s]>> endobj ",
    ],
    ids=["a ring", "the same kids again"],
)
def test_each_field_is_visited_once(objects: bytes) -> None:
    found = outcome(fdf(b"/Fields [2 0 R 2 0 R]", objects % KID))
    assert isinstance(found, mlmp.Read)
    assert found.answers == {"goals": [{"text": "Kanarie"}]}


def test_a_text_that_looks_like_objects_is_a_text() -> None:
    words = b"1 0 obj <</FDF <</Fields []>>>> endobj trailer <</Root 9 0 R>> %PDF-1.7"
    found = outcome(fdf(b"/Fields [<</T (notes) /V (%s)>> <</T (purpose) /V (x)>>]" % words))
    assert isinstance(found, mlmp.Read)
    assert found.answers["notes"] == words.decode()


def test_nothing_that_an_export_leads_to_is_opened(tmp_path: Path) -> None:
    """Other files, addresses and scripts are named at most."""
    (tmp_path / "secret.txt").write_text("Kanarie-Hemmelig")
    entries = b"/F (%s) /JavaScript <</Before (app.alert\\(1\\))>> /EmbeddedFDFs [(x.fdf)]"
    data = fdf(
        b"/Fields [%s <</T (date) /A <</S /SubmitForm /F (http://x.invalid)>>>> <</T (purpose)>>] "
        % NAME
        + entries % str(tmp_path / "secret.txt").encode()
    )
    found = outcome(data)
    assert isinstance(found, mlmp.Read)
    told = "\n".join(map(str, found.notes))
    assert all(word in told for word in ("JavaScript", "send its answers", "other files"))
    assert found.answers == {"name": "Kanarie"}


# Fuzz -------------------------------------------------------------------------------------------

SOUND = [write(values_of(hostile.small())) for write in DIALECTS.values()]


@runs(150)
@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=8)), max_size=4),
)
def test_damaged_exports_are_read_or_one_error(
    data: bytes, damages: list[tuple[float, int, bytes]]
) -> None:
    """Bytes are taken out and put in anywhere."""
    for place, length, new in damages:
        start = int(place * len(data))
        data = data[:start] + new + data[start + length :]
    try:
        found = mlmp.read(data, trusted=True)
    except (mlmp.PdfError, mlmp.EncryptedError) as error:
        assert "Peter" not in str(error)
    else:
        assert (
            set(found.answers) <= {"name", "date", "goal", "steps"}
            or found.form != "goal-staircase"
        )


@pytest.mark.parametrize("number", range(len(SOUND)))
def test_an_export_that_is_cut_off_is_never_read_as_less(number: int) -> None:
    data = SOUND[number]
    end = max(data.rfind(b">>"), data.decode("latin-1").rfind("fdf"))
    for length in range(40, end, max(1, len(data) // 60)):
        with pytest.raises(mlmp.PdfError):
            mlmp.read(data[:length], trusted=True)
