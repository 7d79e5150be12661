"""The kit: its files, its page, and the part of it that git keeps in `forms/kit`."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from urllib.parse import unquote

import page
import pikepdf
import pytest
from click.testing import CliRunner, Result
from kits import FORMS
from PIL import Image
from repository import ROOT
from small_forms import small_form

import mlmp_print as mlmp
from mlmp_print.cli.commands import main
from mlmp_print.definitions import load as forms
from mlmp_print.draw.paper import SIZES
from mlmp_print.kit import kit
from mlmp_print.kit.course_sets import EVERYONE, SETS
from mlmp_print.kit.markup import render
from mlmp_print.look import look as looks
from mlmp_print.look.assets import languages
from mlmp_print.look.colors import contrast
from mlmp_print.look.wording import Wording
from mlmp_print.model import answers
from mlmp_print.model.errors import DefinitionError, UsageError
from mlmp_print.model.form import GROUPS
from mlmp_print.model.schema import kinds_in

KEPT = ROOT / "forms" / "kit"  # the Danish A4 sheets
STRANDBY = ROOT / "assets" / "looks" / "strandby" / "look.toml"
VOID = {"img", "meta"}

OWN = small_form(title='"Æ & <b>Å</b>"', sheet="'Mit \"ark\" & <script>'")


def run(*args: object) -> Result:
    result = CliRunner().invoke(main, ["kit", *map(str, args)], prog_name="mlmp-print")
    assert isinstance(result.exception, (type(None), SystemExit)), result.exception
    return result


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parent: Element | None
    inside: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements of these tags within, in the order of the page."""
        for part in self.inside:
            if isinstance(part, Element):
                if part.tag in tags:
                    yield part
                yield from part.all(*tags)

    @property
    def text(self) -> str:
        """What a screen reader says: the words, and those of pictures."""
        said = (
            part
            if isinstance(part, str)
            else part.attributes.get("alt", "")
            if part.tag == "img"
            else part.text
            for part in self.inside
        )
        return " ".join(" ".join(said).split())

    def nearest(self, attribute: str) -> str:
        """The attribute of the element or of the nearest around it."""
        return self.attributes.get(attribute) or (
            self.parent.nearest(attribute) if self.parent else ""
        )


