"""Letters that were damaged before we got them are seen; names and sentences are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import mlmp_print as mlmp
from mlmp_print.tables.damaged_text import damage
from mlmp_print.tables.markup import is_markup

NAMES = [
    "Bjørn Prøve", "Åse Ødegård", "Søren Kjærgård", "Łukasz Wałęsa", "Małgorzata Dąbrowska",
    "François Lefèvre", "João Conceição", "Óðinn Þórsson", "Jürgen Müller", "Çağlar Şükrü",
    "Олександр Шевченко", "Ελένη Παπαδοπούλου", "Nguyễn Thị Hằng", "Jiří Dvořák",
]  # fmt: skip
SENTENCES = """
gå til kor på Sjælland|Jeg vil være mere ude – og “bo selv”|Hvad?nej|What?no|Kommer du?Ja
Wie geht's?gut|https://a.dk/x?y=z&w=q|www.a.dk?x=1|a.dk/?q=abc|bogstavet “Å”|Fra A til Å…|Ä…
IRMÃ|«IRMÃ»|AMANHÃ…|SÃO JOÃO|Ã|Ângela|ÂNGELA|Île|NOËL|Ça va ?|¿Qué tal?|no ¿verdad?
Hvad?så|hvad?så|Ikke?|Hvem??|Skal jeg?? Ja|plan B?|tage bussen?Kor er bedst
“Mit liv”s mål|l‘ami|d‘accord|rock‘n‘roll|Hansen†|† 2019|20 °C|n°5|5 m³ vand|10 µg|LEGO® klodser
Dvořák|Řehoř|być|żyć|Kovačić|vĺča|Škoda|Šimek|Œuvre|cœur|Tórshavn|Suðuroy|Qaanaaq|Tasiilaq
Hvorfor ??|Skal jeg med ?? Ja
a ≈ b|√2|10 ‰|Åååååh|æøåÆØÅ|tage på arbejde?hvis muligt|Er det ok?fordi|Peter? Nej.|Kender ikke???
100 % af 50%|C3PO|│ kasse │|→ ✓ 😀|O'Brien|sagt „er„ja“|2½ time|§ 12, stk. 2|Її Єва|smørrebrød
Gheorghe Ăsta|CĂLĂRAȘI|Căutăreț|{navn}|C:\\Navne|\\\\server\\ny|a+b|A+ i dansk|5 kr. + moms
mit_navn|x_0001|Анна Smith|100 ¢|¦ linje|¸
"""
DAMAGED = """
gå p?? arbejde|gå p??|p?|bus?kor|Ida ??ng|Anna-??se Bo|at ??bne døren
Ma?gorzata|Bj?rn|K?benhavn|?ukasz Nowak|Dzi?kuj?my|pr?ve|Jensen, S?ren|Bj›rn|p†|f†r|h„tte|sch”n
Bj°rn|gÕr|vµre|┼se|Bj├©rn|Bj¿rn|l¾se|gŒr|S¯ren|fŸr|gÂr|Bj√∏rn|Bjřrn|pĺ|vćre|Îëåêñàíäð
Bj\\u00f8rn|Bj%C3%B8rn|=?utf-8?Q?x?=|ï»¿Navn|K\ufffdbenhavn|Bj\x9brn|â€œmål|ÃƒÂ¸
BjĂ¸rn|JĂĽrgen|MaĹ‚gorzata|Bjшrn|Еse|Bj¢rn|M¸ller|Zo√´|BJ¯RN|K{rgaard|J}rgen|Bj+APg-rn
Bj\\xf8rn|gå_x000D_løbe|gå\\r\\nløbe|gå tur.\\nKøbe ind
"""


def parts(text: str) -> Iterator[str]:
    for line in text.strip().splitlines():
        yield from line.split("|")


@pytest.mark.parametrize("text", [*NAMES, *parts(SENTENCES)])
def test_a_text_that_may_be_right_is_left_alone(text):
    assert damage(text) is None


@pytest.mark.parametrize("text", [*parts(DAMAGED)])
def test_damage_that_is_plain_to_see_is_seen(text):
    assert damage(text) is not None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_utf_8_that_was_read_as_another_encoding_is_seen_for_every_name(name, wrong):
    for spelled in (name, name.upper()):
        assert damage(spelled.encode("utf-8").decode(wrong, "replace"))


@pytest.mark.parametrize("name", ["Bjørn", "gå til kor på", "Søren Kjærgård", "læser", "Jürgen"])
@pytest.mark.parametrize(
    ("wrote", "read"),
    [("cp850", "cp1252"), ("cp1252", "cp850"), ("utf-8", "cp850"), ("mac-roman", "cp1252"),
     ("utf-8", "mac-roman"), ("utf-8", "cp1252")],
)  # fmt: skip
def test_each_pair_of_encodings_that_is_mixed_up_is_seen(name, wrote, read):
    if name == "Jürgen" and {"cp850", "mac-roman"} & {wrote, read} and wrote != "utf-8":
        return  # “J³rgen” and “Jrgen” are looked for elsewhere
    if name == "læser" and wrote == "cp850":
        return  # “l‘ser” may be an apostrophe
    assert damage(name.encode(wrote).decode(read, "replace"))


def test_a_damaged_row_is_named_without_its_text_and_can_be_accepted(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("Navn;Mål 1;Andet\nBjÃ¸rn;gå;\nBo;løbe;BjÃ¸rn\n", "utf-8")
    outcome = mlmp.batch("visual-plan", table, dry_run=True)
    (trouble,) = outcome.troubles  # a column that nobody uses may hold what it likes
    assert (trouble.where.row, trouble.where.column) == (2, "Navn")
    assert "Bj" not in str(trouble) and "as CSV in UTF-8" in str(trouble)
    accepted = mlmp.batch("visual-plan", table, dry_run=True, accept=["damaged-text"])
    assert not accepted.troubles


def test_a_damaged_heading_says_what_happened(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("Navn;MÃ¥l 1\nBo;x\n", "utf-8")
    with pytest.raises(mlmp.AnswersError, match=r"column 2: the heading .* UTF-8, and were read"):
        mlmp.batch("visual-plan", table, dry_run=True)


@pytest.mark.parametrize("text", [
    "<p>gå &oslash;st</p>", "Ida &amp; Bo", "a<br>b", "a<br />b", "&#248;l", "<b>fed</b>",
    "['gå', 'løbe']", '["gå"]', '{"text": "gå"}', "{\\rtf1\\ansi hej}",
    '<span style="x">y</span>', "a&nbsp;b",
])  # fmt: skip
def test_the_code_of_a_web_page_is_seen(text):
    assert is_markup(text)


@pytest.mark.parametrize("text", [
    "Bo & Ida", "R&D;", "3 < 4 > 2", "<3", "a <b c", "hvis x <i> y", "<ikke vurderet>", "AT&T",
    "[gå]", "['gå]", "{navn}", "[1] se noten", "C:\\par", "Q&A; svar", "<navn>",
])  # fmt: skip
def test_signs_that_people_write_are_no_code(text):
    assert not is_markup(text)


NUMBERS = [
    {"id": 1234567890123456.0, "name": "Bo"},
    {"id": 1234567890123450.0, "name": "Ida"},
    {"id": "1,23E+17", "name": "Eva"},
    {"id": 123456789012345678, "name": "Uffe"},
]


def test_a_number_of_which_digits_are_lost_is_named_and_one_that_is_whole_is_not():
    files: dict[str, bytes] = {}
    outcome = mlmp.batch("wishing-well", NUMBERS, files.__setitem__)
    assert [trouble.where.row for trouble in outcome.troubles] == [2, 3]
    assert sorted(files) == ["1234567890123456.pdf", "123456789012345678.pdf"]


@pytest.mark.parametrize("day", ["01-03-0026", "01-01-0001", "9999-12-31", "1. maj 1899"])
def test_a_day_of_a_year_that_nobody_means_is_refused(day):
    rows = [{"id": 1, "name": "Bo", "date": day}]
    (trouble,) = mlmp.batch("visual-plan", rows, dry_run=True).troubles
    assert "from 1900 to 2100" in str(trouble)


def test_a_day_that_is_its_number_says_how_to_format_the_column_in_csv_too(tmp_path: Path):
    table = tmp_path / "t.csv"
    table.write_text("Navn;Dato\nBo;46082\n", "utf-8")
    (trouble,) = mlmp.batch("visual-plan", table, dry_run=True).troubles
    assert "Format the column as a date" in str(trouble)
