"""Forms and answers as plain values: questions, kinds, paths, limits, messages, errors."""
