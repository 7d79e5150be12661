"""How the columns of a table were matched, as a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.messages import quoted, shortened
from ..model.phrases import Phrase, translated
from .table_match import TableMatch

_LABEL_WIDTH = 40  # letters
_NO_USE = Phrase("–")


def match_lines(matching: TableMatch) -> Iterator[str]:
    """Yield a line for each column that says what it is: “Mål 1 → goals.1.text”."""
    headers = matching.matches[0].paths
    labels = matching.unmatched.labels
    width = min(_LABEL_WIDTH, max(len(labels[header]) for header in headers))
    for header in headers:
        label = shortened(translated(labels[header]))
        yield f"{label:{width}} → {translated(_use(matching, header))}"


def _use(matching: TableMatch, header: str) -> Phrase:
    refusal = matching.unmatched.refused.get(header)
    if refusal:
        return Phrase("– ({refusal})", refusal=refusal.what)
    uses = [*_person_use(matching, header), *_paths(matching, header)]
    if uses:
        return Phrase("{uses}", uses=uses)
    near = matching.unmatched.nearest.get(header)
    return Phrase("– (nearest: {name})", name=quoted(near)) if near else _NO_USE


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
