"""Compile a drawing: write its pages, fonts, fields, tags and metadata as PDF objects.

Follows ISO 32000-1 (PDF 1.7) and ISO 14289-1 (PDF/UA-1). Objects stand in the file in the order in
which `compile_form` adds them. First come those that never change, then those that filling writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..draw.drawing import Drawing, SpokenAnswers, marks_name
from ..look.wording import Wording
from ..model.descriptions import beside, description_keys
from ..text.fonts import face
from .answer_style import AnswerStyle
from .archive import Attachment, catalog_entries
from .catalog import (
    catalog,
    description,
    information,
    interactive_form,
    metadata,
    release_date,
)
from .choices import ButtonAppearances, buttons_by_path, choice_objects
from .compiled_form import CompiledForm, FilePages
from .continuation import ContinuationStyle
from .fields import picture_objects, text_objects
from .figures import FigureObject
from .flow import ContinuationWords
from .fonts import add_type0, add_windows
from .hierarchy import FieldHierarchy
from .layout_json import packed_layouts
from .marks import MarksTemplate
from .objects import Book, Ref, chunk, form_xobject
from .operators import RESOURCES
from .pages import AddedPages, PageTree, add_images, add_pages
from .panel_layout import panel_layouts
from .reactions import EchoObject, ReactionObject
from .static_part import StaticPart
from .structure import add_structure
from .widgets import Widgets


def compile_form(
    drawing: Drawing, wording: Wording, schema: Mapping[str, Any], *, locked: bool = False
) -> CompiledForm:
    """Compile a drawn form for filling.

    Args:
        drawing: the form as drawn.
        wording: the form's language.
        schema: the form's JSON Schema. It goes into the file, so that a copy can be read without
            the form's definition.
        locked: compile for archive copies: they are PDF/A-3a too, their fields are read-only, and
            the answers are attached as JSON.

    Raises:
        DefinitionError: the footer does not fit.
    """
    book, look = Book(), wording.look
    layouts = panel_layouts(drawing, wording)
    fonts = _add_fonts(book, drawing, wording)
    appearances = _add_appearances(book, drawing, fonts)

    # Tags, which number the widgets in reading order.
    pages = [Ref() for _ in drawing.contents]
    widgets = Widgets(drawing, wording, pages)
    structure = add_structure(book, drawing, pages, widgets)

    # Fields.
    hierarchy = FieldHierarchy()
    texts = [
        text_objects(field, widgets, hierarchy, look, fonts.regular, locked=locked)
        for field in drawing.texts
    ]
    choices = [
        choice_objects(buttons, widgets, hierarchy, appearances, wording, locked=locked)
        for buttons in buttons_by_path(drawing.buttons).values()
    ]
    keys = description_keys({place.pattern: place.kind for place in wording.form.places()})
    pictures = [
        picture_objects(
            field,
            widgets,
            hierarchy,
            structure.late[field],
            beside(field.place.path, keys[field.place.pattern]),
        )
        for field in drawing.pictures
    ]
    figures = [
        FigureObject(spoken, element)
        for spoken, element in structure.late.items()
        if isinstance(spoken, SpokenAnswers)
    ]
    hierarchy.add_parents(book)

    # Pages, and the objects that their content names.
    sizes = [(appearance.width, appearance.height) for appearance in drawing.appearances]
    reactions = [ReactionObject(item, sizes, appearances.chosen) for item in drawing.reactions]
    echoes = [EchoObject(item) for item in drawing.echoes]
    marks = [Ref() for _ in range(drawing.panels)]
    page_tree = Ref()
    objects = {marks_name(panel): ref for panel, ref in enumerate(marks, 1)}
    objects |= add_images(book, drawing, look)
    objects |= {item.reaction.name: item.ref for item in reactions}
    objects |= {item.echo.name: item.ref for item in echoes}
    resources = {"Font": fonts.resources, "XObject": objects}
    add_pages(book, drawing, pages, page_tree, resources, widgets)

    # The catalog and what hangs from it.
    structure.add_root(book)
    refs = {
        "Pages": page_tree,
        "StructTreeRoot": structure.root,
        "AcroForm": book.add(interactive_form(hierarchy.top, fonts.regular, fonts.windows)),
        "Metadata": book.add(metadata(wording, locked=locked)),
    }
    about = book.add(description(wording, schema, drawing, layouts))
    entries = catalog(wording, drawing.paper, refs, about)
    attached = Ref()
    if locked:
        entries |= catalog_entries(book, look.say("page.attached"), attached)
    root = book.add(entries)
    info = book.add(information(wording.full_title))

    # The objects that filling writes, which follow in this order.
    late = [page_tree, structure.document, structure.parents, *marks]
    for parts in (choices, reactions, figures, echoes, texts, pictures):
        for part in parts:
            late += part.refs
    if locked:
        late.append(attached)
    next_number = _number(book, late)

    own_pages = PageTree.of(page_tree, pages, structure)
    template = MarksTemplate.of(wording, drawing.paper, fonts.regular.number, layouts)
    panels = [(ref, template.panel(panel, len(marks))) for panel, ref in enumerate(marks, 1)]
    form = wording.form
    attachment = Attachment(attached.number, form.name, form.version, look.lang)
    return CompiledForm(
        static=StaticPart.of(book, root, info),
        page_tree=own_pages,
        usual_pages=FilePages(own_pages.with_pages(AddedPages()), chunk(panels)),
        mark_numbers=tuple(ref.number for ref in marks),
        choices=tuple(choice.slot() for choice in choices),
        reactions=tuple(reaction.slot() for reaction in reactions),
        figures=tuple(figure.slot() for figure in figures),
        echoes=tuple(echo.slot() for echo in echoes),
        texts=tuple(text.slot() for text in texts),
        pictures=tuple(picture.slot() for picture in pictures),
        attachment=attachment if locked else None,
        next_number=next_number,
        fonts={"regular": fonts.regular.number, "bold": fonts.bold.number},
        answer_style=AnswerStyle.of(look),
        marks=template,
        layout_data=packed_layouts(layouts),
        continuation_style=ContinuationStyle(
            drawing.paper, look.color("ink"), look.color("soft"), release_date(form)
        ),
        continuation_words=ContinuationWords.of(look),
    )


@dataclass(frozen=True)
class _Fonts:
    """The fonts of a form, and the dictionary that its pages name them by."""

    regular: Ref
    bold: Ref
    windows: Ref
    resources: Ref


def _add_fonts(book: Book, drawing: Drawing, wording: Wording) -> _Fonts:
    """Add the fonts: the regular face whole, and the bold one cut to the letters that it needs.

    People type in the regular face, so a viewer must find any letter in it. The bold face sets what
    the form prints, and on continuation pages questions and headings.
    """
    look = wording.look
    letters = {*drawing.bold_letters, *"0123456789"}
    letters.update(look.say("page.continued"), look.say("page.continued_again"))
    for place in wording.form.places():
        letters.update(wording.question(place))
    regular, outlines = add_type0(book, face("regular"))
    bold, _ = add_type0(book, face("bold").cut(letters))
    windows = add_windows(book, face("regular"), outlines)
    resources = book.add({RESOURCES["regular"]: regular, RESOURCES["bold"]: bold})
    return _Fonts(regular, bold, windows, resources)


def _add_appearances(book: Book, drawing: Drawing, fonts: _Fonts) -> ButtonAppearances:
    """Add a form XObject for each appearance; those that look the same are one object."""
    resources = {"Font": fonts.resources}
    refs: dict[Any, Ref] = {}
    for appearance in drawing.appearances:
        if appearance not in refs:
            size = appearance.width, appearance.height
            refs[appearance] = book.add(form_xobject(size, appearance.content, resources))
    off = book.add(form_xobject((1, 1), b"", {}, plain=True))
    return ButtonAppearances([refs[appearance] for appearance in drawing.appearances], off)


def _number(book: Book, late: Sequence[Ref]) -> int:
    """Number the static objects and then the late ones; return the first number that is free."""
    first = book.number_from(1)
    for number, ref in enumerate(late, first):
        ref.number = number
    return first + len(late)
