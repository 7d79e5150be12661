"""The archive copy (PDF/A-3a, read-only, answers attached), and encrypted copies."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
from functools import cache
from itertools import product

import page
import pikepdf
import pytest
import sheets
from lint import faults
from PIL import Image
from sheets import ANSWERS, each

import mlmp_print as mlmp
from mlmp_print import forms
from mlmp_print import look as looks
from mlmp_print.assets import languages
from mlmp_print.pdf.objects import Name, Stream, body

A, UA = page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1
_LOOKS = [("blank",), ("peter", "en", "a3"), ("six", "da", "a4", "gray"), ("long",), ("long", "en", "a3"), ("long", "da", "a4", "gray")]
LOCKED = tuple(sheets.Sheet(*look) for look in _LOOKS)
READ_ONLY = 1


@cache
def locked(sheet: sheets.Sheet) -> bytes:
    return sheets.template(*sheet[1:]).fill(ANSWERS[sheet.what], lock=True).pdf


def conforming(pdf: bytes) -> None:
    for profile in (A, UA):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, str(report)
    assert faults(pdf) == []


def attached(pdf: bytes) -> dict:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (spec,) = document.attachments.values()
        return json.loads(spec.get_file().read_bytes())


# The archive copy ---------------------------------------------------------------------------------------------------------


@each(LOCKED)
def test_a_locked_copy_is_pdf_a_3a_and_pdf_ua_1_and_reads_as_the_open_one(sheet):
    conforming(locked(sheet))
    done = sheets.run("qpdf", locked(sheet), "--check", "PDF")
    assert done.returncode == 0, done.stdout + done.stderr
    assert mlmp.read(locked(sheet)) == mlmp.read(sheets.pdf(sheet))


@pytest.mark.parametrize(("form", "lang"), list(product(forms.names(), languages())))
def test_every_form_can_be_locked(form, lang):
    size, large = ("a3", True) if (forms.names().index(form) + languages().index(lang)) % 2 else ("a4", False)
    template = mlmp.template(form, lang=lang, size=size, large=large)
    answers = forms.example(template.form, looks.Wording(template.form, template.look))
    pdf = template.fill(answers, lock=True).pdf
    conforming(pdf)
    assert attached(pdf)["answers"] == mlmp.read(pdf).answers


@each(LOCKED)
def test_no_field_of_a_locked_copy_can_be_changed(sheet):
    with pikepdf.open(io.BytesIO(locked(sheet))) as document:
        assert all(int(field.Ff) & READ_ONLY for field in sheets.fields(document).values())
    assert not any(int(field.get("/Ff", 0)) & READ_ONLY for field in sheets.fields(sheets.opened(sheet)).values())


@each(LOCKED)
def test_the_answers_are_attached_with_their_digest(sheet):
    told, found = attached(locked(sheet)), mlmp.read(locked(sheet))
    assert told["answers"] == found.answers
    assert (told["form"], told["version"], told["language"]) == (found.form, found.version, found.language)
    canonical = json.dumps(found.answers, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert told["sha256"] == hashlib.sha256(canonical).hexdigest()
    assert told.keys() == {"form", "version", "language", "answers", "sha256"}


@pytest.mark.parametrize("lang", languages())
def test_the_attachment_is_listed_described_and_whole(lang):
    with pikepdf.open(io.BytesIO(mlmp.fill("visual-plan", ANSWERS["peter"], lang=lang, lock=True).pdf)) as document:
        (spec,) = document.Root.AF
        name, listed = document.Root.Names.EmbeddedFiles.Names
        assert listed.objgen == spec.objgen
        assert str(name) == str(spec.F) == str(spec.UF) == "answers.json"
        assert str(spec.Desc) == looks.load(lang).say("page.attached")
        assert spec.AFRelationship == "/Data"
        file = spec.EF.F
        assert file.objgen == spec.EF.UF.objgen
        assert file.Subtype == "/application/json"
        assert file.Params.Size == len(file.read_bytes())
        assert bytes(file.Params.CheckSum) == hashlib.md5(file.read_bytes()).digest()


def test_pictures_are_attached_by_their_names_in_the_file_not_by_those_they_came_with(tmp_path):
    Image.effect_noise((300, 200), 90).convert("RGB").save(tmp_path / "Peter-privat.jpg")
    Image.new("RGB", (20, 20), "red").save(tmp_path / "Peter-rød.png")
    answers = {"can": {"text": "Привет İ", "picture": "Peter-privat.jpg"}, "dreams": {"picture": "Peter-rød.png"}}
    pdf = mlmp.fill("preparation-sheet", answers, tmp_path, lock=True).pdf
    conforming(pdf)
    read = mlmp.read(pdf)
    assert attached(pdf)["answers"] == read.answers
    assert set(read.pictures) == {"can.picture.jpg", "dreams.picture.png"}
    assert b"privat" not in pdf


def test_only_the_locked_copy_claims_pdf_a():
    for lock in (False, True):
        with pikepdf.open(io.BytesIO(mlmp.fill("visual-plan", ANSWERS["peter"], lock=lock).pdf)) as document:
            claims = [b"pdfaid" in document.Root.Metadata.read_bytes(), "/OutputIntents" in document.Root, "/AF" in document.Root, "/Names" in document.Root]
            assert claims == [lock] * 4


def test_locking_twice_gives_the_same_bytes_and_no_dates():
    made = [mlmp.template("visual-plan").fill(ANSWERS["long"], lock=True).pdf for _ in range(2)]
    again = pickle.loads(pickle.dumps(mlmp.template("visual-plan"))).fill(ANSWERS["long"], lock=True).pdf
    assert made[0] == made[1] == again
    assert b"ModDate" not in again
    assert b"CreationDate" not in again
    assert again.count(b"%%EOF") == 1


def test_a_locked_plate_is_kept_beside_the_open_one():
    template = mlmp.template("score-card")
    before = template.fill({}).pdf
    assert template.fill({}, lock=True).pdf != before
    assert template.fill({}).pdf == before
    assert len(template.plates) == 2
    assert template.plate(lock=True) is template.plate(lock=True)


def test_a_stream_that_ends_in_a_carriage_return_keeps_its_length():
    """PDF/A: readers that take CR LF for one end of line still find as many bytes as /Length says."""
    assert body(Stream({"Type": Name("X")}, b"a\r", plain=True)).endswith(b"a\r\r\nendstream")
    assert body(Stream({"Type": Name("X")}, b"a", plain=True)).endswith(b"a\nendstream")
