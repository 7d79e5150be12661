"""The smallest XLSX and ODS files, written part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

# A table that starts in B3: headings, a text, a date and a number. Its last row holds a date
# without a date's format, and a score that became a date.
CELLS = (
    '<row r="3"><c r="B3" t="inlineStr"><is><t>Navn</t></is></c>'
    '<c r="C3" t="inlineStr"><is><t>Dato</t></is></c>'
    '<c r="D3" t="inlineStr"><is><t>Score nu 1</t></is></c></row>'
    '<row r="5"><c r="B5" t="inlineStr"><is><t>Åse</t></is></c>'
    '<c r="C5" s="1"><v>46131</v></c><c r="D5"><v>1.5</v></c></row>'
    '<row r="6"><c r="C6"><v>46131</v></c><c r="D6" s="1"><v>46143</v></c></row>'
)
STRING = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
ROWS = (
    STRING.format("Navn") + STRING.format("Dato"),
    STRING.format("Åse")
    + '<table:table-cell office:value-type="date" office:date-value="2026-04-19">'
    "<text:p>19-04-26</text:p></table:table-cell>",
)


def spreadsheet(path: Path, cells: str = CELLS) -> Path:
    """Write an XLSX with the cells of its sheet."""
    office = "http://schemas.openxmlformats.org"
    main = f"{office}/spreadsheetml/2006/main"
    rels = f"{office}/officeDocument/2006/relationships"
    package = f"{office}/package/2006"
    links = f'<Relationships xmlns="{package}/relationships">'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{links}<Relationship Id="a" Type="{rels}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>'
        '<sheet name="Ark1" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{links}<Relationship Id="b" Type="{rels}/worksheet" '
        'Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="c" Type="{rels}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="B3:D6"/>'
        f"<sheetData>{cells}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return path


def opendocument(
    path: Path,
    rows: Iterable[str] = ROWS,
    *,
    styles: str = "",
    columns: str = "",
    settings: str = "",
) -> Path:
    """Write an ODS with the cells of each row: headings, a name and a date.

    Args:
        path: Where.
        rows: The cells of each row.
        styles: The styles that only this file has.
        columns: The columns of the sheet, with styles of theirs.
        settings: What the file says of how it is looked at.
    """
    xmlns = "urn:oasis:names:tc:opendocument:xmlns"
    names = {part: f"{xmlns}:{part}:1.0" for part in ("office", "table", "text", "style")}
    names["fo"] = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
    names["calcext"] = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    declared = " ".join(f'xmlns:{part}="{name}"' for part, name in names.items())
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {declared}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            '<office:body><office:spreadsheet><table:table table:name="Ark1">'
            f"{columns}{body}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
        if settings:
            packed.writestr("settings.xml", settings)
        packed.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{xmlns}:manifest:1.0"/>',
        )
    return path
