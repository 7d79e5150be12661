"""Drawings that several blocks share: the figure, score discs, theme discs, simple shapes."""
