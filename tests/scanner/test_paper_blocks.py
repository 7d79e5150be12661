"""How bright paper is, block by block: by its own pixels, however many others are in a block."""

from __future__ import annotations

import numpy as np

from mlmp_print.scanner.paper_blocks import BLOCK, PAPER_LEAST, PaperPixels, in_blocks

HIGH, WIDE = 5 * BLOCK + 7, 4 * BLOCK + 1


def test_light_is_that_of_the_paper_and_not_of_the_print_beside_it():
    rng = np.random.default_rng(5)
    picture = rng.integers(0, 256, (HIGH, WIDE), np.uint8)
    paper = rng.random((HIGH, WIDE)) < 0.3
    paper[:BLOCK, :BLOCK] = False
    pixels = PaperPixels.of(paper, np.ones((5, 4), np.bool_))
    light = np.zeros((5, 4))
    light[pixels.blocks] = pixels.light(in_blocks(picture))
    for row in range(5):
        for column in range(4):
            block = np.s_[row * BLOCK : (row + 1) * BLOCK, column * BLOCK : (column + 1) * BLOCK]
            own = np.sort(picture[block][paper[block]])
            expected = max(own[int(0.7 * len(own))], 1) if len(own) > PAPER_LEAST else 0
            assert light[row, column] == expected
