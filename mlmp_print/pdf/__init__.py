"""PDF: objects, fonts, marks, the plate that is filled, and the reader. What goes into a file byte by byte is decided here."""