class Tree(HTMLParser):
    """Reads a page whose every element is closed, and fails on any other."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self.here = Element("", {}, None)
        self.feed(html)
        self.close()
        assert self.here is self.root, f"<{self.here.tag}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> has an attribute twice"
        found = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(found)
        if tag not in VOID:
            self.here = found

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.here.tag, f"</{tag}> closes <{self.here.tag}>"
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.inside.append(data)


@pytest.fixture(scope="session")
def tree(contents: dict[str, bytes]) -> Element:
    """The page of the kit of five forms."""
    return Tree(contents["index.html"].decode()).root


def links(root: Element) -> list[Element]:
    return list(root.all("a"))


# What is in it ------------------------------------------------------------------------------------


def test_a_kit_is_every_form_in_every_language_and_size_with_pictures_schema_and_examples(contents):
    sheets = [(form, lang, size) for form in FORMS for lang in languages() for size in SIZES]
    expected = {f"{lang}/{form}-{size}.pdf" for form, lang, size in sheets} | {
        f"previews/{form}-{lang}-{size}.png" for form, lang, size in sheets
    }
    expected |= {f"data/{form}.schema.json" for form in FORMS} | {
        f"data/{form}.example.{lang}.json" for form in FORMS for lang in languages()
    }
    expected |= {f"sets/table-{lang}-{size}.pdf" for lang in languages() for size in SIZES}
    assert contents.keys() == expected | {"index.html"}
    assert list(contents)[-1] == "index.html"  # written last: never a page without its files


def is_sheet(name: str) -> bool:
    """Whether a file of the kit is one sheet, and no set of sheets."""
    return name.endswith(".pdf") and not name.startswith("sets/")


def check_sheet(name: str, pdf: bytes) -> None:
    """A sheet of the kit is the blank that the library draws, and conforms to PDF/UA-1."""
    lang, form, size = re.fullmatch(r"(\w+)/(.+)-(a\d)\.pdf", name).groups()
    assert pdf == mlmp.blank(form, lang=lang, size=size)
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, str(report)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("lang", "size"), [("da", "a4"), ("da", "a3"), ("en", "a3"), ("de", "a4")])
def test_a_sheet_of_the_kit_is_the_blank_and_passes_pdf_ua(contents, form, lang, size):
    name = f"{lang}/{form}-{size}.pdf"
    check_sheet(name, contents[name])


@pytest.mark.slow
@pytest.mark.parametrize("form", forms.names())
@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", SIZES)
def test_every_sheet_of_the_whole_kit_is_the_blank_and_passes_pdf_ua(whole, form, lang, size):
    name = f"{lang}/{form}-{size}.pdf"
    check_sheet(name, whole[name])


def test_pictures_show_the_first_page_in_its_proportions_at_a_size_a_page_can_load(contents):
    for name in filter(is_sheet, contents):
        lang, sheet = name.removesuffix(".pdf").split("/")
        form, _, size = sheet.rpartition("-")
        picture = Image.open(BytesIO(contents[f"previews/{form}-{lang}-{size}.png"]))
        with pikepdf.open(BytesIO(contents[name])) as pdf:
            wide, high = (float(side) for side in pdf.pages[0].mediabox[2:])
        assert picture.width / picture.height == pytest.approx(wide / high, rel=0.01)
        assert (
            min(picture.size) > 500
            and len(contents[f"previews/{form}-{lang}-{size}.png"]) < 120_000
        )
        assert len(picture.convert("RGB").getcolors(10_000)) > 8


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", languages())
def test_the_example_fits_the_schema_and_fills_its_form(form, lang, contents):
    schema, example = (
        json.loads(contents[f"data/{form}.{part}.json"]) for part in ("schema", f"example.{lang}")
    )
    found = forms.load(form, looks.load(lang))
    assert kinds_in(schema) == {place.pattern: place.kind for place in found.places()}
    assert (
        mlmp.read(mlmp.fill(form, example, lang=lang).pdf).answers
        == answers.canonical(found, example)
        == example
    )


@pytest.mark.slow
def test_a_kit_built_twice_is_the_same(contents):
    again = kit.plan(FORMS).build()
    assert again == contents and list(again) == list(contents)


# Its page -----------------------------------------------------------------------------------------


def test_the_page_is_one_whole_html_file_without_script_and_without_the_network(contents, tree):
    html = contents["index.html"].decode()
    assert html.startswith("<!doctype html>\n<html lang=")
    assert [part.tag for part in tree.inside if isinstance(part, Element)] == ["html"]
    (head,), (body,) = tree.all("head"), tree.all("body")
    inside = [part for part in head.inside if isinstance(part, Element)]
    assert [part.tag for part in inside] == ["meta", "meta", "title", "style"]
    assert inside[0].attributes == {"charset": "utf-8"}
    assert not list(tree.all("script", "link", "iframe", "object", "base"))
    assert not [
        name
        for part in body.all("a", "img", "svg", "section")
        for name in part.attributes
        if name.startswith("on")
    ]
    assert not re.search(
        r"https?:|//\w|@import|url\(|javascript:|data:", html.replace("<!doctype html>", "")
    )


def check_links(root: Element, files: set[str]) -> None:
    """Every link leads to one of the files or to a place on the page, and every file is linked."""
    named = root.all("section", "h2", "h3", "h4")
    ids = [part.attributes["id"] for part in named if "id" in part.attributes]
    assert len(set(ids)) == len(ids)
    targets = [link.attributes["href"] for link in links(root)]
    assert {target[1:] for target in targets if target.startswith("#")} <= set(ids)
    linked = [target for target in targets if not target.startswith("#")]
    linked += [img.attributes["src"] for img in root.all("img")]
    assert {unquote(target) for target in linked} == files - {"index.html"}


def test_every_link_leads_to_a_file_or_a_place_on_the_page_and_every_file_is_linked(contents, tree):
    check_links(tree, set(contents))


@pytest.mark.skipif(not KEPT.is_dir(), reason="a source distribution has no built kit")
def test_the_same_holds_for_the_part_that_git_keeps():
    root = Tree((KEPT / "index.html").read_text("utf-8")).root
    files = (path for path in KEPT.rglob("*") if path.is_file())
    check_links(root, {path.relative_to(KEPT).as_posix() for path in files})


@pytest.mark.slow
def test_the_same_holds_for_the_whole_kit(whole):
    check_links(Tree(whole["index.html"].decode()).root, set(whole))


def in_set(part: Element) -> bool:
    """Whether a part of the page is in a set, whose sheets stand in words beside their pictures."""
    return "set" in part.nearest("class").split() or part.nearest("class") == "pictures"


def test_every_picture_has_words_and_no_two_the_same(tree):
    said = [img.attributes["alt"] for img in tree.all("img") if not in_set(img)]
    assert len(said) == len(set(said)) == len(FORMS) * len(languages()) * len(SIZES) and all(
        len(words) > 10 for words in said
    )
    assert all(svg.attributes.get("aria-hidden") == "true" for svg in tree.all("svg"))  # decoration


def test_a_link_says_which_sheet_language_and_size_it_opens_and_how_many_pages_it_has(
    contents, tree
):
    pdfs = [link for link in links(tree) if is_sheet(link.attributes["href"])]
    assert len({link.text for link in pdfs}) == len(pdfs)
    for link in pdfs:
        lang, form, size = re.fullmatch(r"(\w+)/(.+)-(a\d)\.pdf", link.attributes["href"]).groups()
        look = looks.load(lang)
        with pikepdf.open(BytesIO(contents[link.attributes["href"]])) as pdf:
            pages = len(pdf.pages)
        words = (
            look.say("kit.page_one") if pages == 1 else look.say("kit.page_many").format(n=pages)
        )
        name = Wording(forms.load(form, look), look).name
        assert {
            part
            for part in (name, size.upper(), words, look.say("name"))
            if part.lower() not in link.text.lower()
        } == set()
        assert link.nearest("lang") == look.tag


def test_headings_say_the_outline_of_the_page_without_a_gap(tree):
    levels = [int(heading.tag[1]) for heading in tree.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1 and levels.count(2) == len(languages())
    assert all(after <= before + 1 for before, after in pairwise(levels))
    named = {heading.attributes.get("id") for heading in tree.all("h2", "h3")}
    assert {
        part.attributes["aria-labelledby"]
        for part in tree.all("section", "nav")
        if "aria-labelledby" in part.attributes
    } <= named


def test_every_language_has_its_own_part_of_the_page_and_the_usual_one_comes_first(tree):
    assert next(tree.all("html")).attributes["lang"] == "da-DK"
    parts = [part for part in tree.all("section") if "lang" in part.attributes]
    assert [part.attributes["id"] for part in parts] == sorted(
        languages(), key=lambda lang: lang != "da"
    )
    for part in parts:
        look = looks.load(part.attributes["id"])
        assert part.attributes["lang"] == look.tag and look.say("kit.heading") in part.text
        sets, *shown = (heading.text for heading in part.all("h4"))
        assert sets == look.say("kit.set_table")
        grouped = [forms.load(name, look) for name in FORMS]
        grouped.sort(key=lambda form: (GROUPS.index(form.group), form.order))
        assert shown == [Wording(form, look).name for form in grouped]


def test_the_page_can_be_used_from_the_keyboard_alone(tree):
    assert links(tree)[0].attributes == {
        "href": "#da",
        "class": "skip",
    }  # the first stop skips to the sheets
    assert not [
        part
        for part in tree.all("a", "section", "ul", "li", "main")
        if "tabindex" in part.attributes
    ]
    assert all(link.attributes["href"] and link.text for link in links(tree))
    style = next(tree.all("style")).inside[0]
    assert (
        "a:focus-visible { outline: 3px" in style
        and "outline: none" not in style
        and "outline: 0" not in style
    )


@pytest.mark.parametrize("tone", looks.INKS)
@pytest.mark.parametrize("file", [None, STRANDBY])
def test_words_on_the_page_stand_out(tone, file):
    look = looks.load("da", tone, file=file)
    for front, back in [
        (front, back) for front in ("ink", "soft", "answer") for back in ("tint", "paper")
    ]:
        assert contrast(look.color(front), look.color(back)) >= 4.5, (front, back)
    for theme in look.themes[: len(GROUPS)]:
        assert contrast(look.color("ink"), look.color(f"theme.{theme.key}")) >= 4.5


# Variants and sets --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def varied() -> dict[str, bytes]:
    """A kit of two forms with their variants."""
    return kit.plan(["visual-plan", "wishing-well"], lang="da", size="a4", variants=True).build()


def test_each_sheet_is_there_in_large_print_in_grey_with_words_and_filled_in(varied):
    plan, well = "da/visual-plan-a4", "da/wishing-well-a4"
    keys = ("large", "gray", "example")
    names = {f"{sheet}-{key}.pdf" for sheet in (plan, well) for key in keys}
    names |= {f"{plan}-words.pdf", f"{plan}.pdf", f"{well}.pdf"}  # the well has no scores
    assert {name for name in varied if name.endswith(".pdf")} == names
    assert varied[f"{well}-large.pdf"] == mlmp.blank("wishing-well", large=True)
    assert varied[f"{well}-gray.pdf"] == mlmp.blank("wishing-well", ink="gray")
    words = {"score": "words"}
    assert varied[f"{plan}-words.pdf"] == mlmp.blank("visual-plan", settings=words)
    found = mlmp.read(varied[f"{plan}-example.pdf"])
    assert found.answers == mlmp.example("visual-plan")
    with pikepdf.open(BytesIO(varied[f"{plan}-example.pdf"])) as pdf:
        fields = [field for page in pdf.pages for field in page.Annots]
    assert fields


def test_the_page_links_to_every_variant_and_says_which_it_is(varied):
    root = Tree(varied["index.html"].decode()).root
    check_links(root, set(varied))
    look = looks.load("da")
    parts = {part.attributes["href"]: part.text for part in links(root)}
    for key in ("large", "gray", "words", "example"):
        text = parts[f"da/visual-plan-a4-{key}.pdf"]
        assert Wording(forms.load("visual-plan", look), look).name in text
        assert look.say(f"kit.variant_{key}") in text
        assert "A4" in text
    assert len(list(root.all("details"))) == len(list(root.all("summary"))) == 2
    assert len({part.text for part in root.all("summary")}) == 2


def test_a_kit_that_is_large_or_grey_has_no_variant_of_that():
    plan = kit.plan(["wishing-well"], lang="da", size="a4", large=True, ink="gray", variants=True)
    assert [variant.key for entry in plan.entries for variant in entry.variants] == ["example"]
    plan = kit.plan(["visual-plan"], lang="da", settings={"score": "words"}, variants=True)
    assert "words" not in {variant.key for entry in plan.entries for variant in entry.variants}


def test_what_everyone_on_a_course_gets_is_one_file_for_two_sided_print():
    plan = kit.plan(SETS[EVERYONE], lang="da", size="a4")
    usual, large = plan.sets
    assert [usual.file("a4"), large.file("a4")] == [
        "sets/everyone-da-a4.pdf",
        "sets/everyone-da-a4-large.pdf",
    ]
    job, pages = usual.draw("a4")
    with pikepdf.open(BytesIO(job)) as pdf:
        assert len(pdf.pages) == pages
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        backs = [place for place, page in enumerate(pdf.pages, 1) if "/Contents" not in page]
    assert all(place % 2 == 0 for place in backs)


def test_what_lies_on_the_table_is_printed_on_one_side(contents, tree):
    with pikepdf.open(BytesIO(contents["sets/table-da-a4.pdf"])) as pdf:
        assert len(pdf.pages) == 3  # of five forms those that lie on the table
        assert pdf.Root.ViewerPreferences.Duplex == "/Simplex"
    said = [link.text for link in links(tree) if link.attributes["href"].startswith("sets/")]
    assert len(set(said)) == len(said) == 2 * len(languages())
    look = looks.load("da")
    assert any(look.say("kit.set_table") in text and "3 sider" in text for text in said)


def test_a_kit_without_all_sheets_of_the_set_for_everyone_has_no_such_set():
    assert kit.plan(["visual-plan", "goal-staircase"], lang="da").sets == ()
    assert kit.plan(["wheel-poster"], lang="da").sets == ()


# Looks, own forms, settings -----------------------------------------------------------------------


def test_a_look_gives_the_page_its_name_logo_colours_and_words():
    made = kit.plan(["visual-plan"], lang="da", size="a4", look=STRANDBY).build()
    root = Tree(made["index.html"].decode()).root
    header = next(root.all("header"))
    assert "Strandby Kommune" in header.text and [
        img.attributes["src"] for img in header.all("img")
    ] == ["logo.svg"]
    assert made["logo.svg"].startswith(b"<svg ") and made["logo.svg"].count(b"<path ") >= 1
    assert [heading.text for heading in root.all("h4")] == ["Min borgerplan"]
    assert "--answer: #0B5C58" in made["index.html"].decode()
    assert len(list(next(root.all("svg")).all("path"))) == 6  # its own life themes


def test_the_example_of_a_kit_in_a_look_uses_the_look_s_themes():
    made = kit.plan(["visual-plan"], size="a4", look=STRANDBY).build()
    form = forms.load("visual-plan", looks.load("da", file=STRANDBY))
    for lang in looks.spoken(STRANDBY):
        assert answers.check(form, json.loads(made[f"data/visual-plan.example.{lang}.json"]))


def test_a_kit_is_in_the_languages_that_its_look_has_names_in(tmp_path):
    assert looks.spoken() == tuple(sorted(languages(), key=lambda lang: lang != "da"))
    theme = '[themes.t{n}]\nfill = "#CDE3A1"\ngray = {gray}\nicon = "house"\nen = "Theme"\n'
    themes = "".join(theme.format(n=n, gray=0.8 + n % 2 / 10) for n in range(4))
    (tmp_path / "look.toml").write_text(f'name = "Somewhere"\nlang = "en"\n{themes}', "utf-8")
    made = kit.plan(["score-card"], size="a4", look=tmp_path / "look.toml").build()
    assert [name for name in made if name.endswith(".pdf")] == ["en/score-card-a4.pdf"]


def test_a_form_of_one_s_own_is_in_the_kit_in_the_languages_it_speaks(tmp_path):
    own = tmp_path / "mit ark æ.toml"
    own.write_text(OWN, "utf-8")
    made = kit.plan(["score-card", str(own)], size="a4").build()
    root = Tree(made["index.html"].decode()).root
    assert [name for name in made if "mit ark" in name and name.endswith(".pdf")] == [
        "da/mit ark æ-a4.pdf"
    ]
    assert {
        unquote(link.attributes["href"]) for link in links(root) if "mit" in link.attributes["href"]
    } >= {"da/mit ark æ-a4.pdf"}
    assert all(
        link.attributes["href"].isascii() and " " not in link.attributes["href"]
        for link in links(root)
    )
    assert 'Mit "ark" & <script>' in [heading.text for heading in root.all("h4")]
    assert not list(root.all("script", "b", "i")) or {part.text for part in root.all("b")} == {"A4"}


@pytest.mark.parametrize(
    "text", ["<b>&amp;", 'a"b', "it's <img src=x onerror=alert(1)>", "</style><script>"]
)
def test_words_are_words_whatever_they_look_like(text):
    root = Tree(render("other_title", lang=text, title=text)).root
    (part,) = root.all("p")
    assert part.inside == [text]
    assert part.attributes == {"lang": text, "class": "also"}


def test_settings_go_to_the_forms_that_have_them():
    plan = kit.plan(FORMS, lang="da", size="a4", settings={"score": "words"})
    scores = {entry.form.name: entry.form.settings.get("score") for entry in plan.entries}
    assert scores == dict.fromkeys(FORMS) | {"visual-plan": "words"}
    with pytest.raises(UsageError, match=r"“scroe”.*Did you mean “score”"):
        kit.plan(FORMS, settings={"scroe": "words"})
    with pytest.raises(UsageError, match="score must be one of"):
        kit.plan(FORMS, settings={"score": "colours"})


def test_large_print_and_gray_make_a_kit_of_such_sheets_that_says_so():
    made = kit.plan(["visual-plan"], lang="en", size="a4", large=True, ink="gray").build()
    assert made["en/visual-plan-a4.pdf"] == mlmp.blank(
        "visual-plan", lang="en", large=True, ink="gray"
    )
    html = made["index.html"].decode()
    assert looks.load("en").say("kit.large") in html and '<html lang="en-GB">' in html
    colors = set(re.findall(r"#[0-9A-F]{6}\b", html))
    assert colors and all(color[1:3] == color[3:5] == color[5:] for color in colors)


def test_what_there_is_not_is_named(tmp_path):
    for given, right in [({"lang": "dk"}, "da"), ({"size": "a5"}, "a4"), ({"ink": "grey"}, "gray")]:
        with pytest.raises(UsageError, match=right):
            kit.plan(FORMS, **given)
    with pytest.raises(UsageError, match="visual-plan"):
        kit.plan(["visual-pla"])
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "own.toml").write_text(OWN, "utf-8")
    with pytest.raises(UsageError, match="“own”"):
        kit.plan([str(tmp_path / name / "own.toml") for name in ("one", "other")])
    with pytest.raises(UsageError, match="no words in that language"):
        kit.plan([str(tmp_path / "one" / "own.toml")], lang="en")
    (tmp_path / "bad.toml").write_text(OWN.replace('"citizen"', '"citizens"'), "utf-8")
    with pytest.raises(
        DefinitionError, match=r"bad.toml: .*group.*“citizens”. Did you mean “citizen”"
    ):
        kit.plan([str(tmp_path / "bad.toml")])


# The command --------------------------------------------------------------------------------------


def test_the_command_writes_the_kit_and_says_what_to_open(tmp_path):
    usual = "score-card", "--lang", "da", "--size", "a4"
    result = run(*usual, "-o", tmp_path / "new" / "kit")
    assert result.exit_code == 0 and result.stdout == "" and "index.html" in result.stderr
    written = {
        path.relative_to(tmp_path / "new" / "kit").as_posix(): path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert written == kit.plan(["score-card"], lang="da", size="a4").build()


def test_everyone_may_read_a_kit_that_the_umask_lets(tmp_path):
    before = os.umask(0o022)
    try:
        assert (
            run("score-card", "--lang", "da", "--size", "a4", "-o", tmp_path / "kit").exit_code == 0
        )
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "kit").rglob("*")}
    assert modes == {0o755, 0o644}


def test_nothing_is_written_over_and_nothing_is_written_in_part(tmp_path, contents):
    (tmp_path / "kit" / "da").mkdir(parents=True)
    taken = tmp_path / "kit" / "da" / "score-card-a4.pdf"
    taken.write_bytes(b"mine")
    usual = "score-card", "--lang", "da", "--size", "a4", "-o", tmp_path / "kit"
    result = run(*usual)
    assert result.exit_code == 5 and "--force" in result.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [
        taken
    ] and taken.read_bytes() == b"mine"
    assert run(*usual, "--force").exit_code == 0
    assert taken.read_bytes() == contents["da/score-card-a4.pdf"]


def test_a_folder_that_cannot_be_is_an_error_before_anything_is_written(tmp_path):
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "previews").write_text("a file")
    usual = "score-card", "--lang", "da", "--size", "a4"
    assert run(*usual, "-o", tmp_path / "kit").exit_code == 5
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["previews"]
    assert run(*usual, "-o", tmp_path / "kit" / "previews").exit_code == 2
    assert run("score-card").exit_code == 2
