"""Returned sheets as a municipality gets them: fifty good ones, doubtful ones, and what is none."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import hostile
import pikepdf

import mlmp_print as mlmp

PASSWORD = "hemmelig kode"
THEMES = ("mobility", "society", "practical_tasks", "health", "self_care")


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None], **how: object) -> bytes:
    """A sheet after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(out, **how)
    return out.getvalue()


def plan(number: int, **more: object) -> bytes:
    """The plan of a person who is called by a number."""
    goal = {
        "text": f"gå {number} ture om ugen",
        "theme": THEMES[number % len(THEMES)],
        "score_now": 2.5,
        "score_expected": number % 5,
    }
    return mlmp.fill("visual-plan", {"name": f"Person {number}", "goals": [goal], **more}).pdf


def two_scores() -> bytes:
    """A plan of Karen on which somebody has chosen 2 and 3."""

    def change(document: pikepdf.Pdf) -> None:
        entries = {
            "/T": pikepdf.String("goals.1.score_now"),
            "/FT": pikepdf.Name.Btn,
            "/Ff": 1 << 15,
            "/V": pikepdf.Name("/3"),
        }
        again = document.make_indirect(pikepdf.Dictionary(entries))
        document.Root.AcroForm.Fields.append(again)

    goals = [{"text": "lave mad", "theme": "practical_tasks", "score_now": 2}]
    return changed(mlmp.fill("visual-plan", {"name": "Karen Holm", "goals": goals}).pdf, change)


def written_beside(place: Sequence[float] = (85, 700, 300, 722)) -> bytes:
    """A plan of Peter with words beside its fields, pt."""

    def change(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[*place],
            Contents="kun med Anna!",
            DA="/Helv 14 Tf 0 0 1 rg",
            F=4,
        )
        document.pages[0].Annots.append(document.make_indirect(note))

    return changed(mlmp.fill("visual-plan", {"name": "Peter"}).pdf, change)


def locked() -> bytes:
    """A plan of Mehmet, with a password."""
    pdf = mlmp.fill("visual-plan", {"name": "Mehmet"}).pdf
    encryption = pikepdf.Encryption(owner=PASSWORD, user=PASSWORD, R=6)
    return changed(pdf, lambda _: None, encryption=encryption)


def scan() -> bytes:
    """A PDF of one empty page, as a scanner makes it."""
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


def write_fifty(folder: Path) -> list[Path]:
    """Fifty plans in a folder."""
    paths = [folder / f"svar-{number:02}.pdf" for number in range(1, 51)]
    for number, path in enumerate(paths, 1):
        path.write_bytes(plan(number))
    return paths


def write_others(folder: Path) -> list[Path]:
    """What wants a human eye, and what is none."""
    first = plan(1)
    with (folder / "kæmpe.pdf").open("wb") as huge:
        huge.write(b"%PDF-1.7\n")
        huge.truncate(200 * 2**20)
    files = {
        "Karen.pdf": two_scores(),
        "Peter.pdf": written_beside(),
        "Mehmet.pdf": locked(),
        "scan_0042.pdf": scan(),
        "foto.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(50),
        "referat.docx": b"PK\x03\x04" + bytes(50),
        "tom.pdf": b"",
        "ond.pdf": hostile.shared_annotations(),
        "igen.pdf": first,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files] + [folder / "kæmpe.pdf"]
