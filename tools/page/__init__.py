"""The parts of `make page`: what is fetched, the Python of the page, the joined files."""
