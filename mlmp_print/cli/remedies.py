"""What a user of the command line can do about an error: the options that put it right.

The library says what is wrong, and knows no options. Its errors and messages carry a code; here
stands what the command line adds for each.
"""

from __future__ import annotations

from dataclasses import replace

from ..model.messages import NOTHING, Message
from ..model.phrases import Phrase, PhraseTemplate

# Code → the sentence that the command line adds. {argument} stands for what is after the colon of a
# code, {option} and {other} for the option of that: `exists:print_job` is about `--print`.
REMEDIES = {
    # Files that are written
    "exists": PhraseTemplate("Give --force to write over it, or {other}"),
    "exists-own": PhraseTemplate(
        "--resume adds what is missing. Give --force to write over it, or {other}"
    ),
    "exists-other": PhraseTemplate(
        "Give {other}, or give names of their own with --filename {{form}}-{{id}}, "
        "or --force to write over it"
    ),
    "exists-no-ids": PhraseTemplate(
        "Give {other}, or name the column of ids in a map, or --force to write over it"
    ),
    "is-input": PhraseTemplate("Give {other}"),
    "is-folder": PhraseTemplate("Give a file's name with {option}"),
    "is-device": PhraseTemplate("Give a file's name with {option}"),
    "is-device:output": PhraseTemplate("Give a file's name with -o, or - for stdout"),
    "in-use": PhraseTemplate("Wait for it, or give {other}"),
    "edited": PhraseTemplate("--force makes it anew"),
    "terminal": PhraseTemplate("Name a file with -o"),
    # Answers and tables
    "no-json": PhraseTemplate("“mlmp-print schema FORM --example” shows an example"),
    "is-pdf": PhraseTemplate("Read its answers with “mlmp-print read”"),
    "no-question": PhraseTemplate(
        "“mlmp-print schema FORM --columns” writes headings that are known; “mlmp-print map” "
        "drafts a map of columns, and --columns MAP.toml takes it"
    ),
    "sheet": PhraseTemplate("Give --sheet NAME"),
    "heading-row": PhraseTemplate("Give --heading-row N"),
    "no-headings": PhraseTemplate("“mlmp-print schema FORM --columns” writes an empty table"),
    # Forms and filled sheets
    "form-twice": PhraseTemplate("--copies prints several"),
    "needs-password": PhraseTemplate("Give it with --password-file"),
    "needs-password:sheets": PhraseTemplate("Give it with --from-password-file"),
    "needs-password:source": PhraseTemplate("Give it with --from-password-file"),
    "other-form": PhraseTemplate(
        "Name the form that it is, or start a new sheet from it with --from"
    ),
    "exported": PhraseTemplate("Start a new sheet from it with --from, or fill one with it"),
    "other-look": PhraseTemplate("Give --look FILE.toml for that"),
    "undrawn": PhraseTemplate("Give --set {argument} for that"),
    "loss": PhraseTemplate("Give --accept {argument} for that"),
    "doubt": PhraseTemplate("Give --accept {argument} for that"),
    "no-scores-then": PhraseTemplate("Plans have no score then: give last year's with --before"),
    "page-too-large": PhraseTemplate("Give a smaller --dpi"),
    # Paper
    "needs-form": PhraseTemplate("Name its definition with --form FILE.toml"),
    "needs-look": PhraseTemplate("Name the look with --look FILE.toml"),
    "needs-blank": PhraseTemplate("Name the empty sheet, as it was printed, with --blank FILE.pdf"),
    "no-layout": PhraseTemplate("“mlmp-print blank” draws one"),
    # The machine
    "worker-ended": PhraseTemplate("Run it with --resume and --jobs 1"),
}

# An argument of the library → its option, and what else to give with it.
OPTIONS = {
    "output": ("-o", Phrase("another name with -o")),
    "folder": ("-o", Phrase("another folder with -o")),
    "print_job": ("--print", Phrase("another name with --print")),
    "layout": ("--layout", Phrase("another name with --layout")),
    "report": ("--report", Phrase("another name with --report")),
    "sheet_ids": ("--sheet-ids", Phrase("another name with --sheet-ids")),
    "pictures": ("--pictures", Phrase("another folder with --pictures")),
    "review": ("--review", Phrase("another folder with --review")),
}


def option_remedy(code: str) -> Phrase:
    """The sentence that names the option, or nothing for a code that no option puts right.

    >>> option_remedy("exists:report")
    'Give --force to write over it, or another name with --report'
    >>> option_remedy("broken")
    ''
    """
    reason, _, argument = code.partition(":")
    template = REMEDIES.get(code) or REMEDIES.get(reason)
    if template is None:
        return NOTHING
    option, other = OPTIONS.get(argument) or OPTIONS["output"]
    return template.phrase(option=option, other=other, argument=argument)


def with_remedy(message: Message) -> Message:
    """The message with the remedy of the command line after its own.

    >>> from mlmp_print.model.messages import NOWHERE
    >>> print(with_remedy(Message(NOWHERE, Phrase("a.pdf is there"), code="exists:folder")))
    a.pdf is there. Give --force to write over it, or another folder with -o.
    """
    added = option_remedy(message.code)
    if not added:
        return message
    if not message.remedy:
        return replace(message, remedy=added)
    ends = message.remedy.endswith((".", "?"))
    both = PhraseTemplate("{remedy} {added}") if ends else PhraseTemplate("{remedy}. {added}")
    return replace(message, remedy=both.phrase(remedy=message.remedy, added=added))
