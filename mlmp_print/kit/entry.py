"""One form in one language: its words, its paper sizes, and the paths of its files in the kit."""

from __future__ import annotations

from dataclasses import dataclass

from ..draw.paper import PAPERS
from ..look.look import Look
from ..look.wording import Wording
from ..model.form import Form


@dataclass(frozen=True)
class Entry:
    """One form in one language, with the paper sizes in which the kit holds it."""

    form: Form
    look: Look
    sizes: tuple[str, ...]

    @property
    def wording(self) -> Wording:
        """The form's words in this language."""
        return Wording(self.form, self.look)

    @property
    def schema_file(self) -> str:
        """The path of the JSON Schema. Every language shares it."""
        return f"data/{self.form.name}.schema.json"

    @property
    def example_file(self) -> str:
        """The path of the example answers."""
        return f"data/{self.form.name}.example.{self.look.lang}.json"

    def pdf_file(self, size: str) -> str:
        """The path of the blank PDF."""
        return f"{self.look.lang}/{self.form.name}-{size}.pdf"

    def picture_file(self, size: str) -> str:
        """The path of the picture of the PDF's first page."""
        return f"previews/{self.form.name}-{self.look.lang}-{size}.png"

    def page_count(self, size: str) -> int:
        """Count the pages of the PDF. One page holds one panel or more, side by side."""
        panels = len(self.form.panels())
        panels_per_page = len(PAPERS[size, self.form.orientation].lefts)
        return -(-panels // panels_per_page)

    def page_words(self, size: str) -> str:
        """Say the number of pages in words, for example “2 sider”."""
        count = self.page_count(size)
        if count == 1:
            return self.look.say("kit.page_one")
        return self.look.say("kit.page_many").format(n=count)

    def say(self, key: str) -> str:
        """Say one of the kit's sentences with this form's name and version in it."""
        sentence = self.look.say(f"kit.{key}")
        return sentence.format(sheet=self.wording.name, version=self.form.version)
