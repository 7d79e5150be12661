"""Parse XML of a file that is not trusted into a small tree.

expat resolves no entity and follows no address here: a document type is refused before its first
declaration is read, so that there are only the five entities that XML itself has. Size, depth and
the number of parts are limited while the file is parsed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from ..model.errors import PdfError
from ..model.limits import EXPORT_PARTS, PDF_DEPTH
from ..model.phrases import Phrase
from .fields import too_deep

_DEEPEST = 2 * PDF_DEPTH  # elements: those of fields, and of formatted text
_CHUNK = 64 * 1024  # bytes that are parsed before the limits are looked at again
_SEPARATOR = "\n"  # between a namespace and a name; neither can have it
_LINES = {"p", "br", "div", "li"}  # elements of formatted text that begin a line


@dataclass
class XmlElement:
    """An element: its name without namespace, its attributes, and what it holds in order.

    The name of an attribute has its namespace before it, if it has one.
    """

    name: str
    attributes: dict[str, str]
    parts: list[XmlElement | str] = field(default_factory=list, repr=False)

    @property
    def children(self) -> list[XmlElement]:
        """The elements in it."""
        return [part for part in self.parts if isinstance(part, XmlElement)]

    @property
    def own_text(self) -> str:
        """The letters that stand in it and in no element within."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def plain_text(self) -> str:
        """The letters in it and in all elements within, with the lines of formatted text.

        >>> parse_xml(b"<body><p>one</p><p>two<br/>three</p></body>").plain_text()
        'one\\ntwo\\nthree'
        """
        return "".join(_letters(self)).removeprefix("\n")


def _letters(element: XmlElement) -> Iterator[str]:
    stack: list[XmlElement | str] = [element]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            yield part
            continue
        if part.name in _LINES:
            yield "\n"
        stack += reversed(part.parts)


def parse_xml(data: bytes) -> XmlElement:
    """The root of a document.

    Raises:
        PdfError: It is no XML, has a document type, or is over a limit.
    """
    builder, parser = _Builder(), expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.letters
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.Parse(data[start : start + _CHUNK])
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # also an encoding that is none
        raise _broken(getattr(error, "lineno", parser.CurrentLineNumber)) from None
    if builder.root is None:
        raise _broken(parser.CurrentLineNumber)
    return builder.root


class _Builder:
    """Takes what expat finds."""

    def __init__(self) -> None:
        self.root: XmlElement | None = None
        self.open: list[XmlElement] = []
        self.parts = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count(1 + len(attributes))
        if len(self.open) >= _DEEPEST:
            raise too_deep()
        element = XmlElement(_local(name), attributes)
        if self.open:
            self.open[-1].parts.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def letters(self, letters: str) -> None:
        self._count(1)
        self.open[-1].parts.append(letters)

    def _count(self, parts: int) -> None:
        self.parts += parts
        if self.parts > EXPORT_PARTS:
            raise too_many_parts()


def too_many_parts() -> PdfError:
    """The error for an export with more parts than any form has."""
    return PdfError(Phrase("has more than {limit:,} parts; no more are read", limit=EXPORT_PARTS))


def _local(name: str) -> str:
    return name.rpartition(_SEPARATOR)[2]


def _refuse_document_type(*_: object) -> None:
    raise PdfError(
        Phrase(
            "has a document type, which may define entities or lead to other files: it is made to "
            "do so. No program exports that"
        )
    )


def _broken(line: int) -> PdfError:
    what = Phrase(
        "is broken or cut off: as XML it cannot be followed after line {number:,}. "
        "Ask for the file again",
        number=line,
    )
    return PdfError(what)
