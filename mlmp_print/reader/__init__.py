"""Read our PDFs back, however they were filled and saved.

`sheet` reads one file and `many` reads many. Below them: `pdf` opens a file, `fields` walks its
field tree, `field_values` and `found_fields` say what the fields hold, `several_sheets` refuses a
file of several people, and `questions` turns texts into values. `check` compares the fields with
what the pages show.
"""
