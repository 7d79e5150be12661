"""The part of a form's files that never changes."""

from __future__ import annotations

import hashlib

import pytest

import mlmp_print as mlmp


@pytest.mark.parametrize("lock", [False, True])
def test_hash_of_a_file_is_that_of_all_its_bytes(lock):
    template = mlmp.template("wishing-well", lang="en")
    static = template.compiled_form(lock=lock).static
    files = [
        template.fill({"wishing_well": words}, lock=lock).pdf for words in ("A boat", "A dog", "")
    ]
    encrypted = mlmp.encrypt(template.fill({}).pdf, "a long password")
    for pdf in (*files, files[0][:-1], files[0][1:], encrypted, b""):
        assert static.sha256(pdf) == hashlib.sha256(pdf).hexdigest()
