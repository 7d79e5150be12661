"""What was drawn when the package was built or installed, so that no program draws it again.

`store` finds an entry and checks it, `write` writes them all, `inputs` knows what they were made
from, and `packing` turns values into bytes. Nothing is taken on trust: an entry that is damaged, or
made from other files than those of today, is as good as none, and its user makes the thing anew.
"""
