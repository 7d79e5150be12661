"""The review of a scan: what is written, who can read it, and that nothing foreign gets in."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from review_samples import PALE_ROWS, items, pale_page, png_of

from mlmp_print.look.assets import languages
from mlmp_print.look.catalogs import language
from mlmp_print.look.language import language_words
from mlmp_print.model.errors import OutputError, UsageError
from mlmp_print.model.kinds import Choice, Date, Score, Text, Theme, Tick
from mlmp_print.model.phrases import Phrase, translated
from mlmp_print.scanner.review import write_review
from mlmp_print.scanner.review_data import (
    DOUBT,
    PAGE,
    PICTURE,
    SKIP,
    TEXT,
    ItemChoice,
    ItemKey,
    ReviewItem,
)

LANGUAGES = languages()
HOSTILE = (
    """</script><script>alert("æ")</script><img src=https://a.example onerror='alert(1)'>$x &lt;"""
)
LINKS = {"src", "href", "action", "formaction", "srcset", "poster", "data", "background"}


class Seen(HTMLParser):
    """The elements of a page with their attributes, and its texts by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.inner = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

        self.inner = tag

    def handle_endtag(self, _tag: str) -> None:
        self.inner = ""

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.inner, []).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def written(folder: Path, *some: ReviewItem, lang: str = "da", force: bool = False) -> str:
    return write_review(folder, some, lang=lang, force=force).read_text("utf-8")


def each_crop(names: Iterable[str]) -> Iterator[str]:
    """The pictures of cards, without those of whole pages."""
    return (name for name in names if "-page" not in name)


def hostile_items() -> list[ReviewItem]:
    """Every kind of item with words that would break out, wherever words can come from."""
    picture = png_of(40, 20)
    same = {"why": Phrase("{text}", text=HOSTILE), "file": HOSTILE, "sheet": HOSTILE}
    same |= {"crop": picture, "row": picture, "is_settled": True}
    choices = (ItemChoice("home", HOSTILE), ItemChoice("else", "Andet"))
    kinds = [
        (DOUBT, Choice(("home", "else")), choices),
        (DOUBT, Score(), (ItemChoice("0", HOSTILE), ItemChoice("0.5", "½"))),
        (DOUBT, Theme(("home",)), choices[:1]),
        (DOUBT, Tick(), (ItemChoice(True, HOSTILE), ItemChoice(False, HOSTILE))),
        (TEXT, Text(), ()),
        (TEXT, Date(), ()),
        (PICTURE, Text(), ()),
        (PAGE, Text(), (ItemChoice(SKIP, SKIP), ItemChoice(HOSTILE, HOSTILE))),
    ]
    each = [
        ReviewItem(
            ItemKey("ab" * 32, number, f"list.{number}.text"),
            kind,
            HOSTILE,
            choices=shown,
            asks=asks,
            settled=HOSTILE,
            **same,
        )
        for number, (kind, asks, shown) in enumerate(kinds, 1)
    ]
    unseen = replace(each[0], nothing_seen=True, page=picture)
    keys = (ItemKey("ab" * 32, 99, HOSTILE), ItemKey("ab" * 32, 99, "mood"))
    return [*each, *(replace(unseen, key=key) for key in keys)]


# The page -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_policy_allows_the_page_s_own_script_and_style_and_nothing_from_elsewhere(
    tmp_path, lang
):
    page = Seen(written(tmp_path / "review", *items("da"), lang=lang))
    (policy,) = (
        meta["content"] for meta in page.all("meta") if meta.get("http-equiv", "").startswith("C")
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    (style,) = page.texts["style"]
    script = page.texts["script"][-1]
    assert rules == {
        "default-src": "'none'",
        "script-src": f"'{digest(script)}'",
        "style-src": f"'{digest(style)}'",
        "img-src": "'self' file:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not re.search(r"https?:|url\(|@import", style + script)


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize("made", [items, hostile_items], ids=["sheets", "hostile"])
def test_nothing_comes_from_elsewhere_and_no_element_has_a_script_or_a_style(tmp_path, made):
    given = made()
    page = Seen(written(tmp_path / "review", *given))
    pictures = {image["src"] for image in page.all("img")}
    crops = {f"crops/{path.name}" for path in (tmp_path / "review" / "crops").iterdir()}
    assert pictures == crops and len([*each_crop(pictures)]) == len(given)
    for _, attributes in page.tags:
        for name, value in attributes.items():
            assert not name.startswith("on") and name != "style"
            if name in LINKS:
                assert value.startswith("#") or value in pictures


def test_words_from_anywhere_stay_words(tmp_path):
    plain = Seen(written(tmp_path / "plain", *(replace(one, question="Q") for one in items("da"))))
    page = Seen(written(tmp_path / "hostile", *hostile_items()))
    assert len(page.all("script")) == len(plain.all("script")) == 3
    images = (image["src"] for image in page.all("img"))
    assert len([*each_crop(images)]) == len(hostile_items())
    given = json.loads(page.texts["script"][1])
    assert [one["value"] for one in given] == [HOSTILE] * len(hostile_items())
    assert HOSTILE in {one.get("value") for one in page.all("option")}


def test_a_guess_is_named_and_nothing_is_chosen(tmp_path):
    page = Seen(written(tmp_path / "review", *items("da")))
    assert not any("checked" in one for one in page.all("input"))
    assert not any("selected" in one for one in page.all("option"))
    assert "Vores gæt: 1½" in page.texts["p"]
    guessed = [one for one in page.all("label") if "guessed" in one.get("class", "").split()]
    assert len(guessed) == 4  # of six doubts two have no guess


def test_every_question_is_a_group_with_a_legend_and_every_field_has_a_label(tmp_path):
    page = Seen(written(tmp_path / "review", *items("da")))
    asked = len(items("da"))
    assert len(page.all("fieldset")) == len(page.all("legend")) == asked
    ids = {one["id"] for _, one in page.tags if "id" in one}
    labelled = {one["for"] for one in page.all("label") if "for" in one}
    boxes = [*page.all("textarea"), *page.all("select")]
    boxes += [one for one in page.all("input") if one["type"] == "text"]
    assert {one["id"] for one in boxes} == labelled <= ids
    described = " ".join(one.get("aria-describedby", "") for _, one in page.tags).split()
    assert {*described} <= ids
    assert sum(one.get("role") == "status" for _, one in page.tags) == 3
    assert all(image["alt"] and image["width"] and image["height"] for image in page.all("img"))


def test_rows_in_which_nothing_is_seen_stand_together_under_one_question(tmp_path):
    folder = tmp_path / "review"
    page = Seen(written(folder, *pale_page()))
    of_page = [one for one in page.all("li") if "rows" in (one.get("class") or "").split()]
    assert [(one["id"], one["data-of"]) for one in of_page] == [("q1-rows", "1 2 3 4 5 6")]
    assert "hidden" in of_page[0], "without script each row is asked about, and this cannot be used"
    paths = [one["data-path"] for one in page.all("li") if "data-path" in one]
    assert paths[:7] == [*PALE_ROWS, "goals.1.score_now"]
    assert (folder / "crops" / "0001-page.png").exists()
    alone = Seen(written(tmp_path / "alone", *pale_page()[:2]))
    assert not [one for one in alone.all("li") if "data-of" in one]


def test_the_folder_s_name_stands_where_it_says_what_to_delete(tmp_path):
    html = written(tmp_path / "uge 49 <1>", *items("da")[:1])
    assert "mappen ”uge 49 &lt;1&gt;”" in html


def language_of(page: str) -> str:
    return next(attrs["lang"] for tag, attrs in Seen(page).tags if tag == "html")


def test_the_page_speaks_as_most_of_the_sheets_do_unless_told_otherwise(tmp_path):
    some = [*items("da")[:3], *items("de")]
    some = [replace(item, key=item.key._replace(page=page)) for page, item in enumerate(some, 1)]
    assert language_of(written(tmp_path / "most", *some, lang="")) == "de-DE"
    assert language_of(written(tmp_path / "told", *some, lang="en")).startswith("en")
    assert language_of(written(tmp_path / "none", lang="")) == "da-DK"


def test_the_languages_say_the_same(tmp_path):
    words = {lang: language_words(lang)["review"] for lang in LANGUAGES}
    names = {
        lang: {key: sorted(re.findall(r"{\w+}", text)) for key, text in table.items()}
        for lang, table in words.items()
    }
    assert names["da"] == names["en"] == names["de"]
    assert words["da"]["open"] in written(tmp_path / "da", *items("da")[:1], lang="da")
    assert words["de"]["open"] in written(tmp_path / "de", *items("da")[:1], lang="de")


@pytest.mark.parametrize("lang", ["da", "de"])
def test_the_samples_have_doubts_that_every_language_knows(lang):
    reasons = [item.why for item in items(lang) if item.why]
    english = [translated(why) for why in reasons]
    with language(lang):
        assert not {*english} & {translated(why) for why in reasons}


def test_german_says_sie_to_the_staff():
    familiar = (
        r"\b([Dd](u|ich|ir|eine?[mnrs]?)|(Schreib|Lies|Sieh|Wähl|Mach|Scann|Speicher|Lösch)e?)\b"
    )
    assert re.search(familiar, "Lies deine Datei")
    said = {key: re.search(familiar, text) for key, text in language_words("de")["review"].items()}
    assert not any(said.values()), said


# The folder ---------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_only_the_owner_may_read_it(tmp_path):
    folder = tmp_path / "review"
    folder.mkdir(mode=0o755)
    mask = os.umask(0)
    try:
        written(folder, *items("da"))
    finally:
        os.umask(mask)
    modes = {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [folder, *folder.rglob("*")]
    }
    assert modes.pop(".") == modes.pop("crops") == 0o700
    assert {*modes.values()} == {0o600} and len(modes) == 2 + len(items("da"))


def test_a_folder_with_files_is_left_alone_unless_it_may_be_written_over(tmp_path):
    folder = tmp_path / "review"
    written(folder, *items("da")[:3])
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="is not empty"):
        written(folder, *items("da")[:1])
    assert len([*(folder / "crops").iterdir()]) == 3
    written(folder, *items("da")[:1], force=True)
    assert [path.name for path in (folder / "crops").iterdir()] == ["0001.png"]
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="Windows asks before it makes links")
def test_pictures_that_a_link_leads_to_are_left_alone(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "0001.png").write_text("mine")
    folder = tmp_path / "review"
    folder.mkdir()
    (folder / "crops").symlink_to(elsewhere)
    written(folder, *items("da")[:2], force=True)
    assert [path.read_text() for path in elsewhere.iterdir()] == ["mine"]


def test_a_scan_that_was_given_twice_is_asked_about_once(tmp_path):
    page = Seen(written(tmp_path / "review", *items("da"), *items("da")))
    assert len(page.all("fieldset")) == len(items("da"))


def test_without_anything_to_ask_the_page_says_so(tmp_path):
    html = written(tmp_path / "review")
    assert "Alle svar er læst." in html and "<fieldset" not in html


def test_a_language_that_there_is_not_writes_nothing(tmp_path):
    with pytest.raises(UsageError, match="There is no language"):
        written(tmp_path / "review", lang="xx")
    assert not (tmp_path / "review").exists()


@pytest.mark.parametrize(
    "wrong", [{"folder": None}, {"folder": b"review"}, {"lang": 5}, {"look": 5}, {"force": 1}]
)
def test_a_wrong_argument_is_named(tmp_path, wrong):
    ((name, _),) = wrong.items()
    with pytest.raises(UsageError, match=f"The argument {name} must be"):
        write_review(**{"folder": tmp_path / "review", "items": [], **wrong})
    assert not (tmp_path / "review").exists()


def test_what_comes_before_the_questions_is_one_heading_and_no_answer_is_in_a_file_s_name(tmp_path):
    page = Seen(written(tmp_path / "review", *hostile_items()))
    assert len(page.all("h1")) == 1
    names = {path.name for path in (tmp_path / "review").rglob("*")}
    assert all(re.fullmatch(r"[a-z]+(\.\w+)?|[0-9]{4}(-page)?\.png", name) for name in names)


def test_the_table_has_a_line_for_each_question_and_no_formula(tmp_path):
    written(tmp_path / "review", *(replace(one, question="=1+1") for one in items("da")))
    text = (tmp_path / "review" / "corrections.csv").read_text("utf-8-sig")
    heading, *lines = csv.reader(io.StringIO(text), delimiter=";")
    assert heading[:7] == [
        "nr.", "fil", "ark", "spørgsmål", "vores gæt", "vælg mellem", "svar",
    ]  # fmt: skip
    assert [line[0] for line in lines] == [str(number) for number in range(1, 14)]
    assert all(line[3] == "'=1+1" and line[6] == "" for line in lines)
