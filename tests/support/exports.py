"""FDF and XFDF as other programs write them: written here byte by byte, without the library.

A field is a text, or the state of a button. The dialects differ as the programs do: nested and flat
names, PDFDocEncoding, UTF-16 and UTF-8, direct and indirect objects, strings in parentheses and in
hexadecimal digits, with and without a namespace.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import pikepdf
from sheets import fields

ADOBE = "http://ns.adobe.com/xfdf/"


class Value(NamedTuple):
    """What a field holds, as an export has it."""

    text: str
    is_state: bool


def values_of(pdf: bytes) -> dict[str, Value]:
    """What every field of a sheet holds, by full name. Push buttons have none."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {
            name: _value(field)
            for name, field in fields(document).items()
            if not (_kind(field) == "/Btn" and _flags(field) & 1 << 16)
        }


def _kind(field: pikepdf.Object) -> str:
    return str(field.get("/FT", "/Btn"))


def _flags(field: pikepdf.Object) -> int:
    return int(field.get("/Ff", 0))


def _value(field: pikepdf.Object) -> Value:
    if _kind(field) == "/Btn":
        return Value(str(field.get("/V", "/Off"))[1:], is_state=True)
    return Value(str(field.get("/V", "")), is_state=False)


# FDF --------------------------------------------------------------------------------------------


def fdf(body: bytes, more: bytes = b"", trailer: bytes = b"") -> bytes:
    """A file with these entries in its FDF dictionary."""
    return (
        b"%%FDF-1.2\n%%\xe2\xe3\xcf\xd3\n1 0 obj\n<</FDF <<%s>>>>\nendobj\n%strailer\n"
        b"<</Root 1 0 R %s>>\n%%%%EOF\n" % (body, more, trailer)
    )


def nested_fdf(values: dict[str, Value]) -> bytes:
    """As Acrobat does: kids below kids, PDFDocEncoding where it can be, else UTF-16BE."""
    return fdf(b"/F (sheet.pdf) /Fields %s" % _kids(_tree(values), _literal))


def hexadecimal_fdf(values: dict[str, Value]) -> bytes:
    """Strings in hexadecimal digits of UTF-16BE."""
    return fdf(b"/Fields %s" % _kids(_tree(values), _hexadecimal))


def flat_fdf(values: dict[str, Value]) -> bytes:
    """As many scripts do: full names, an object for each field, UTF-8 by its mark."""
    objects, references = [], []
    for number, (name, value) in enumerate(values.items(), 2):
        objects.append(b"%d 0 obj %s endobj\r\n" % (number, _node(name, value, _utf_8)))
        references.append(b"%d 0 R" % number)
    return fdf(b"/Fields [%s]" % b" ".join(references), b"".join(objects))


def streamed_fdf(values: dict[str, Value]) -> bytes:
    """Texts as streams, and states as strings."""
    objects, nodes = [], []
    for number, (name, value) in enumerate(values.items(), 2):
        text = b"\xfe\xff" + value.text.encode("utf-16-be")
        stream = b"%d 0 obj <</Length %d>> stream\r\n%s\nendstream endobj\n"
        objects.append(stream % (number, len(text), text))
        shown = b"(%s)" % value.text.encode() if value.is_state else b"%d 0 R" % number
        nodes.append(b"<</T (%s) /V %s>>" % (name.encode(), shown))
    return fdf(b"/Fields [%s]" % b" ".join(nodes), b"".join(objects))


