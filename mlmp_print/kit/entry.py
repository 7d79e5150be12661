"""One form in one language: its words, its paper sizes, and the paths of its files in the kit."""

from __future__ import annotations

from dataclasses import dataclass

from ..api import Template
from ..definitions import load as forms
from ..draw.paper import PAPERS
from ..look.look import Look
from ..look.wording import Wording
from ..model.form import Form

EXAMPLE = "example"


@dataclass(frozen=True)
class Variant:
    """A sheet that is drawn otherwise than usual, or filled in as an example.

    Attributes:
        key: In the names of its files; the page calls it by `kit.variant_KEY`.
    """

    key: str
    form: Form
    look: Look

    def pdf(self, size: str) -> bytes:
        """Draw the sheet. An example is locked, so that nobody writes a plan of their own in it."""
        template = Template(self.form, self.look, size)
        if self.key != EXAMPLE:
            return template.fill({}).pdf
        answers = forms.example(self.form, Wording(self.form, self.look))
        return template.fill(answers, lock=True).pdf


@dataclass(frozen=True)
class Entry:
    """One form in one language, with the paper sizes and variants in which the kit holds it.

    Attributes:
        name: By which the form was loaded: one of ours, or the path of a definition.
    """

    name: str
    form: Form
    look: Look
    sizes: tuple[str, ...]
    variants: tuple[Variant, ...] = ()

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

    def pdf_file(self, size: str, variant: Variant | None = None) -> str:
        """The path of the blank PDF, or of a variant of it."""
        ending = f"-{variant.key}" if variant else ""
        return f"{self.look.lang}/{self.form.name}-{size}{ending}.pdf"

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
        return page_words(self.look, self.page_count(size))

    def say(self, key: str) -> str:
        """Say one of the kit's sentences with this form's name and version in it."""
        sentence = self.look.say(f"kit.{key}")
        return sentence.format(sheet=self.wording.name, version=self.form.version)


def page_words(look: Look, count: int) -> str:
    """Say a number of pages in words."""
    return look.say("kit.page_one") if count == 1 else look.say("kit.page_many").format(n=count)
