"""The archive copy (PDF/A-3a, read-only, answers attached), and encrypted copies."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import pickle
import pty
import re
import select
import subprocess
import sys
from functools import cache
from itertools import cycle

import page
import pikepdf
import pypdfium2 as pdfium
import pytest
import sheets
from click.testing import CliRunner
from hypothesis import given
from lint import faults
from marking import EVERY_FORM, TELLING, slow_unless
from PIL import Image
from processes import PATIENCE
from sheets import ANSWERS, each
from strategies import answers as some_answers
from strategies import runs

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages
from mlmp_print.look.wording import Wording
from mlmp_print.pdf.objects import Name, Stream, body
from mlmp_print.prepared.folders import data_folder

A, UA = page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1
_LOOKS = [
    ("blank",),
    ("peter", "en", "a3"),
    ("six", "da", "a4", "gray"),
    ("long", "en", "a3"),
    ("long", "da", "a4", "gray"),
]
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


# The archive copy ---------------------------------------------------------------------------------


@each(LOCKED)
def test_a_locked_copy_is_pdf_a_3a_and_pdf_ua_1_and_reads_as_the_open_one(sheet):
    conforming(locked(sheet))
    done = sheets.run("qpdf", locked(sheet), "--check", "PDF")
    assert done.returncode == 0, done.stdout + done.stderr
    assert mlmp.read(locked(sheet)) == mlmp.read(sheets.pdf(sheet))


IN_TURNS = list(zip(forms.names(), cycle(languages()), cycle(("a4", "a3")), strict=False))


@pytest.mark.parametrize(
    ("form", "lang", "size"), [slow_unless(turn[0] in TELLING, *turn) for turn in IN_TURNS]
)
def test_every_form_can_be_locked(form, lang, size):
    template = mlmp.template(form, lang=lang, size=size, large=size == "a3")
    answers = forms.example(template.form, Wording(template.form, template.look))
    pdf = template.fill(answers, lock=True).pdf
    conforming(pdf)
    assert attached(pdf)["answers"] == mlmp.read(pdf).answers


@pytest.mark.parametrize("form", EVERY_FORM)
def test_whatever_is_answered_can_be_locked(form):
    template = mlmp.template(
        form, look=data_folder("assets") / "looks" / "strandby" / "look.toml", ink="gray"
    )

    @runs(2)
    @given(some_answers(template.form))
    def law(answers):
        pdf = template.fill(answers, lock=True).pdf
        conforming(pdf)
        assert attached(pdf)["answers"] == mlmp.read(pdf).answers

    law()


@each(LOCKED)
def test_no_field_of_a_locked_copy_can_be_changed(sheet):
    with pikepdf.open(io.BytesIO(locked(sheet))) as document:
        assert all(int(field.Ff) & READ_ONLY for field in sheets.fields(document).values())
    assert not any(
        int(field.get("/Ff", 0)) & READ_ONLY
        for field in sheets.fields(sheets.opened(sheet)).values()
    )


@each(LOCKED)
def test_the_answers_are_attached_with_their_digest(sheet):
    attachment, found = attached(locked(sheet)), mlmp.read(locked(sheet))
    assert attachment["answers"] == found.answers
    assert (attachment["form"], attachment["version"], attachment["language"]) == (
        found.form,
        found.version,
        found.language,
    )
    canonical = json.dumps(
        found.answers, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    assert attachment["sha256"] == hashlib.sha256(canonical).hexdigest()
    assert attachment.keys() == {"form", "version", "language", "answers", "sha256"}


@pytest.mark.parametrize("lang", languages())
def test_the_attachment_is_listed_described_and_whole(lang):
    with pikepdf.open(
        io.BytesIO(mlmp.fill("visual-plan", ANSWERS["peter"], lang=lang, lock=True).pdf)
    ) as document:
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
    answers = {
        "can": {"text": "Привет İ", "picture": "Peter-privat.jpg"},
        "dreams": {"picture": "Peter-rød.png"},
    }
    pdf = mlmp.fill("preparation-sheet", answers, tmp_path, lock=True).pdf
    conforming(pdf)
    read = mlmp.read(pdf)
    assert attached(pdf)["answers"] == read.answers
    assert set(read.pictures) == {"can.picture.jpg", "dreams.picture.png"}
    assert b"privat" not in pdf


def test_only_the_locked_copy_claims_pdf_a():
    for lock in (False, True):
        with pikepdf.open(
            io.BytesIO(mlmp.fill("visual-plan", ANSWERS["peter"], lock=lock).pdf)
        ) as document:
            claims = [
                b"pdfaid" in document.Root.Metadata.read_bytes(),
                "/OutputIntents" in document.Root,
                "/AF" in document.Root,
                "/Names" in document.Root,
            ]
            assert claims == [lock] * 4


def test_locking_twice_gives_the_same_bytes_and_no_dates():
    made = [mlmp.template("visual-plan").fill(ANSWERS["long"], lock=True).pdf for _ in range(2)]
    again = (
        pickle.loads(pickle.dumps(mlmp.template("visual-plan")))
        .fill(ANSWERS["long"], lock=True)
        .pdf
    )
    assert made[0] == made[1] == again
    assert b"ModDate" not in again
    assert b"CreationDate" not in again
    assert again.count(b"%%EOF") == 1


def test_a_locked_form_is_kept_compiled_beside_the_open_one():
    template = mlmp.template("score-card")
    before = template.fill({}).pdf
    assert template.fill({}, lock=True).pdf != before
    assert template.fill({}).pdf == before
    assert len(template.compiled_forms) == 2
    assert template.compiled_form(lock=True) is template.compiled_form(lock=True)


def test_a_stream_that_ends_in_a_carriage_return_keeps_its_length():
    """A reader that takes CR LF for one end of line still finds as many bytes as /Length says."""
    assert body(Stream({"Type": Name("X")}, b"a\r", plain=True)).endswith(b"a\r\r\nendstream")
    assert body(Stream({"Type": Name("X")}, b"a", plain=True)).endswith(b"a\nendstream")


# Encrypted copies ---------------------------------------------------------------------------------

PASSWORD = "blåbær og 7 æg"


@cache
def shut() -> bytes:
    return mlmp.encrypt(mlmp.fill("visual-plan", ANSWERS["long"]).pdf, PASSWORD)


def test_an_encrypted_copy_is_aes_256_and_opens_with_its_password_everywhere():
    assert (
        mlmp.read(shut(), password=PASSWORD).answers
        == mlmp.read(mlmp.fill("visual-plan", ANSWERS["long"]).pdf).answers
    )
    with pikepdf.open(io.BytesIO(shut()), password=PASSWORD) as document:
        assert (
            document.encryption.R,
            document.encryption.bits,
            str(document.encryption.stream_method),
        ) == (6, 256, "EncryptionMethod.aesv3")
        assert (
            document.encryption.string_method
            == document.encryption.file_method
            == document.encryption.stream_method
        )
        assert all(document.allow), document.allow
        assert document.Root.Extensions.ADBE.ExtensionLevel == 8
    with pdfium.PdfDocument(shut(), password=PASSWORD) as document:
        document.init_forms()
        for number in range(len(document)):
            document[number].flatten()
        shown = "".join(
            document[number].get_textpage().get_text_range() for number in range(len(document))
        )
    assert "Guldborgland" in shown
    assert sheets.run("qpdf", shut(), f"--password={PASSWORD}", "--check", "PDF").returncode == 0
    assert shut().startswith(b"%PDF-1.7\n")


def opened_up(pdf: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf), password=PASSWORD) as document:
        document.save(out, encryption=False)
    return out.getvalue()


def test_nothing_opens_without_the_password():
    for wrong in ("", "blabaer"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(shut()), password=wrong)
        with pytest.raises(pdfium.PdfiumError):
            pdfium.PdfDocument(shut(), password=wrong)
        with pytest.raises(mlmp.EncryptedError):
            mlmp.read(shut(), password=wrong)
    for words in ("Guldborgland", "visual-plan", "Mit liv"):
        assert words.encode() not in shut()
        assert words.encode("utf-16-be") not in shut()


def test_under_the_encryption_is_the_same_accessible_file():
    report = page.validate_pdf_bytes(opened_up(shut()), profile=UA)
    assert report.is_compliant, str(report)
    assert faults(opened_up(shut())) == []


@pytest.mark.parametrize(
    "how", [["40"], ["128", "--use-aes=n"], ["128", "--use-aes=y"], ["256"]], ids=" ".join
)
@pytest.mark.parametrize("password", ["æøå", "5 € – “ž”"])
def test_what_another_program_encrypted_opens_with_the_same_words(tmp_path, how, password):
    (tmp_path / "in.pdf").write_bytes(mlmp.fill("visual-plan", ANSWERS["peter"]).pdf)
    command = [
        sheets.tool("qpdf"),
        "--allow-weak-crypto",
        "--encrypt",
        password,
        "owner",
        *how,
        "--",
        "in.pdf",
        "out.pdf",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert mlmp.read(tmp_path / "out.pdf", password=password).answers == ANSWERS["peter"]
    with pytest.raises(mlmp.EncryptedError, match="wrong"):
        mlmp.read(tmp_path / "out.pdf", password=password[:-1])


@pytest.mark.parametrize(
    "password",
    ["", "  ", "\u200b", "½ kop", "en\u0301\u00ad", "a\tb", "x" * 128, "\U0010fffd"],
    ids=ascii,
)
def test_a_password_that_not_every_program_would_take_is_refused_and_not_shown(password):
    with pytest.raises(mlmp.UsageError, match="password") as refused:
        mlmp.encrypt(mlmp.blank("score-card"), password)
    assert not password.strip() or password not in str(refused.value)


def test_what_is_locked_encrypted_or_broken_is_not_encrypted():
    with pytest.raises(mlmp.UsageError, match="PDF/A"):
        mlmp.encrypt(locked(LOCKED[0]), PASSWORD)
    for data in (shut(), b"", b"%PDF-1.7 and no more"):
        with pytest.raises(mlmp.PdfError):
            mlmp.encrypt(data, PASSWORD)


# On the command line ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS["peter"]), "utf-8")
    (tmp_path / "password").write_text(PASSWORD + "\r\nnot this line", "utf-8")
    return tmp_path


def run(*args, stdin=None):
    return CliRunner().invoke(main, list(map(str, args)), input=stdin)


def fill(*args, stdin=None):
    return run("fill", "visual-plan", "answers.json", "-o", "out.pdf", *args, stdin=stdin)


def test_fill_locks(folder):
    assert fill("--lock").exit_code == 0
    pdf = (folder / "out.pdf").read_bytes()
    conforming(pdf)
    assert json.loads(run("read", "out.pdf").stdout) == attached(pdf)["answers"] == ANSWERS["peter"]


def test_fill_encrypts_with_a_password_file_and_read_takes_it(folder):
    assert fill("--password-file", "password").output == ""
    assert (
        json.loads(run("read", "out.pdf", "--password-file", "password").stdout) == ANSWERS["peter"]
    )
    for args in (["read", "out.pdf"], ["preview", "out.pdf", "-o", "out.png"]):
        assert run(*args).exit_code == 6
    assert fill("--encrypt", "--password-file", "password", "--force").exit_code == 0
    assert mlmp.read(folder / "out.pdf", password=PASSWORD).answers == ANSWERS["peter"]


def test_preview_takes_the_password_too(folder):
    fill("--password-file", "password")
    (folder / "wrong").write_text("x", "utf-8")
    needs = "it needs a password. Give it with --password-file."
    assert needs in run("preview", "out.pdf", "-o", "out.png").stderr
    assert (
        "the password is wrong"
        in run("preview", "out.pdf", "-o", "out.png", "--password-file", "wrong").stderr
    )
    assert run("preview", "out.pdf", "-o", "out.png", "--password-file", "wrong").exit_code == 6
    assert run("preview", "out.pdf", "-o", "out.png", "--password-file", "password").output == ""
    with Image.open(folder / "out.png") as shown:
        assert len(shown.convert("RGB").getcolors(2**24) or ()) > 10
    assert (
        run(
            "preview", "out.pdf", "-o", "password", "--password-file", "password", "--force"
        ).exit_code
        == 5
    )


def test_a_password_file_with_a_byte_order_mark_opens_what_it_encrypted(folder):
    (folder / "notepad").write_text(f"{PASSWORD}\r\n", "utf-8-sig")
    assert fill("--password-file", "notepad").exit_code == 0
    assert (
        json.loads(run("read", "out.pdf", "--password-file", "notepad").stdout) == ANSWERS["peter"]
    )


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--lock", "--encrypt"], "PDF/A"),
        (["--lock", "--password-file", "password"], "PDF/A"),
        (["--encrypt"], "--password-file"),  # no terminal to ask on
        (["--password-file", "missing"], "missing"),
        (["--password-file", "empty"], "empty"),
        (["--password-file", "latin"], "UTF-8"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_encrypted_is_wrong_usage_and_writes_nothing(folder, args, message):
    (folder / "empty").write_text("\nsecond line")
    (folder / "latin").write_bytes("blåbær".encode("latin-1"))
    before = sorted(path.name for path in folder.iterdir())
    result = fill(*args, stdin="{}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert "bær" not in result.stderr
    assert sorted(path.name for path in folder.iterdir()) == before


def test_the_password_file_is_never_written_over_and_stdin_is_one_thing(folder):
    assert (
        run(
            "fill",
            "visual-plan",
            "answers.json",
            "--password-file",
            "password",
            "-o",
            "password",
            "--force",
        ).exit_code
        == 5
    )
    assert (
        run(
            "fill", "visual-plan", "-", "--password-file", "-", "-o", "out.pdf", stdin="{}"
        ).exit_code
        == 2
    )
    assert fill("--password-file", "-", stdin=PASSWORD).exit_code == 0
    assert mlmp.read(folder / "out.pdf", password=PASSWORD).answers == ANSWERS["peter"]


def on_a_terminal(typed: list[bytes]) -> tuple[int, bytes]:
    """Run `fill --encrypt` in a terminal and type lines; return exit code and what it showed."""
    ours, theirs = pty.openpty()
    program = """if 1:
        import fcntl, sys, termios
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        from mlmp_print.cli.commands import main
        main(["fill", "visual-plan", "answers.json", "--encrypt", "--force", "-o", "out.pdf"])
    """
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        shown, asked = b"", 0
        with contextlib.suppress(OSError):  # Linux's way to say that the other end is closed
            while select.select([ours], [], [], PATIENCE)[0] and (read := os.read(ours, 1000)):
                shown += read
                if asked < len(typed) and len(re.findall(b"(?:PDF|again): ", shown)) > asked:
                    os.write(ours, typed[asked])
                    asked += 1
        os.close(ours)
    return process.returncode, shown


@pytest.mark.parametrize(
    "before",
    [[], [b"\n"], [PASSWORD.encode() + b"\n", b"other\n"]],
    ids=["at once", "empty first", "two that differ first"],
)
def test_the_password_is_asked_for_twice_and_not_shown(folder, before):
    typed = PASSWORD.encode() + b"\n"
    code, shown = on_a_terminal([*before, typed, typed])
    assert code == 0, shown
    assert mlmp.read(folder / "out.pdf", password=PASSWORD).answers == ANSWERS["peter"]
    assert PASSWORD.encode() not in shown


def test_whoever_leaves_at_the_password_gets_no_file(folder):
    code, shown = on_a_terminal([b"\x03"])
    assert code == 130, shown
    assert b"Interrupted" in shown
    assert not (folder / "out.pdf").exists()
