"""What the exit codes mean. Those of an error stand in its class (`model.errors`)."""

from __future__ import annotations

from ..model.errors import AnswersError, EncryptedError, OutputError, UsageError
from ..model.phrases import Phrase

UNEXPECTED = 1  # a bug
PARTIAL = 3  # finished, but not with every row or file
INTERRUPTED = 130  # Ctrl-C: 128 and the number of SIGINT, as a shell has it
CLOSED_PIPE = 141  # the reader of stdout has gone: 128 and SIGPIPE
TERMINATED = 143  # ended from outside: 128 and SIGTERM

MEANINGS = {
    0: Phrase("done"),
    UNEXPECTED: Phrase("unexpected error: a bug (mlmp-print --traceback … shows it)"),
    UsageError.exit_code: Phrase("wrong usage"),
    PARTIAL: Phrase("finished, but some rows or files failed"),
    AnswersError.exit_code: Phrase("nothing usable in the input"),
    OutputError.exit_code: Phrase("would write over a file, or cannot write"),
    EncryptedError.exit_code: Phrase("encrypted: needs a password"),
    INTERRUPTED: Phrase("interrupted (Ctrl-C)"),
    CLOSED_PIPE: Phrase("the reader of stdout has gone (… | head)"),
    TERMINATED: Phrase("ended from outside (SIGTERM, a closed terminal)"),
}
