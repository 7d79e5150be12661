"""From the variant that a scanned code names back to the options that its sheet was drawn with."""

from __future__ import annotations

from pathlib import Path

from ..draw.variant import SheetVariant
from ..look import look as looks
from ..look.look import DrawOptions
from ..model.errors import UsageError
from ..model.messages import quoted
from ..model.phrases import Phrase
from ..model.setting_codes import settings_of_code
from .load import declared, load


def options_of_variant(form: str, variant: str, look: Path | None = None) -> DrawOptions:
    """Return language, size, ink, large print and all settings that a variant says.

    Args:
        form: The name of a form, or a file that ends in `.toml`.
        variant: As the codes of a sheet carry it.
        look: A municipality's look file, with which the sheet may have been drawn.

    Raises:
        UsageError: The form is never drawn in that variant; or there is no such form.
        DefinitionError: The form's definition or the look file has a mistake.

    >>> options = options_of_variant("visual-plan", "ENA3LG6S1")
    >>> options["lang"], options["size"], options["large"], options["settings"]["goals"]
    ('en', 'a3', True, 6)
    """
    parsed = SheetVariant.parse(variant)
    found = looks.load(parsed.lang, parsed.ink, parsed.large, look)
    usual = declared(form, found)
    settings = settings_of_code(parsed.settings, usual.usual, usual.options)
    refused = UsageError(
        Phrase("The form {form} has no variant {text}", form=form, text=quoted(variant))
    )
    if settings is None:
        raise refused
    for key, listing in usual.lists.items():  # whole pages may have room for more than the most
        settings[key] = min(int(settings[key]), listing.most)
    try:
        drawn = load(form, found, settings)
    except UsageError:  # a number that a list or an option cannot have
        raise refused from None
    if SheetVariant.of(drawn, found, parsed.size) != parsed or str(parsed) != variant:
        raise refused
    options: DrawOptions = {
        "lang": parsed.lang,
        "size": parsed.size,
        "ink": parsed.ink,
        "large": parsed.large,
        "settings": settings,
    }
    return {**options, "look": look} if look else options
