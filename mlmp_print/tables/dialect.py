"""How the cells of CSV files are separated."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Danish Excel writes and expects “;”, since “,” is its decimal mark.
DELIMITER = ";"
DELIMITERS = (DELIMITER, ",", "\t", "|")

# A first line such as `sep=,` tells Excel the delimiter. Some programs put it in quotation marks,
# and a spreadsheet that saves it again adds empty cells.
_DECLARATION = re.compile(r"sep=([^\"\0-\x08\n-\x1f])[\r\n]*\Z", re.IGNORECASE)
_QUOTED_DECLARATION = re.compile(r'"sep=([^"\0-\x08\n-\x1f])"\1*[\r\n]*\Z', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


def declared_delimiter(line: str) -> str:
    r"""Return the delimiter that a `sep=` line declares, or "" for any other line.

    >>> declared_delimiter("sep=,\n"), declared_delimiter('"sep=;"\r\n')
    (',', ';')
    """
    declaration = _DECLARATION.match(line) or _QUOTED_DECLARATION.match(line)
    return declaration[1] if declaration else ""


def is_row(declaration: str) -> bool:
    """Whether Excel counts a `sep=` line as a row: it does if quotation marks hide it from it."""
    return declaration.startswith('"')


def likely_delimiters(lines: Iterable[str]) -> list[str]:
    """Return the delimiters that a table may have by its first lines, the likeliest first.

    That is the one that occurs most often in the first line that is not blank, outside quotation
    marks; without any there it is “;”. The others occur in a later line.

    >>> likely_delimiters(["\\n", 'Navn;"Mål, på sigt";Dato\\n', "Åse;a, b, c;\\n"])
    [';', ',']
    """
    unquoted = [_QUOTED.sub("", line) for line in lines if line.strip()]
    first = unquoted[0] if unquoted else ""
    likeliest = max(DELIMITERS, key=first.count)
    others = [mark for mark in DELIMITERS if any(mark in line for line in unquoted)]
    return list(dict.fromkeys([likeliest, *others]))
