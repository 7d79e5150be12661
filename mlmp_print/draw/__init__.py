"""Pages of a form, drawn in mm: paper, pen, blocks, and the drawing that comes of them."""