def _tree(values: dict[str, Value]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for name, value in values.items():
        *above, last = name.split(".")
        node = root
        for part in above:
            node = node.setdefault(part, {})
        node[last] = value
    return root


def _kids(tree: dict[str, Any], string: Callable[[str], bytes]) -> bytes:
    nodes = []
    for name, member in tree.items():
        if isinstance(member, Value):
            nodes.append(_node(name, member, string))
        else:
            nodes.append(b"<<\n/T %s\n/Kids %s\n>>" % (string(name), _kids(member, string)))
    return b"[" + b"\n".join(nodes) + b"]"


def _node(name: str, value: Value, string: Callable[[str], bytes]) -> bytes:
    shown = b"/" + value.text.encode() if value.is_state else string(value.text)
    return b"<</T %s /V %s>>" % (string(name), shown)


def _literal(text: str) -> bytes:
    try:
        data = text.encode("latin-1")
        if (
            any((byte > 126 and byte < 161) or byte == 0xAD for byte in data)
            or min(data, default=32) < 32
        ):
            raise ValueError  # PDFDocEncoding has other letters there, or none
        if data.startswith((b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")):
            raise ValueError
    except ValueError:
        data = b"\xfe\xff" + text.encode("utf-16-be")
    return _parentheses(data)


def _utf_8(text: str) -> bytes:
    return _parentheses(b"\xef\xbb\xbf" + text.encode())


def _parentheses(data: bytes) -> bytes:
    for written, escaped in (
        (b"\\", b"\\\\"),
        (b"(", b"\\("),
        (b")", b"\\)"),
        (b"\r", b"\\r"),
        (b"\n", b"\\012"),
    ):
        data = data.replace(written, escaped)
    return b"(" + data + b")"


def _hexadecimal(text: str) -> bytes:
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()


# XFDF -------------------------------------------------------------------------------------------


def xfdf(body: str, root: str = f'xfdf xmlns="{ADOBE}" xml:space="preserve"') -> bytes:
    """A file with these elements in its root."""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}>{body}</{root.split(maxsplit=1)[0]}>\n'
    return text.encode()


def nested_xfdf(values: dict[str, Value]) -> bytes:
    """As Acrobat does."""
    return xfdf(
        f'<f href="sheet.pdf"/><fields>{_fields(_tree(values))}</fields><ids original="1"/>'
    )


def flat_xfdf(values: dict[str, Value]) -> bytes:
    """Full names, no namespace, the letters beyond ASCII as references."""
    rows = "".join(
        f"<field name={quoteattr(name)}><value>{escape(value.text)}</value></field>\n"
        for name, value in values.items()
    )
    text = f"<xfdf>\n<fields>\n{rows}</fields>\n</xfdf>"
    return text.encode("ascii", "xmlcharrefreplace")


def prefixed_xfdf(values: dict[str, Value]) -> bytes:
    """A prefix for the namespace, and UTF-16."""
    plain = nested_xfdf(values).decode().replace("<", "<x:").replace("<x:/", "</x:")
    text = (
        plain.replace("<x:?xml", "<?xml").replace("xmlns=", "xmlns:x=").replace("UTF-8", "UTF-16")
    )
    return text.encode("utf-16")


def formatted_xfdf(values: dict[str, Value]) -> bytes:
    """Texts as formatted text alone."""
    rows = "".join(
        f'<field name="{name}">{_formatted(value)}</field>' for name, value in values.items()
    )
    return xfdf(f"<fields>{rows}</fields>")


def _formatted(value: Value) -> str:
    if value.is_state:
        return f"<value>{value.text}</value>"
    lines = escape(value.text).split("\n")
    paragraphs = "".join(
        f'<p dir="ltr"><span style="color:#FF0000">{line}</span></p>' for line in lines
    )
    return f'<value-richtext><body xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</body></value-richtext>'


def _fields(tree: dict[str, Any]) -> str:
    rows = []
    for name, member in tree.items():
        inner = (
            f"<value>{escape(member.text)}</value>"
            if isinstance(member, Value)
            else _fields(member)
        )
        rows.append(f"<field name={quoteattr(name)}\n>{inner}</field>")
    return "".join(rows)


DIALECTS: dict[str, Callable[[dict[str, Value]], bytes]] = {
    writer.__name__: writer
    for writer in (
        nested_fdf, hexadecimal_fdf, flat_fdf, streamed_fdf,
        nested_xfdf, flat_xfdf, prefixed_xfdf, formatted_xfdf,
    )
}  # fmt: skip
