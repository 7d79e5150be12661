"""Sheets as they came back: written beside the fields, signed, split, shown otherwise than stored.

The files in `returned` were made from our sheets by other programs; people in them are invented.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import viewers
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from repository import TESTS
from sheets import PETER
from viewers import saved

import mlmp_print as mlmp
from mlmp_print import LossError, PdfError
from mlmp_print.definitions import load as forms

RETURNED = TESTS / "reader" / "returned"


def returned(name: str) -> Path:
    return RETURNED / f"{name}.pdf"


# The files ----------------------------------------------------------------------------------------


def test_text_that_was_written_beside_the_fields():
    found = mlmp.read(returned("freetext-on-blank"))
    assert found.answers == {}
    assert [(item.kind, item.page, item.text) for item in found.beside] == [
        ("FreeText", 1, "Peter Hansen"),
        ("FreeText", 1, "Jeg vil have et job"),
    ]
    assert [note.path for note in found.notes] == ["name", "purpose"]


def test_ink():
    found = mlmp.read(returned("ink-on-blank"), crops=True)
    (item,) = found.beside
    assert (item.kind, item.page, item.text) == ("Ink", 1, "") and item.picture
    assert [str(note).partition(":")[0] for note in found.notes] == ["“Navn”, page 1"]


def test_a_page_that_shows_another_name_than_the_field_holds():
    found = mlmp.read(returned("check-blind-to-unmapped-code"), check=True)
    assert found.answers["name"] == "Peter"
    assert [note.path for note in found.differences] == ["name"]


def test_a_signed_copy():
    found = mlmp.read(returned("signed-visible"), check=True)
    assert found.answers["name"] == "Peter" and found.differences == found.untold == ()
    (note,) = found.notes
    assert "the file says that “Test Person” signed it, which was not verified" in note.what
    assert [(item.kind, item.page, item.text) for item in found.beside] == [
        ("Signature", 1, "Test Person")
    ]
    with pytest.raises(LossError, match="the signature will be gone"):
        mlmp.change("visual-plan", found)
    assert not mlmp.read(mlmp.change("visual-plan", found, accept=["signature"]).pdf).beside
    mlmp.carry("status-sheet", found)  # a sheet of its own: nothing of the signed one is lost


def test_one_page_of_a_plan():
    found = mlmp.read(returned("one-page-of-a-plan"))
    assert (found.form, found.answers) == (
        "visual-plan",
        {
            "name": "Peter",
            "date": "2019-05-01",
            "purpose": "At Peter får et selvstændigt liv i egen bolig",
            "parking_lot": "Naboen spiller for høj musik",
            "wishing_well": "At rejse til Japan",
        },
    )
    (note,) = found.notes
    assert "of 2 pages these are missing: 2" in note.what and note.code == "missing-pages"


# Signatures ---------------------------------------------------------------------------------------


def certificate(name: str) -> bytes:
    """A signature over nothing, by somebody of that name."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(day).not_valid_after(day.replace(year=2036))
    signed = pkcs7.PKCS7SignatureBuilder().set_data(b"")
    signed = signed.add_signer(made.sign(key, hashes.SHA256()), key, hashes.SHA256())
    return signed.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


def with_signature(**signature: Any) -> bytes:
    with viewers.changed(mlmp.fill("visual-plan", PETER).pdf) as document:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Underskrift")
        if signature:
            field.V = pikepdf.Dictionary(Type=pikepdf.Name.Sig, **signature)
        document.Root.AcroForm.Fields.append(document.make_indirect(field))
        return saved(document)


@pytest.mark.parametrize(
    ("signature", "signer"),
    [
        ({"Name": "Åse \x1b Åsen"}, "Åse \x1b Åsen"),
        ({"Contents": certificate("Łukasz") + bytes(4000)}, "Łukasz"),
        ({"Contents": b"\x30\x84\xff\xff\xff\xff"}, ""),
        ({"Contents": b"0"}, ""),
        ({"Reason": "fordi"}, ""),
    ],
    ids=["name", "certificate", "broken", "short", "none"],
)
def test_a_signature_is_named_by_whom_the_file_says(signature, signer):
    found = mlmp.read(with_signature(**signature))
    assert found.answers == PETER
    assert [(item.kind, item.text) for item in found.beside] == [("Signature", signer)]
    assert ("does not say whose" in str(found.notes)) == (not signer)
    assert "\x1b" not in str(found.notes[0])


