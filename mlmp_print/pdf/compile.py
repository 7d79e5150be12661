"""From a drawing to a plate: pages, fonts, fields, structure tree, metadata, and the file's own description of itself.

Follows ISO 32000-1, and PDF/UA-1 (ISO 14289-1) clause 7 for tags, fields and fonts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..draw.drawing import (
    LOGO_NAME,
    Appearance,
    Button,
    Drawing,
    Echo,
    Element,
    PictureField,
    Reaction,
    TextField,
    marks_name,
)
from ..look.look import Look
from ..look.pictures import grayed
from ..look.wording import Wording
from ..model.errors import blamed
from ..text.fonts import face
from ..text.typeset import PAD, display
from . import continuation
from .archive import PRODUCER, Attachment, catalog_entries, xmp
from .compiled_form import (
    DOTS,
    HEADER,
    ChoiceSlot,
    CompiledForm,
    EchoSlot,
    Marks,
    PageObjects,
    PictureSlot,
    ReactionSlot,
    TextSlot,
    image_object,
)
from .fonts import add_type0, add_windows
from .marks import footer_lines
from .objects import ROW, Book, Chunk, Name, Ref, Stream, body, chunk, number, private
from .operators import color_operator

WIDGET_KEYS = 1000  # parent-tree keys: pages from 0, widgets from here
RADIO, MULTILINE, PUSH_BUTTON, READ_ONLY = (
    1 << 15,
    1 << 12,
    1 << 16,
    1,
)  # field flags (12.7.3.1, 12.7.4.2.1, 12.7.4.3)
FLAG_PRINT = 4  # annotation flag (12.5.3)
TYPING_SIZE = 12


def compile_form(
    drawing: Drawing, wording: Wording, schema: Mapping[str, Any], *, locked: bool = False
) -> CompiledForm:
    """The plate of a drawn form. `schema` goes into the file, so that a copy can be read without the form's definition.

    `locked`: the plate of archive copies, which are PDF/A-3a too, have read-only fields, and carry the answers as JSON.
    """
    return _Compiler(drawing, wording, schema, locked).plate()


class _Compiler:
    """Collects the objects of one file: `static` ones never change, `late` ones come after them in the order filling writes them."""

    def __init__(
        self, drawing: Drawing, wording: Wording, schema: Mapping[str, Any], locked: bool
    ) -> None:
        self.locked, self.flags = locked, READ_ONLY if locked else 0
        self.drawing, self.wording, self.schema = drawing, wording, schema
        self.look = wording.look
        self.static = Book()
        self.pages = [Ref() for _ in drawing.contents]
        self.page_tree, self.document, self.parents, self.resources = Ref(), Ref(), Ref(), Ref()
        self.tree_root, self.attached = Ref(), Ref()
        self.widgets = {
            id(item): Ref() for item in [*drawing.words, *drawing.buttons, *drawing.rooms]
        }
        self.widget_keys: dict[int, int] = {}
        self.nodes: dict[str, Ref] = {}  # fields that only hold others, by path
        self.node_kids: dict[str, list[Ref]] = {"": []}
        self.page_elements: list[dict[int, Ref]] = [
            {} for _ in self.pages
        ]  # MCID → element, for each sheet
        self.widget_elements: dict[int, Ref] = {}  # parent-tree key → Form element
        self.annotations: list[list[Ref]] = [[] for _ in self.pages]

    def plate(self) -> CompiledForm:
        """Lay everything out, number it, and cut it into the plate's parts."""
        self.add_fonts()
        self.stickers = self.add_stickers(self.drawing.stickers)
        section_refs = [
            self.add_element(kid, self.document)
            for kid in self.drawing.root.kids
            if isinstance(kid, Element)
        ]
        text_entries = [(words, Ref(), self.text_entries(words)) for words in self.drawing.words]
        choices = [_Choice(self, path, buttons) for path, buttons in self.buttons_by_path().items()]
        rooms = [(room, Ref(), self.room_entries(room)) for room in self.drawing.rooms]
        for room, appearance, entries in rooms:
            entries["AP"] = {"N": {"Off": appearance}}
            self.static.add(entries, self.widgets[id(room)])
        mark_refs = [Ref() for _ in range(self.drawing.panels)]
        self.add_nodes()
        reactions = [(reaction, Ref()) for reaction in self.drawing.reactions]
        echoes = [(echo, Ref()) for echo in self.drawing.echoes]
        self.add_pages(mark_refs, [*reactions, *echoes])
        root, info = self.add_catalog()

        late = [self.page_tree, self.document, self.parents, *mark_refs]
        late += [ref for choice in choices for ref in choice.refs]
        late += [ref for _, ref in [*reactions, *echoes]]
        late += [
            ref
            for words, appearance, _ in text_entries
            for ref in (self.widgets[id(words)], appearance)
        ]
        late += [appearance for _, appearance, _ in rooms]
        late += [self.attached] if self.locked else []
        first = self.static.number_from(1)
        for offset, ref in enumerate(late):
            ref.number = first + offset

        statics = chunk(self.static.entries)
        form, paper = self.wording.form, self.drawing.paper
        variant = f"{self.look.lang}{paper.name}{'L' if self.look.large else ''}{form.variant}"
        code, told = (form.code, form.version, variant), self.look.say("page.sheet_id")
        marks = Marks(
            code,
            self.released,
            self.footer(),
            told,
            self.look.color("soft"),
            self.fonts["regular"].number,
            paper,
        )
        more = self.look.say("page.more")
        return CompiledForm(
            blob=HEADER + statics.data,
            rows=b"".join(ROW % (len(HEADER) + offset) for offset in statics.offsets),
            spine=self.spine(section_refs),
            usual_marks=chunk(
                (ref, marks.panel(panel, self.drawing.panels))
                for panel, ref in enumerate(mark_refs, 1)
            ),
            mark_numbers=tuple(ref.number for ref in mark_refs),
            choices=tuple(choice.slot() for choice in choices),
            reactions=tuple(self.reaction_slot(reaction, ref) for reaction, ref in reactions),
            echoes=tuple(self.echo_slot(echo, ref) for echo, ref in echoes),
            texts=tuple(
                self.text_slot(words, appearance, entries)
                for words, appearance, entries in text_entries
            ),
            pictures=tuple(self.picture_slot(room, appearance) for room, appearance, _ in rooms),
            attachment=Attachment(self.attached.number, form.name, form.version, self.look.lang)
            if self.locked
            else None,
            next_number=first + len(late),
            root=root.number,
            info=info.number,
            identity=hashlib.md5(statics.data, usedforsecurity=False).hexdigest(),
            fonts={key: ref.number for key, ref in self.fonts.items() if key != "windows"},
            answer=self.look.color("answer"),
            ink=self.look.color("ink"),
            paper=paper,
            marks=marks,
            more=more,
            tail=face("regular").width(DOTS + more.format(page=88), 1) + 1.5,
            words=continuation.ContinuationWords.of(self.look),
        )

    # Fonts, stickers, pages -------------------------------------------------------------------------------------------

    def add_fonts(self) -> None:
        """Regular whole, since people type with it; bold cut to the letters that the form and its continuation can use."""
        questions = {
            letter
            for place in self.wording.form.places()
            for letter in self.wording.question(place)
        }
        written = {
            *self.drawing.bold_letters,
            *questions,
            *self.look.say("page.continued"),
            *self.look.say("page.continued_again"),
            *"0123456789",
        }
        regular, outlines = add_type0(self.static, face("regular"))
        bold, _ = add_type0(self.static, face("bold").cut(written))
        self.fonts = {
            "regular": regular,
            "bold": bold,
            "windows": add_windows(self.static, face("regular"), outlines),
        }
        self.font_resources = self.static.add({"Atk": regular, "AtkB": bold})

    def add_stickers(self, stickers: Sequence[Appearance]) -> list[Ref]:
        """A form XObject for each sticker; those that look the same are the same object."""
        made: dict[Appearance, Ref] = {}
        for sticker in stickers:
            if sticker not in made:
                dictionary = {
                    "Type": Name("XObject"),
                    "Subtype": Name("Form"),
                    "BBox": [0, 0, sticker.width, sticker.height],
                    "Resources": {"Font": self.font_resources},
                }
                made[sticker] = self.static.add(Stream(dictionary, sticker.content))
        self.off = self.static.add(
            Stream(
                {
                    "Type": Name("XObject"),
                    "Subtype": Name("Form"),
                    "BBox": [0, 0, 1, 1],
                    "Resources": {},
                },
                b"",
                plain=True,
            )
        )
        return [made[sticker] for sticker in stickers]

    def add_pages(
        self, marks: Sequence[Ref], following: Sequence[tuple[Reaction | Echo, Ref]]
    ) -> None:
        """The sheets of paper. Annotations stand in reading order, which pdfium follows for the Tab key."""
        objects = {marks_name(panel): ref for panel, ref in enumerate(marks, 1)}
        if logo := logo_object(self.look):
            objects[LOGO_NAME] = self.static.add(logo)
        objects.update({item.name: ref for item, ref in following})
        self.static.add({"Font": self.font_resources, "XObject": objects}, self.resources)
        for sheet, content in enumerate(self.drawing.contents):
            self.static.add(
                {
                    "Type": Name("Page"),
                    "Parent": self.page_tree,
                    "MediaBox": [0, 0, *self.drawing.paper.size],
                    "Resources": self.resources,
                    "Contents": self.static.add(Stream({}, content)),
                    "Annots": self.annotations[sheet],
                    "StructParents": sheet,
                    "Tabs": Name("S"),
                },
                self.pages[sheet],
            )

    # Tags -------------------------------------------------------------------------------------------------------------

    def add_element(self, element: Element, parent: Ref) -> Ref:
        """A structure element and all below it, in reading order."""
        ref = Ref()
        page = self.pages[element.sheet]
        kids: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self.add_element(kid, ref))
            elif isinstance(kid, int):
                kids.append(kid)
                self.page_elements[element.sheet][kid] = ref
            else:
                kids.append({"Type": Name("OBJR"), "Obj": self.widgets[id(kid)], "Pg": page})
                self.widget_keys[id(kid)] = WIDGET_KEYS + len(self.widget_keys)
                self.widget_elements[self.widget_keys[id(kid)]] = ref
                self.annotations[element.sheet].append(self.widgets[id(kid)])
        attributes: dict[str, Any] = {**element.attributes}
        if element.tag == "Form":
            attributes["Alt"] = self.says(element.kids[0])
        if scope := attributes.pop("Scope", ""):
            attributes["A"] = {"O": Name("Table"), "Scope": Name(scope)}
        if element.box:
            attributes["A"] = {
                "O": Name("Layout"),
                "BBox": list(element.box),
                "Placement": Name("Block"),
            }
        entry = {
            "Type": Name("StructElem"),
            "S": Name(element.tag),
            "P": parent,
            "Pg": page,
            "K": kids[0] if len(kids) == 1 else kids,
            **attributes,
        }
        return self.static.add(entry, ref)

    def says(self, item: Any) -> str:
        """What a screen reader says of a widget."""
        return (
            self.wording.answered(item.place, item.state)
            if isinstance(item, Button)
            else self.wording.question(item.place)
        )

    def spine(self, sections: Sequence[Ref]) -> PageObjects:
        """The page tree, the Document element and the parent tree (14.7.4.4), made last because pages may be added."""
        rows: list[tuple[int, Any]] = [
            (sheet, [elements[mcid] for mcid in sorted(elements)])
            for sheet, elements in enumerate(self.page_elements)
        ]
        rows += list(self.widget_elements.items())
        spine = PageObjects(
            usual=Chunk(b"", ()),
            pages=self.page_tree,
            document=self.document,
            parents=self.parents,
            page_list=tuple(page.number for page in self.pages),
            document_entries={
                "Type": Name("StructElem"),
                "S": Name("Document"),
                "P": self.tree_root,
            },
            document_kids=tuple(section.number for section in sections),
            parent_rows=b" ".join(b"%d " % key + body(value) for key, value in rows),
            next_key=WIDGET_KEYS + len(self.widget_elements),
        )
        return replace(spine, usual=spine.with_pages(continuation.AddedPages()))

    # Fields -----------------------------------------------------------------------------------------------------------

    def node(self, path: str) -> tuple[Ref | None, str]:
        """The field above `path`, made if need be, and the partial name of `path` (12.7.3.2: names hold no dots)."""
        above, _, name = path.rpartition(".")
        if not above:
            return None, name
        if above not in self.nodes:
            self.nodes[above] = Ref()
            self.node_kids[above] = []
            self.hang(self.nodes[above], above)
        return self.nodes[above], name

    def hang(self, ref: Ref, path: str) -> None:
        """Make the field at `path` a kid of the field above it."""
        self.node(path)
        self.node_kids[path.rpartition(".")[0]].append(ref)

    def add_nodes(self) -> None:
        """The fields that only hold others: `goals`, `goals.1`."""
        for path, ref in self.nodes.items():
            parent, name = self.node(path)
            self.static.add({"T": name, "Parent": parent, "Kids": self.node_kids[path]}, ref)

    def room_entries(self, room: PictureField) -> dict[str, Any]:
        """Room for a picture: a push button that cannot be pushed, with the picture as its appearance (12.7.4.2.2).

        The appearance is a subdictionary even here, as PDF/A wants it (ISO 19005-2 6.3.3).
        """
        parent, name = self.node(room.place.path)
        self.hang(self.widgets[id(room)], room.place.path)
        return {
            **self.widget_entries(room),
            "FT": Name("Btn"),
            "T": name,
            "Parent": parent,
            "Ff": PUSH_BUTTON | READ_ONLY,
            "AS": Name("Off"),
            "H": Name("N"),
        }

    def picture_slot(self, room: PictureField, appearance: Ref) -> PictureSlot:
        """The slot of a picture; empty, it shows nothing."""
        left, bottom, right, top = room.rect
        size = round(right - left, 3), round(top - bottom, 3)
        blank = Stream(
            {
                "Type": Name("XObject"),
                "Subtype": Name("Form"),
                "BBox": [0, 0, *size],
                "Resources": {},
            },
            b"",
            plain=True,
        )
        return PictureSlot(
            room.place.path, room.box, size, appearance.number, chunk([(appearance, blank)])
        )

    def reaction_slot(self, reaction: Reaction, ref: Ref) -> ReactionSlot:
        """The slot of ink that follows answers: a form XObject that shows one sticker or another."""
        states = {}
        for chosen, index in reaction.stickers.items():
            sticker = self.drawing.stickers[index]
            box, resources = (
                [0, 0, sticker.width, sticker.height],
                {"XObject": {"S": self.stickers[index]}},
            )
            shown = Stream(
                {
                    "Type": Name("XObject"),
                    "Subtype": Name("Form"),
                    "BBox": box,
                    "Resources": resources,
                },
                b"/S Do",
                plain=True,
            )
            states[chosen] = chunk([(ref, shown)])
        return ReactionSlot(tuple((place.path, place.kind) for place in reaction.places), states)

    def echo_slot(self, echo: Echo, ref: Ref) -> EchoSlot:
        """The slot of a text answer's echo; empty, it shows nothing."""
        box = [0, 0, echo.frame.width, echo.frame.height]
        blank = Stream(
            {"Type": Name("XObject"), "Subtype": Name("Form"), "BBox": box, "Resources": {}},
            b"",
            plain=True,
        )
        return EchoSlot(
            echo.place.path, echo.place.kind, echo.frame, ref.number, chunk([(ref, blank)])
        )

    def widget_entries(self, item: TextField | Button | PictureField) -> dict[str, Any]:
        """What every widget annotation has (12.5.6.19)."""
        says = self.says(item)
        return {
            "Type": Name("Annot"),
            "Subtype": Name("Widget"),
            "Rect": list(item.rect),
            "F": FLAG_PRINT,
            "P": self.pages[item.sheet],
            "StructParent": self.widget_keys[id(item)],
            "TU": says,
            "Contents": says,
        }

    def text_entries(self, words: TextField) -> dict[str, Any]:
        """A text field and its widget in one object, without value and appearance."""
        parent, name = self.node(words.place.path)
        self.hang(self.widgets[id(words)], words.place.path)
        ink = color_operator(self.look.color("answer")).decode()
        return {
            **self.widget_entries(words),
            "FT": Name("Tx"),
            "T": name,
            "Parent": parent,
            "Ff": self.flags | (0 if words.frame.single else MULTILINE),
            "DA": f"/AtkW {words.frame.sizes[0]:g} Tf {ink}",
            "MK": {"BG": list(self.look.color(words.paper))},
        }

    def text_slot(self, words: TextField, appearance: Ref, entries: Mapping[str, Any]) -> TextSlot:
        """The slot of a text field. Empty, it shows nothing: the writing lines are for the pen."""
        left, bottom, right, top = words.rect
        size = round(right - left, 3), round(top - bottom, 3)
        field = self.widgets[id(words)]
        whole = {**entries, "AP": {"N": appearance}}
        form = {"Type": Name("XObject"), "Subtype": Name("Form"), "BBox": [0, 0, *size]}
        blank = Stream({**form, "Resources": {}}, b"/Tx BMC EMC", plain=True)
        return TextSlot(
            path=words.place.path,
            kind=words.place.kind,
            question=self.wording.question(words.place),
            frame=replace(words.frame, width=words.frame.width - 2 * PAD),
            size=size,
            cover=color_operator(self.look.color(words.paper))
            + b" 0 0 %s %s re f\n" % (number(size[0]), number(size[1]))
            if words.frame.rules
            else b"",
            before=b"%d 0 obj\n%s /V " % (field.number, body(whole)[:-2]),
            appearance=b"%d 0 obj\n%s"
            % (
                appearance.number,
                body({**form, "Resources": {"Font": {"Atk": self.fonts["regular"]}}})[
                    : -len(b">>>>>>")
                ],
            ),
            empty=chunk([(field, whole), (appearance, blank)]),
        )

    def buttons_by_path(self) -> dict[str, list[Button]]:
        """The buttons of each choice, in reading order."""
        grouped: dict[str, list[Button]] = {}
        for button in self.drawing.buttons:
            grouped.setdefault(button.place.path, []).append(button)
        return grouped

    # The catalog ------------------------------------------------------------------------------------------------------

    @property
    def released(self) -> str:
        """The day of the form's version, as a PDF date (7.9.4)."""
        return f"D:{self.wording.form.released.replace('-', '')}"

    def footer(self) -> str:
        """The footer, with {page} and {pages} left to fill. Raises DefinitionError if it has no room."""
        words = self.look.say("page.footer")
        sheet = f"{self.wording.sheet} · {self.look.name}" if self.look.name else self.wording.sheet
        title, sheet = (
            display(text).replace("{", "{{").replace("}", "}}")
            for text in (self.wording.title, sheet)
        )
        footer = words.format(
            title=title,
            sheet=sheet,
            version=self.wording.form.version,
            page="{page}",
            pages="{pages}",
        )
        with blamed(f"{self.wording.form.name}.toml"):
            return footer_lines(self.drawing.paper.panel, footer, page=888, pages=888)

    def add_catalog(self) -> tuple[Ref, Ref]:
        """The catalog and the information dictionary. No author, no host, no time: the same form is the same bytes."""
        title = self.wording.full_title
        metadata = Stream(
            {"Type": Name("Metadata"), "Subtype": Name("XML")},
            xmp(title, self.look.tag, locked=self.locked),
            plain=True,
        )
        self.static.add(
            {
                "Type": Name("StructTreeRoot"),
                "K": [self.document],
                "ParentTree": self.parents,
                "ParentTreeNextKey": 1_000_000,
            },
            self.tree_root,
        )
        acroform = {
            "Fields": self.node_kids[""],
            "DR": {"Font": {"Atk": self.fonts["regular"], "AtkW": self.fonts["windows"]}},
            "DA": f"/AtkW {TYPING_SIZE} Tf 0 g",
        }
        upright = self.drawing.paper.height > self.drawing.paper.width
        root = self.static.add(
            {
                "Type": Name("Catalog"),
                "Pages": self.page_tree,
                "Lang": self.look.tag,
                "MarkInfo": {"Marked": True},
                "StructTreeRoot": self.tree_root,
                "AcroForm": self.static.add(acroform),
                "Metadata": self.static.add(metadata),
                # Printed at actual size, or the marks are read wrong (paper.md).
                "ViewerPreferences": {
                    "DisplayDocTitle": True,
                    "PrintScaling": Name("None"),
                    "Duplex": Name("DuplexFlipLongEdge" if upright else "DuplexFlipShortEdge"),
                    "PickTrayByPDFSize": True,
                },
                "PieceInfo": private(self.released, self.static.add(self.description())),
                **(
                    catalog_entries(self.static, self.look.say("page.attached"), self.attached)
                    if self.locked
                    else {}
                ),
            }
        )
        info = self.static.add({"Title": title, "Producer": PRODUCER})
        return root, info

    def description(self) -> Stream:
        """What the file says of itself, for `read`: form, version, language, size, room in its lists, JSON Schema; and what is unusual in its look."""
        form, look = self.wording.form, self.look
        unusual = {
            "ink": "gray" if look.ink == "gray" else "",
            "large": look.large,
            "look": look.name,
        }
        told = {
            "form": form.name,
            "version": form.version,
            "language": look.lang,
            "size": self.drawing.paper.name,
            "set": form.settings,
            **{key: value for key, value in unusual.items() if value},
            "schema": self.schema,
        }
        return Stream({}, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def logo_object(look: Look) -> Stream | None:
    """The image of a look's logo, in its ink, if it is a picture."""
    if not look.logo or not look.logo.picture:
        return None
    return image_object(grayed(look.logo.picture) if look.ink == "gray" else look.logo.picture)


class _Choice:
    """A choice: a group of radio buttons, or a single tick box."""

    def __init__(self, compiler: _Compiler, path: str, buttons: Sequence[Button]) -> None:
        self.compiler, self.path, self.buttons = compiler, path, buttons
        self.single = len(buttons) == 1
        self.group = compiler.widgets[id(buttons[0])] if self.single else Ref()
        self.parent, self.name = compiler.node(path)
        compiler.hang(self.group, path)
        self.base = [(button, self.widget(button)) for button in buttons]

    @property
    def refs(self) -> list[Ref]:
        """The objects of the choice, in the order they are written."""
        own = [] if self.single else [self.group]
        return own + [self.compiler.widgets[id(button)] for button in self.buttons]

    def widget(self, button: Button) -> dict[str, Any]:
        """A button without its state. The Off appearance is empty: the page itself shows what is not chosen."""
        compiler = self.compiler
        appearance = {button.state: compiler.stickers[button.chosen], "Off": compiler.off}
        return {
            **compiler.widget_entries(button),
            "AP": {"N": appearance},
            "H": Name("N"),
            "MK": {"CA": "8" if self.single else "l"},
        }

    def field(self, chosen: str) -> dict[str, Any]:
        """The field. NoToggleToOff is not set: what was chosen can be taken back."""
        place = self.buttons[0].place
        flags = self.compiler.flags | (0 if self.single else RADIO)
        return {
            "FT": Name("Btn"),
            "Ff": flags,
            "T": self.name,
            "TU": self.compiler.wording.question(place),
            "Parent": self.parent,
            "V": Name(chosen or "Off"),
        }

    def objects(self, chosen: str) -> list[tuple[Ref, Any]]:
        """All objects with one state chosen, or none ("")."""
        made: list[tuple[Ref, Any]] = []
        if not self.single:
            made.append(
                (
                    self.group,
                    {
                        **self.field(chosen),
                        "Kids": [self.compiler.widgets[id(button)] for button in self.buttons],
                    },
                )
            )
        for button, entries in self.base:
            own = self.field(chosen) if self.single else {"Parent": self.group}
            state = Name(chosen if button.state == chosen else "Off")
            made.append((self.compiler.widgets[id(button)], {**entries, **own, "AS": state}))
        return made

    def slot(self) -> ChoiceSlot:
        """Every state as prepared bytes."""
        place = self.buttons[0].place
        return ChoiceSlot(
            self.path,
            place.kind,
            {
                state: chunk(self.objects(state))
                for state in ("", *(button.state for button in self.buttons))
            },
        )
