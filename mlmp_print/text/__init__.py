"""Letters and lines of text: typefaces, typesetting, Unicode. Knows nothing of forms."""
