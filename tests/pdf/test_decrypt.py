"""Taking the encryption off a PDF without a library of ciphers, as in a browser."""

from __future__ import annotations

import io

import pikepdf
import pytest

import mlmp_print as mlmp
from mlmp_print.pdf.decrypt import decrypted

KEY = "hemmelig Ø"


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return mlmp.fill("goal-staircase", {"name": "Åse", "goal": "Æblegrød"}).pdf


def locked(sheet: bytes, revision: int, user: str = KEY) -> bytes:
    out = io.BytesIO()
    plain = {} if revision > 3 else {"aes": False, "metadata": False}
    with pikepdf.open(io.BytesIO(sheet)) as document:
        document.save(
            out, encryption=pikepdf.Encryption(owner="ejer", user=user, R=revision, **plain)
        )
    return out.getvalue()


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
@pytest.mark.parametrize("password", [KEY, "ejer"])
def test_what_is_read_is_what_was_locked(sheet, revision, password):
    opened = decrypted(locked(sheet, revision), password)
    assert mlmp.read(opened, trusted=True) == mlmp.read(sheet, trusted=True)


def test_one_that_is_open_for_everybody_needs_no_password(sheet):
    for password in (None, "", "forkert"):
        assert b"/Encrypt" not in decrypted(locked(sheet, 6, user=""), password)


@pytest.mark.parametrize(
    ("password", "code"), [(None, "needs-password"), ("", "needs-password"), ("forkert", "")]
)
def test_without_the_right_password_it_stays_shut(sheet, password, code):
    with pytest.raises(mlmp.EncryptedError) as error:
        decrypted(locked(sheet, 6), password)
    assert error.value.code == code


def test_what_is_no_pdf_is_one_sentence():
    with pytest.raises(mlmp.PdfError):
        decrypted(b"%PDF-1.7 and nothing", None)