def test_a_field_for_a_signature_that_nobody_has_signed_is_nothing():
    found = mlmp.read(with_signature())
    assert (found.answers, found.notes, found.beside) == (PETER, (), ())


# Some pages of a sheet ----------------------------------------------------------------------------


def split(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each page of a file alone, as programs split it that keep only the page and its fields."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for index, page in enumerate(document.pages):
            with pikepdf.new() as single:
                single.pages.append(page)
                roots = [_root(widget) for widget in single.pages[0].obj.get("/Annots", [])]
                fields = list({root.objgen: root for root in roots}.values())
                single.Root.AcroForm = pikepdf.Dictionary(Fields=fields)
                yield index, saved(single)


def _root(widget: pikepdf.Object) -> pikepdf.Object:
    while "/Parent" in widget:
        widget = widget.Parent
    return widget


@pytest.mark.parametrize("how", [{}, {"lang": "en", "size": "a3", "large": True}, {"lang": "de"}])
@pytest.mark.parametrize("form", forms.names())
@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")
def test_a_page_that_was_split_off_is_of_its_form_or_of_none(form, how):
    data = mlmp.blank(form, **how)
    read = 0
    for _, page in split(data):
        try:
            found = mlmp.read(page, trusted=True)
        except PdfError:
            continue
        read += 1
        assert found.form == form
    assert read


def test_a_page_of_a_described_file_is_named_as_a_part_too():
    data = mlmp.fill("visual-plan", {**PETER, "goals": PETER["goals"] * 2}).pdf
    with viewers.changed(data) as document:
        total = len(document.pages)
        del document.pages[1]
        found = mlmp.read(saved(document))
    assert f"of {total} pages these are missing: 2." in str(found.notes)
    assert found.beside == ()


@pytest.mark.parametrize("names", [["name", "date"], ["goal", "steps.1.text"]])
def test_some_fields_with_our_names_do_not_make_a_sheet_of_ours(names):
    with pikepdf.new() as document:
        document.add_blank_page()
        fields = [
            document.make_indirect(
                pikepdf.Dictionary(
                    T=name,
                    FT=pikepdf.Name.Tx,
                    V="x",
                    Subtype=pikepdf.Name.Widget,
                    Rect=[0, 0, 9, 9],
                )
            )
            for name in names
        ]
        document.pages[0].obj.Annots = pikepdf.Array(fields)
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        with pytest.raises(PdfError, match="is not one of our forms"):
            mlmp.read(saved(document))


# Texts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "1. maj 2026",
        "May 1, 2026",
        "den 1. maj 2026",
        "1. Mai 2026",
        "1-5-2026 kl. 10:30",
        "1/5-26",
    ],
)
def test_a_date_in_words_is_read_as_tables_read_it(typed):
    (copy,) = viewers.in_pypdf([viewers.Visit(mlmp.blank("visual-plan"), {"date": typed})])
    found = mlmp.read(copy)
    assert (found.answers, found.notes) == ({"date": "2026-05-01"}, ())


@pytest.mark.parametrize("typed", ["i maj", "31. februar 2026", "1. maj 2026 eller senere"])
def test_a_date_that_is_none_is_kept_as_it_was_typed_and_named(typed):
    (copy,) = viewers.in_pypdf([viewers.Visit(mlmp.blank("visual-plan"), {"date": typed})])
    found = mlmp.read(copy)
    assert found.answers == {"date": typed}
    assert [note.path for note in found.notes] == ["date"]


@pytest.mark.parametrize("emoji", ["😀", "🤗", "🧠", "🩺", "👍🏽", "🇩🇰", "🀄", "👨‍👩‍👧"])
def test_letters_that_chrome_made_of_an_emoji_are_named(emoji):
    visit = viewers.Visit(mlmp.blank("visual-plan"), {"notes": f"glad {emoji}"})
    (copy,) = viewers.in_pdfium([visit])
    found = mlmp.read(copy)
    assert found.answers["notes"].startswith("glad ") and emoji not in found.answers["notes"]
    (note,) = found.notes
    assert note.path == "notes" and "Chrome makes such ones of emoji" in note.what


@pytest.mark.parametrize("words", ["glad ☺ ❤️", "Łukasz 山﨑", "한글 هذا", "glad 🤗"])
def test_letters_that_a_program_kept_are_not(words):
    (copy,) = viewers.in_pypdf([viewers.Visit(mlmp.blank("wishing-well"), {"name": words})])
    assert (mlmp.read(copy).answers, mlmp.read(copy).notes) == ({"name": words}, ())
