"""The exit codes that are not those of an error class of the library (see `model.errors`)."""

from __future__ import annotations

UNEXPECTED = 1  # a bug
PARTIAL = 3  # finished, but not with every row or file
INTERRUPTED = 130  # Ctrl-C: 128 and the number of SIGINT, as a shell has it
CLOSED_PIPE = 141  # the reader of stdout has gone: 128 and SIGPIPE
TERMINATED = 143  # ended from outside: 128 and SIGTERM
