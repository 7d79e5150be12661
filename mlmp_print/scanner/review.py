"""Write the review of a scan: a folder with a page on which a person settles what is open.

The folder holds pictures of people's answers. Only its owner may read it, and the page says how to
delete it when everything is settled.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from errno import EACCES
from pathlib import Path

from ..files import cannot_write, make_folder, write_all
from ..look import look as looks
from ..look.assets import languages
from ..look.catalogs import language
from ..look.look import Look
from ..model.arguments import check_arguments, check_path, checked_list, mistyped
from ..model.errors import DefinitionError, OutputError
from ..model.phrases import Phrase
from .corrections import read_corrections
from .page_questions import PageQuestion, page_by_page, page_questions
from .review_card import SECTIONS, ReviewCard
from .review_data import ItemKey, ReviewItem
from .review_page import review_page
from .review_table import review_table

__all__ = ["read_corrections", "write_review"]

PAGE_FILE, TABLE_FILE, CROPS = "index.html", "corrections.csv", "crops"
_CROP = re.compile(r"[0-9]{4,}(-page)?\.png\Z")


def write_review(
    folder: str | Path,
    items: Iterable[ReviewItem],
    *,
    lang: str = "",
    look: str | Path | None = None,
    force: bool = False,
) -> Path:
    """Write the review: the page, its pictures, and a table to fill in without script.

    Args:
        folder: A new folder, or an empty one. Only its owner will be able to read it.
        items: What a person is asked. Of two items with one key the first counts.
        lang: The language of the page; without it that of most of the sheets.
        look: A municipality's look, for its colours and its life themes.
        force: Whether to write over an earlier review in this folder.

    Returns:
        The path of the page.

    Raises:
        OutputError: The folder has files in it, or cannot be written.
        UsageError: An argument is of a wrong type, or there is no such language.
        DefinitionError: The look is wrong.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as above:
    ...     page = write_review(f"{above}/review", [], lang="da")
    ...     print(page.name, sorted(path.name for path in page.parent.iterdir()))
    index.html ['corrections.csv', 'index.html']
    """
    if not isinstance(folder, str | Path):
        raise mistyped("folder", folder, Phrase("a path (str or Path)"))
    check_path("folder", folder)
    check_arguments(lang=lang, look=look, force=force)
    target = Path(folder)
    asked = checked_list("items", items, ReviewItem, Phrase("a list of what `review_items` yields"))
    page_look = _page_look(lang, asked, Path(look) if look else None)
    cards = _cards(asked, page_look)
    _prepare(target, force=force)
    with language(page_look.lang):
        page = review_page(cards, page_look, target.absolute().name)
        table = review_table(cards, page_look)
    shown: list[ReviewCard | PageQuestion] = [*cards, *page_questions(cards)]
    pictures = {each.picture_file: each.picture for each in shown if each.picture}
    # The page comes last, so that a reader never sees it before the pictures that it shows.
    contents = {**pictures, TABLE_FILE: table, PAGE_FILE: page.encode()}
    write_all(target, contents, force=force)
    return target / PAGE_FILE


def _page_look(lang: str, items: Iterable[ReviewItem], file: Path | None) -> Look:
    """The look of the page, in a language that was asked for, or in that of most sheets."""
    look = looks.load(lang, file=file)  # raises first, if the look is wrong
    spoken = Counter(item.lang for item in items if item.lang in languages())
    if lang or not spoken:
        return look
    try:
        return looks.load(spoken.most_common(1)[0][0], file=file)
    except DefinitionError:  # the look lacks words in it
        return look


def _cards(items: Iterable[ReviewItem], look: Look) -> list[ReviewCard]:
    """The cards in the order of the page, one an item: a scan may have been given twice."""
    once: dict[ItemKey, ReviewItem] = {}
    for item in items:
        once.setdefault(item.key, item)
    order = [*SECTIONS]  # kinds
    shown = page_by_page(sorted(once.values(), key=lambda item: order.index(item.kind)))
    return [ReviewCard(number, item, look) for number, item in enumerate(shown, 1)]


def check_folder(folder: Path, *, force: bool) -> None:
    """Check that a review may be written into a folder, before anything is read.

    Raises:
        OutputError: It has files in it, and they must not be written over, or the system refuses.
    """
    try:
        there = folder.is_dir() and any(folder.iterdir())
    except OSError as error:
        raise cannot_write(folder, error) from None
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not os.access(nearest, os.W_OK):
        raise cannot_write(folder, PermissionError(EACCES, os.strerror(EACCES)))
    if there and not force:
        text = Phrase("{path}: is not empty. Name a new folder for the review", path=folder)
        raise OutputError(text, code="exists:review")


def _prepare(folder: Path, *, force: bool) -> None:
    """Make the folder for its owner alone, without pictures of an earlier review in it.

    Raises OutputError if it has files in it, unless they may be written over.
    """
    check_folder(folder, force=force)
    make_folder(folder)
    try:
        folder.chmod(0o700)
        crops = folder / CROPS
        if crops.is_symlink():  # its pictures lie elsewhere, and are somebody's
            crops.unlink()
        if crops.is_dir():
            crops.chmod(0o700)
            for old in filter(_is_crop, crops.iterdir()):
                old.unlink()
    except OSError as error:
        raise cannot_write(folder, error) from None


def _is_crop(path: Path) -> bool:
    return bool(_CROP.match(path.name))
