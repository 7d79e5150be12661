"""Read marks on paper: scans and photos of our sheets.

`pictures` opens a scan, `codes` says which sheet it is, `place` finds the panel, `flatten` lays the
picture on the blank's own picture (`reference`), and `ink` tells what is darker than the blank. The
result is a `FlatPanel`; `picture_page` does all of it for one picture.
"""
