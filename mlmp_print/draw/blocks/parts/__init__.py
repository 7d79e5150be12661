"""What several blocks share: writing lines, cards, buttons, score discs, the figure, shapes."""
