"""Build the tree of structure elements that a screen reader follows (ISO 32000-1 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from .canvas import Canvas
from .drawing import Element, SpokenAnswers
from .paper import Rect

ARTIFACT = "Artifact"


class Tagger:
    """Tags ink while a canvas draws it: every mark on a page belongs to one element or to none.

    PDF/UA-1 allows nothing between (ISO 14289-1 7.1): what nobody tags becomes an artifact. `root`
    is the tree so far.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.root = Element("Document", 0)
        self.page_index = -1
        self._canvas = canvas
        self._branch = [self.root]  # from the root to the section being filled
        self._next_content = 0  # content ids (MCID) begin anew on every page
        self._open = ""  # the tag of the marked content being written

    def start_page(self) -> None:
        """Go to the next page."""
        self.page_index += 1
        self._next_content = 0

    def add(self, element: Element) -> None:
        """Append an element to the section being filled."""
        self._branch[-1].kids.append(element)

    @contextmanager
    def section(self, tag: str) -> Iterator[None]:
        """Context manager: elements added inside it become children of a new one."""
        element = Element(tag, self.page_index)
        self.add(element)
        self._branch.append(element)
        yield
        self._branch.pop()

    @contextmanager
    def tagged(
        self,
        tag: str,
        attributes: Mapping[str, str],
        box: Rect | None = None,
        spoken: SpokenAnswers | None = None,
    ) -> Iterator[None]:
        """Context manager: ink drawn inside it is the content of one new element."""
        self.close()
        number = self._next_content
        self.add(Element(tag, self.page_index, dict(attributes), [number], box, spoken))
        self._canvas.begin_content(tag, number)
        self._next_content = number + 1
        self._open = tag
        yield
        self.close()

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Context manager: ink drawn inside it is decoration."""
        self.close()
        self.decorate()
        yield
        self.close()

    def decorate(self) -> None:
        """Make the ink that follows decoration, unless it is tagged; until the next tag."""
        if not self._open:
            self._canvas.begin_artifact()
            self._open = ARTIFACT

    def close(self) -> None:
        """End the marked content being written, if any."""
        if self._open:
            self._canvas.end_content()
            self._open = ""

    @property
    def is_read(self) -> bool:
        """Whether a screen reader reads the ink drawn now."""
        return self._open not in ("", ARTIFACT)

    @property
    def is_open(self) -> bool:
        """Whether ink drawn now belongs to an element, or is decoration already."""
        return bool(self._open)
