"""Forms and answers as plain values: kinds, paths, limits, errors, what is asked and what was answered."""
