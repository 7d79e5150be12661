"""From the cells of a table to people and their answers, and back into CSV and spreadsheets."""
