"""The columns of a table that `read` writes before the answers: where each row is from."""

from __future__ import annotations

FORM = "form"  # names the form of each row
# The last one is there only if something stands beside the fields.
ABOUT = ("file", FORM, "version", "language", "sheet_id", "beside")
