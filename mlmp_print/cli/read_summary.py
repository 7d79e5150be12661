"""What `read` says at its end, on stderr."""

from __future__ import annotations

from ..model.phrases import Phrase
from .beside_output import beside_summary
from .output import NOTE, tell, tell_first
from .read_output import AnswerWriter
from .return_report import summary_lines, uncertain_line


def tell_summary(writer: AnswerWriter, *, counted: bool) -> None:
    """Say what was left out, the notes, who has answered, and how many files were read.

    Args:
        writer: What has read the files.
        counted: Whether to say how many files were read.
    """
    for line in writer.log.left_out:
        tell(line)
    tell_first(writer.log.notes, writer.log.note_count, template=NOTE)
    tell_first(writer.log.all, writer.log.all_count)
    if writer.beside:
        tell(beside_summary(writer.beside))
    if writer.without_goals:
        tell(
            Phrase(
                "Sheets of forms without goals, without a row: {count:,}.",
                count=writer.without_goals,
            )
        )
    if writer.wanted.impersonal:
        _tell_kept_back(writer)
    elif writer.returns:
        for phrase in summary_lines(writer.returns, len(writer.errors)):
            tell(phrase)
        if writer.wanted.asks_of_each and writer.returns.uncertain:
            tell(uncertain_line(writer.returns))
    if counted:
        what = Phrase(
            "{count} read, {left_out} left out.", count=writer.count, left_out=len(writer.errors)
        )
        tell(what)


def _tell_kept_back(writer: AnswerWriter) -> None:
    """Say what is not told of persons, in numbers only."""
    kept_back = writer.kept_back
    tell(
        Phrase(
            "Left out: answers in words {words:,}, pictures {pictures:,}, day and month of dates "
            "{days:,}, sheets with something beside their fields {beside:,}; and names, ids, files "
            "and order of all sheets.",
            words=kept_back.words,
            pictures=kept_back.pictures,
            days=kept_back.days,
            beside=kept_back.beside,
        )
    )
    if writer.errors or writer.log.noted:
        tell(
            Phrase(
                "Files that were not read: {left_out:,}; sheets with notes: {noted:,}. "
                "Without --no-persons they are named.",
                left_out=len(writer.errors),
                noted=writer.log.noted,
            )
        )
