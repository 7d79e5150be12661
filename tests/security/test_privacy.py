"""Privacy: a person's answers stand in that person's own files and nowhere else.

No message, log, report, file name or other file holds them.
"""

from __future__ import annotations

import io
import json
import logging
import os
import pickle
import stat
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from marking import EVERY_FORM
from PIL import Image, PngImagePlugin

import mlmp_print as mlmp
from mlmp_print.batches.journal import NAME
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as definitions
from mlmp_print.look.look import load
from mlmp_print.model.kinds import Picture, Text
from mlmp_print.model.paths import flatten, unflatten

CANARY = "Kanariefugl"
OTHER = "Undulat"
PASSWORD = "Papegøje-4711"
KEPT_PRIVATE = ("kanariefug", "papegøje", "papeg\\u00f8je")


def spellings(word: str) -> list[bytes]:
    """How a word may stand in a file."""
    plain = [word.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le")]
    return [
        *plain,
        *(data.hex().encode() for data in plain),
        *(data.hex().upper().encode() for data in plain),
    ]


def shows(data: bytes, word: str = CANARY) -> bool:
    return any(spelling in data for spelling in spellings(word))


@cache
def form(name: str) -> Any:
    return definitions.load(name, load())


@cache
def compiled(name: str) -> bytes:
    """The template, open and locked, before anybody was filled in."""
    template = mlmp.template(name)
    template.compiled_form(lock=True)
    return pickle.dumps(template)


def fresh(name: str) -> mlmp.Template:
    template: mlmp.Template = pickle.loads(compiled(name))
    return template


def told(name: str, word: str = CANARY) -> dict[str, Any]:
    """Answers to every question: the word in texts and pictures' names, the first state chosen."""
    values: dict[str, Any] = {}
    for place in form(name).places():
        if isinstance(place.kind, Picture):
            values[place.path] = f"{word}.png"
        elif isinstance(place.kind, Text):
            values[place.path] = (
                f"{word} {place.path}"
                if place.kind.line
                else f"{word} {place.path}\n" + f"{word} igen. " * 60
            )
        elif place.kind.states:
            values[place.path] = place.kind.load(place.kind.states[0])
        else:
            values[place.path] = "2026-11-22"
    return unflatten(values)


def place_picture(folder: Path, word: str = CANARY) -> None:
    """A picture that is called so, and says so of itself."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", word)
    exif = Image.Exif()
    exif[0x013B] = word
    Image.radial_gradient("L").save(folder / f"{word}.png", pnginfo=said, exif=exif)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the answers lie; nothing is written there."""
    made = tmp_path_factory.mktemp("answers")
    for word in (CANARY, OTHER):
        place_picture(made, word)
    for name in definitions.names():
        (made / f"{name}.json").write_text(json.dumps(told(name)), "utf-8")
    (made / "secret.txt").write_text(f"{PASSWORD}\n", "utf-8")
    return made


# What a filled file gives away --------------------------------------------------------------------


def copies(name: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    """A blank, and every kind of copy, opened as somebody opens it who may."""
    template = fresh(name)
    filled = template.fill(told(name), folder).pdf
    yield "blank", template.fill({}).pdf
    yield "filled", filled
    yield "locked", template.fill(told(name), folder, lock=True).pdf
    opened = io.BytesIO()
    with pikepdf.open(io.BytesIO(mlmp.encrypt(filled, PASSWORD)), password=PASSWORD) as document:
        document.save(opened, encryption=False)
    yield "encrypted", opened.getvalue()


def planted(item: Any, key: str = "", depth: int = 0) -> Iterator[str]:
    """The keys under which the word stands in an object, without the objects that it refers to."""
    if isinstance(item, pikepdf.Stream) and shows(
        item.read_raw_bytes() if item.get("/Filter") == "/DCTDecode" else item.read_bytes()
    ):
        yield f"stream {item.get('/Type')} {item.get('/Subtype')}"
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for name in item.keys():  # noqa: SIM118 - a pikepdf.Dictionary
            if shows(str(name).encode()):
                yield f"a key of {key}"
            if not item[name].is_indirect if isinstance(item[name], pikepdf.Object) else True:
                yield from planted(item[name], str(name), depth + 1)
    elif isinstance(item, pikepdf.Array):
        for each in item:
            if not (isinstance(each, pikepdf.Object) and each.is_indirect):
                yield from planted(each, key, depth + 1)
    elif isinstance(item, pikepdf.String) and (shows(bytes(item)) or CANARY in str(item)):
        yield key


ACTIVE = {
    "/JS",
    "/JavaScript",
    "/AA",
    "/OpenAction",
    "/URI",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/RichMedia",
    "/XFA",
    "/Movie",
    "/Sound",
}


@pytest.mark.parametrize("name", EVERY_FORM)
def test_a_copy_holds_answers_only_where_they_belong_and_does_nothing_by_itself(name, folder):
    for kind, pdf in copies(name, folder):
        assert pdf.count(b"%%EOF") == 1 or kind == "encrypted"
        with pikepdf.open(io.BytesIO(pdf)) as document:
            found = {where for item in document.objects for where in planted(item)}
            attached = [
                item
                for item in document.objects
                if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/EmbeddedFile"
            ]
            for item in document.objects:
                if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                    keys = set(item.keys())
                    assert not keys & ACTIVE and (item.get("/S") not in ACTIVE), kind
                    assert "/A" not in keys or item.get("/Type") == "/StructElem", "an action"
                    assert item.get("/Subtype") not in (
                        "/Link",
                        "/FileAttachment",
                        "/Movie",
                        "/Screen",
                    ), kind
            assert set(document.docinfo.keys()) == {"/Title", "/Producer"}
            with document.open_metadata() as said:
                assert said["dc:title"] == str(document.docinfo.Title) and said[
                    "pdf:Producer"
                ] == str(document.docinfo.Producer)
        assert len(attached) == (kind == "locked")
        belongs = {"blank": set(), "locked": {"/V", "stream /EmbeddedFile /application/json"}}.get(
            kind, {"/V"}
        )
        if belongs and any(path.endswith(".alt") for path in flatten(told(name))):
            belongs |= {"/CA", "/TU", "/Contents", "/Alt"}  # of a picture: what it shows
        assert found == belongs, kind


@pytest.mark.parametrize("name", EVERY_FORM)
@pytest.mark.parametrize("lock", [False, True], ids=["open", "locked"])
def test_a_template_remembers_nobody(name, lock, folder):
    """The next person's file has the bytes that it has without the first person.

    So it can hold nothing of the first.
    """
    used = fresh(name)
    first = used.fill(told(name), folder, lock=lock).pdf
    second = used.fill(told(name, OTHER), folder, lock=lock).pdf
    assert first != second == fresh(name).fill(told(name, OTHER), folder, lock=lock).pdf
    unpacked = io.BytesIO()
    with pikepdf.open(io.BytesIO(second)) as document:
        assert not any(
            shows(bytes(item))
            for field in document.Root.AcroForm.Fields
            for item in [field.get("/DV", pikepdf.String(""))]
        )
        document.save(unpacked, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    assert shows(unpacked.getvalue(), OTHER)
    assert not shows(unpacked.getvalue()) and not shows(second)


# What the commands say and leave behind -----------------------------------------------------------


class Records(logging.Handler):
    """Every log record of every library, as it would be printed."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(logging.Formatter().format(record))


class Desk:
    """Runs commands in a folder, and holds what they say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, *args: object, code: int = 0, shown: bool = False, stdin: bytes | None = None
    ) -> str:
        """Run a command that ends with exit code `code`, and return its standard output.

        Answers may stand there if `shown`; on stderr they never may.
        """
        result = CliRunner().invoke(main, list(map(str, args)), input=stdin, prog_name="mlmp-print")
        assert result.exit_code == code, (args, result.stderr, result.exception)
        assert not [word for word in KEPT_PRIVATE if word in result.stderr.casefold()], args
        if not shown:
            assert not shows(result.stdout_bytes), args
        assert "papegøje" not in result.stdout_bytes.decode("utf-8", "replace").casefold()
        return result.stdout_bytes.decode("utf-8", "replace")

    def file(self, name: str, content: str | bytes) -> str:
        (self.folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return name


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An empty folder with an own system folder for temporary files; the end searches both."""
    temporary, work = tmp_path / "tmp", tmp_path / "work"
    temporary.mkdir()
    work.mkdir()
    monkeypatch.chdir(work)
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    records = Records()
    logger, level = logging.getLogger(), logging.getLogger().level
    logger.addHandler(records)
    logger.setLevel(logging.DEBUG)
    monkeypatch.setattr(
        logging.getLogger("fontTools"), "level", logging.WARNING
    )  # it tells of every table of every font
    try:
        yield Desk(work)
    finally:
        logger.removeHandler(records)
        logger.setLevel(level)
    assert not [
        said for said in records.said if any(word in said.casefold() for word in KEPT_PRIVATE)
    ]
    assert list(temporary.iterdir()) == []
    assert not list(work.rglob("*.part"))


def left(folder: Path) -> Mapping[str, bytes]:
    """Every file below the folder by its path in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", EVERY_FORM)
def test_filling_and_reading_every_form_says_and_leaves_nothing(name, desk, folder):
    answers = folder / f"{name}.json"
    desk.run("fill", name, answers, "-o", "open.pdf")
    desk.run("fill", name, answers, "--lock", "-o", "locked.pdf")
    desk.run("read", "locked.pdf", "--pictures", "pictures", "-o", "answers.json")
    desk.run("read", "open.pdf", "locked.pdf", "--format", "jsonl", shown=True)
    desk.run("preview", "open.pdf", "--dpi", "20", "-o", "page.png")
    files = left(desk.folder)
    assert not [path for path in files if CANARY.casefold() in path.casefold()]
    assert {path for path, data in files.items() if shows(data)} <= {
        "open.pdf",
        "locked.pdf",
        "answers.json",
    }
    assert not [path for path, data in files.items() if shows(data, PASSWORD)]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in desk.folder.rglob("*") if path.is_file()}
    assert modes == {0o600} and all(
        stat.S_IMODE(path.stat().st_mode) == 0o700
        for path in desk.folder.rglob("*")
        if path.is_dir()
    )


def test_starting_from_an_older_sheet_says_and_leaves_nothing(desk, folder):
    desk.run(
        "fill",
        "visual-plan",
        folder / "visual-plan.json",
        "--password-file",
        folder / "secret.txt",
        "-o",
        "plan.pdf",
    )
    assert shows(
        desk.run("read", "plan.pdf", "--password-file", folder / "secret.txt", shown=True).encode()
    )
    desk.run(
        "fill",
        "status-sheet",
        "--from",
        "plan.pdf",
        "--from-password-file",
        folder / "secret.txt",
        "-o",
        "status.pdf",
    )
    desk.file("wrong.txt", "Papegøje-og-andet\n")
    for command in (["fill", "status-sheet", "--from", "plan.pdf"], ["read", "plan.pdf"]):
        desk.run(*command, code=6)
        desk.run(
            *command,
            f"--{'from-' if command[0] == 'fill' else ''}password-file",
            "wrong.txt",
            code=6,
        )
    assert {path for path, data in left(desk.folder).items() if shows(data)} == {"status.pdf"}


HEADINGS = "Sagsnr;Navn;Dato;Mål 1;Tema 1;Score nu 1;Uenig 1;Noter"
ROWS = [
    "1;{0};19-04-2026;{0};Mobilitet;2;nej;{0}",
    "2;{0};{0};{0};{0};{0};{0};{0}",
    "3;{0}\\;;;;;;;",
    "4;{0};31-02-2026;😀 {0};;;;",
    "5;;;{0};;;;",
    "6;{0};;=1+{0};;;;{0}\u202e",
    "7;{0};;bage;;2 - {0};;",
    "8;{0};;;;;;#REF!",
]


def test_a_batch_says_and_leaves_nothing(desk):
    desk.file(
        "table.csv", "\n".join([HEADINGS, *(row.replace("{0}", CANARY) for row in ROWS)]) + "\n"
    )
    desk.file("map.toml", 'id = "Sagsnr"\n')
    args = ["batch", "visual-plan", "table.csv", "--columns", "map.toml"]
    desk.run(*args, "--dry-run", code=3)
    desk.run(*args, "-o", "plans", "--report", "report.csv", code=3)
    desk.run(*args, "-o", "plans", "--report", "report.csv", "--resume", code=3)
    desk.run(*args, "-o", "plans", code=5)
    desk.run(*args, "-o", "plans2", "--jobs", "2", code=3)
    files = left(desk.folder / "plans")
    assert {path for path, data in files.items() if shows(data)} == {
        "1.pdf",
        "3.pdf",
        "6.pdf",
        "7.pdf",
        "failed-rows.csv",
    }
    assert NAME in files and set(files) == set(left(desk.folder / "plans2"))
    assert not shows((desk.folder / "report.csv").read_bytes())
    assert {stat.S_IMODE(path.stat().st_mode) for path in (desk.folder / "plans").iterdir()} == {
        0o600
    }
    assert stat.S_IMODE((desk.folder / "plans").stat().st_mode) == 0o700


BAD_TABLES = {
    "unclosed.csv": f'Navn;Noter\nBo;"{CANARY}\n{CANARY}',
    "after.csv": f'Navn;Noter\n"Bo"{CANARY};x\n',
    "long.csv": f"Navn\n{CANARY * 20_000}\n",
    "page.csv": f"<html>{CANARY}",
    "latin.csv": CANARY.encode() + b"\n\x81",
    "text.json": json.dumps({"name": CANARY}),
    "broken.json": f'[{{"name": "{CANARY}',
    "deep.json": "[" * 5_000 + f'"{CANARY}"',
    "book.xlsx": b"PK\x03\x04" + CANARY.encode(),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_bad_table_is_refused_without_its_contents(name, desk):
    desk.file(name, BAD_TABLES[name])
    desk.run("batch", "visual-plan", name, "-o", "out", code=4)
    assert not (desk.folder / "out").exists()


@pytest.mark.parametrize("line", [
    f'{{"name": ["{CANARY}"], "date": "{CANARY}", "goals": [{{"score_now": "{CANARY}", '
    f'"theme": "{CANARY}", "disagrees": "{CANARY}"}}]}}',
    f'{{"name": "{CANARY}", "name": "{CANARY}"}}',
    f'{{"name": "{CANARY}", "date": NaN, "purpose": Infinity, "notes": 1e400}}',
    f'{{"name": "{CANARY}\\ud800", "purpose": "{CANARY}\\u0000"}}',
    f'{{"name": "{CANARY}"',
    f'["{CANARY}"]',
    f'"{CANARY}"',
])  # fmt: skip
def test_a_bad_line_is_refused_without_its_contents(line, desk):
    desk.file("table.jsonl", line + '\n{"name": "Bo"}\n')
    desk.run("batch", "visual-plan", "table.jsonl", "-o", "out", "--report", "report.csv", code=3)
    assert not shows((desk.folder / "report.csv").read_bytes())
    assert len(list((desk.folder / "out").glob("*.pdf"))) == 1


BAD_ANSWERS = [
    {"name": CANARY, "date": CANARY},
    {"name": [CANARY], "goals": {"1": CANARY}},
    {"goals": [{"theme": CANARY, "score_now": CANARY, "disagrees": CANARY, "text": {"x": CANARY}}]},
    {"goals": [{"text": CANARY}] * 13},
    {"name": f"{CANARY}\x00", "purpose": f"{CANARY} 😀", "notes": CANARY * 5_000},
    {f"{CANARY} Hansen": {"name": "x"}},
    {CANARY: {"name": "x"}},
    {f"010190-1234 {CANARY}": 1, "": CANARY},
    [CANARY],
    CANARY,
]


@pytest.mark.parametrize("answers", BAD_ANSWERS, ids=range(len(BAD_ANSWERS)))
def test_bad_answers_are_refused_without_a_word_of_them_keys_among_it(answers, desk):
    desk.file("bad.json", json.dumps(answers))
    before = left(desk.folder)
    desk.run("fill", "visual-plan", "bad.json", "-o", "out.pdf", code=4)
    assert left(desk.folder) == before


def test_bad_pictures_are_refused_by_their_question_and_not_by_their_name(desk):
    desk.file(f"{CANARY}.png", f"%!PS {CANARY}")
    for name in (
        f"{CANARY}.png",
        f"{CANARY}-2.png",
        f"../{CANARY}.png",
        f"https://{CANARY}/x.png",
        f"{CANARY}\n",
    ):
        desk.file("bad.json", json.dumps({"can": {"picture": name}}))
        desk.run("fill", "preparation-sheet", "bad.json", "-o", "out.pdf", code=4)


def broken(pdf: bytes) -> dict[str, bytes]:
    """PDFs that cannot be read, or not whole."""
    return {
        "half.pdf": pdf[: len(pdf) // 2],
        "cut.pdf": pdf[:-3000],
        "page.pdf": f"<html>{CANARY}".encode(),
        "text.pdf": CANARY.encode() * 90,
        "objects.pdf": pdf.replace(b" 0 obj", b" 0 jbo"),
        "strings.pdf": pdf.replace(b"(", b"<").replace(b"/V", b"/T"),
        "numbers.pdf": pdf.replace(b" 0 R", b" 9999999999999999999 R"),
    }


def test_a_broken_pdf_is_refused_without_its_contents(desk):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(mlmp.fill("visual-plan", told("visual-plan")).pdf)) as document:
        document.save(
            out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized
        )
    for name, data in broken(out.getvalue()).items():
        desk.file(name, data)
        result = CliRunner().invoke(main, ["read", name, "-o", "answers.json", "--force"])
        assert not shows(result.stderr.encode()) and result.exit_code in (0, 4), name
        assert not shows(
            CliRunner().invoke(main, ["preview", name, "-o", "page.png", "--force"]).output.encode()
        )


def test_what_somebody_typed_in_a_viewer_is_noted_without_it(desk):
    typed = io.BytesIO()
    with pikepdf.open(io.BytesIO(mlmp.fill("visual-plan", {"name": "Bo"}).pdf)) as document:
        next(
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/T") == "date"
        ).V = pikepdf.String(CANARY)
        theme = next(
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/T") == "theme"
        )
        theme.V = pikepdf.Name(f"/{CANARY}")
        document.save(typed)
    desk.file("typed.pdf", typed.getvalue())
    assert shows(desk.run("read", "typed.pdf", shown=True, code=3).encode())
    desk.run("fill", "status-sheet", "--from", "typed.pdf", "-o", "out.pdf", code=4)
    accepted = ("--accept", "left-out")
    desk.run("fill", "status-sheet", "--from", "typed.pdf", "-o", "out.pdf", *accepted)


def test_a_disk_that_cannot_be_written_is_said_without_answers(desk, folder):
    desk.file("file", "")
    answers = folder / "visual-plan.json"
    for out in ("file/out.pdf", "missing/out.pdf", "n" * 300):
        desk.run("fill", "visual-plan", answers, "-o", out, code=5)
    if os.geteuid():
        (desk.folder / "shut").mkdir(mode=0o500)
        desk.run("fill", "visual-plan", answers, "-o", "shut/out.pdf", code=5)
    desk.file("table.csv", f"Navn\n{CANARY}\n")
    desk.run("batch", "visual-plan", "table.csv", "-o", "file/out", code=5)
    desk.run(
        "batch", "visual-plan", "table.csv", "-o", "out", "--report", "missing/report.csv", code=5
    )


@pytest.mark.parametrize(
    "password",
    ["Papegøje½", "Papegøje\u200b", "Papegøje" * 20, "Papegøje \u0627"],
    ids=["half", "zero width", "long", "directions"],
)
def test_a_password_that_is_refused_is_not_shown(password, desk, folder):
    desk.file("secret.txt", password)
    desk.run(
        "fill",
        "visual-plan",
        folder / "visual-plan.json",
        "--password-file",
        "secret.txt",
        "-o",
        "out.pdf",
        code=2,
    )


def test_what_everybody_gets_holds_nobody(desk):
    desk.run("blank", "visual-plan", "-o", "blank.pdf")
    desk.run("forms")
    desk.run("kit", "wishing-well", "--lang", "da", "--size", "a4", "-o", "kit")
    files = left(desk.folder)
    assert len(files) > 3
    user = {
        word.encode()
        for word in (os.environ.get("USER", ""), os.environ.get("HOME", ""), str(desk.folder))
        if len(word) > 5
    }
    assert not [path for path, data in files.items() if any(word in data for word in user)]
