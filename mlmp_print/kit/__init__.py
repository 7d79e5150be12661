"""The kit: every blank sheet, with a page to pick from."""
