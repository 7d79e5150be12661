"""PDF files: compile a drawing once, fill it often, lock, encrypt and preview copies."""
