"""What several blocks share: letters, writing lines, cards, buttons, score discs, the figure, shapes."""
