"""The columns of a table that `read` writes before the answers: where each row is from."""

from __future__ import annotations

FORM = "form"  # names the form of each row
BESIDE = "beside"  # there only if something stands beside the fields
DOUBTS = "doubts"  # there only if answers on paper are not sure
NUMBER = "number"  # of the goal, in a table with a row for each
# The first two are there if a register says whose the sheets are.
ABOUT = ("id", "row", "file", FORM, "version", "language", "sheet_id", BESIDE, DOUBTS)
# By which of them the rows of one sheet are known, the best first.
WHOSE = ("sheet_id", "file")
