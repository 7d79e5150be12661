"""Reads PDFs of ours back, however they were filled and saved."""
