"""Letters, faces, and lines of text. Knows no other room."""
