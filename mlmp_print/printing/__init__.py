"""Printing: flat sheets for a printer, the list of a course, and the job that holds them."""
