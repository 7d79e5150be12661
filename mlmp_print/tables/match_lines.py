"""How the columns of a table were matched, as a table for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.messages import quoted, shortened
from ..model.phrases import Phrase, translated
from .table import Table
from .table_match import TableMatch

_LABEL_WIDTH = 40  # letters
_USE_WIDTH = 30
_NO_USE = Phrase("–")


def match_lines(matching: TableMatch, kinds: Sequence[Phrase] = ()) -> Iterator[str]:
    """Yield a line for each column that says what it is: “Mål 1 → goals.1.text”.

    Args:
        matching: The columns, and what they were taken for.
        kinds: The kind of what stands in each column; without them nothing is said of it.
    """
    headers = matching.matches[0].paths
    names = matching.unmatched.labels
    labels = {header: shortened(translated(names[header])) for header in headers}
    uses = {header: translated(column_use(matching, header) or _NO_USE) for header in headers}
    width = _width(labels, _LABEL_WIDTH)
    use_width = _width(uses, _USE_WIDTH)
    by_header = kinds_by_header(matching.headers, kinds)
    for header in headers:
        line = f"{labels[header]:{width}} → {uses[header]}"
        if header in by_header:
            use = f"{uses[header]:{use_width}}"
            line = f"{labels[header]:{width}} → {use}  {translated(by_header[header])}"
        yield line


def place_lines(table: Table) -> Iterator[str]:
    """Yield a line for the sheet that is read, and one for headings below the first filled row."""
    if table.chosen_sheet:
        yield translated(Phrase("sheet: {name}", name=quoted(table.chosen_sheet)))
    if table.headings.is_found:
        yield translated(Phrase("heading row: {row}", row=table.headings.last))


def kinds_by_header(headers: Sequence[str], kinds: Sequence[Phrase]) -> Mapping[str, Phrase]:
    """Return the kind of what stands under each heading; of two columns with one, the first's."""
    return dict(reversed(list(zip(headers, kinds, strict=False))))


def column_use(matching: TableMatch, header: str) -> Phrase | None:
    """Return what a column was taken for; None if it is left out and no known heading is near."""
    refusal = matching.unmatched.refused.get(header)
    if refusal:
        return Phrase("– ({refusal})", refusal=refusal.what)
    uses = [*_person_use(matching, header), *_paths(matching, header)]
    if uses:
        return Phrase("{uses}", uses=uses)
    near = matching.unmatched.nearest.get(header)
    return Phrase("– (nearest: {name})", name=quoted(near)) if near else None


def _width(texts: Mapping[str, str], most: int) -> int:
    return min(most, max(map(len, texts.values())))


def _person_use(matching: TableMatch, header: str) -> Iterator[str]:
    """Yield what a column says of the person, such as “id + one person” of the map's keys."""
    uses = {
        Phrase("id"): matching.id_header,
        Phrase("one person"): matching.column_map.group_by,
        Phrase("course"): matching.column_map.course,
        Phrase("password"): matching.column_map.password,
        Phrase("id of the older sheet"): matching.sheet_id_header,
    }
    names = [use for use, column in uses.items() if column and column == header]
    if names:
        yield " + ".join(map(translated, names))


def _paths(matching: TableMatch, header: str) -> Iterator[str]:
    """Yield the paths that a column is, each with its forms where not all forms have it."""
    forms: dict[str, list[str]] = {}
    for match in matching.matches:
        path = match.paths[header]
        if path:
            forms.setdefault(path, []).append(match.form_name)
    for path, names in forms.items():
        everywhere = len(names) == len(matching.matches)
        yield path if everywhere else f"{path} ({', '.join(names)})"
