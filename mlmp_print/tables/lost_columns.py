"""Columns that are left out, though they seem to hold a goal, a score or the like."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.form import Listing
from .form_match import FormMatch
from .heading_number import NumberedHeading
from .heading_stems import parts_of, stem
from .place_columns import is_count, is_counted


def lost_columns(match: FormMatch, unknown: Iterable[str]) -> list[str]:
    """Return the unknown headings that seem to be of the lists of which a table has answers.

    Such a heading has a word of theirs in it, as “Andet mål” and “Score 1” have, or is nearly one
    of theirs. “Delmål” is a word of its own. So is one that several questions could have, and one
    with a number that names a question without: “Mål 2” on the staircase, “Navn 2”.

    Args:
        match: The table, matched with a form.
        unknown: The headings of columns with something in them that are no question.
    """
    keys = match.matched_lists
    names = {stem(name) for key in keys for name in (key, *match.headings.entry_names(key))}
    words = set(names)
    if match.has_scores:
        words.update(map(stem, match.headings.words("of_goal")))
    return [
        header
        for header in unknown
        if match.headings.is_unclear(header) or _seems_lost(match, header, words, names)
    ]


def _seems_lost(match: FormMatch, header: str, words: set[str], names: set[str]) -> bool:
    if match.headings.counted_list(header):  # refused anyway
        return False
    if is_count(match, header):  # “Antal mål”
        return False
    parts = {stem(part) for part in parts_of(header)}
    if parts & words:
        return True
    numbered = NumberedHeading.of(header, match.headings.words("number"))
    if numbered.number is None or match.headings.is_elsewhere(numbered.words):
        return False
    if is_counted(match, header):  # “Timer 1” is no “Noter 1”
        return False
    near = match.headings.path(match.headings.nearest(header)) or ""
    is_compound = any(part.endswith(tuple(names)) for part in parts)  # “Fokusmål 1”
    return is_compound or near.partition(".")[0] in match.matched_lists


def main_list(match: FormMatch) -> Listing | None:
    """Return the first list of a form, if the form has room for it."""
    lists = match.columns.form.lists.values()
    return next((listing for listing in lists if listing.least), None)


def resembles_entry(match: FormMatch, listing: Listing, header: str) -> bool:
    """Whether a heading may be one of a list: it is nearly known, or holds the entry's name."""
    near = match.headings.path(match.headings.nearest(header)) or ""
    if near.partition(".")[0] == listing.key:
        return True
    names = (stem(name) for name in match.headings.entry_names(listing.key))
    return any(name in stem(header) for name in names)
