"""Hashes by which a batch knows again what it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import __version__
from ..api import Template
from ..model.kinds import is_given_picture
from ..tables.person_answers import PersonAnswers

# Time and memory that one guess takes: some 50 ms and 16 MB (RFC 7914: N, r, p).
_COST = {"n": 2**14, "r": 8, "p": 1}


@lru_cache(maxsize=1)  # the password for all files is hashed once
def slow_hash(secret: bytes) -> str:
    """Hash something that could be guessed, so that each guess takes time.

    The journal and the register outlive a batch. Whoever has one could try guesses of a password,
    or of a table with few and short answers, by the million with a fast hash.
    """
    return hashlib.scrypt(secret, salt=b"mlmp_print", **_COST).hex()


def form_fingerprint(template: Template, *, lock: bool) -> str:
    """A hash of what a file depends on besides the answers.

    That is the form, look, size and version of the kit. The empty form shows all of them.
    """
    blank = template.fill({}, lock=lock).pdf
    return hashlib.sha256(__version__.encode() + blank).hexdigest()


@dataclass(frozen=True)
class InputFingerprints:
    """Hashes of what people's files are made from.

    Attributes:
        forms: The fingerprint of each form.
        picture_paths: For each form, the paths of the questions that are answered with pictures.
        folder: Where the pictures lie.
    """

    forms: Sequence[str]
    picture_paths: Sequence[Collection[str]]
    folder: Path | None

    @classmethod
    def of_forms(
        cls, templates: Sequence[Template], folder: Path | None, *, lock: bool
    ) -> InputFingerprints:
        """Return the fingerprints of forms, with the folder of their pictures."""
        forms = [form_fingerprint(template, lock=lock) for template in templates]
        pictures = [
            {place.path for place in template.form.all_places() if place.kind.is_picture}
            for template in templates
        ]
        return cls(forms, pictures, folder)

    def of(
        self,
        answers: Sequence[PersonAnswers],
        sheet_id: str,
        password: str,
        older: Iterable[bytes] = (),
    ) -> tuple[str, ...]:
        """The fingerprint of each of a person's files.

        Args:
            answers: The person's answers to each form.
            sheet_id: What the sheets carry instead of a name.
            password: What the files are encrypted with.
            older: The digests of the sheets that are changed.
        """
        secret = slow_hash(password.encode()) if password else ""
        shared = [sheet_id, secret, *(digest.hex() for digest in older)]
        forms = zip(self.forms, answers, self.picture_paths, strict=True)
        return tuple(self._file([form, *shared], given, paths) for form, given, paths in forms)

    def _file(self, shared: list[str], answers: PersonAnswers, paths: Collection[str]) -> str:
        values = answers.values
        given = {path for path in paths if is_given_picture(values.get(path))}
        texts = sorted((path, value) for path, value in values.items() if path not in given)
        digest = hashlib.sha256(json.dumps([*shared, texts, *sorted(given)]).encode())
        pictures = sorted(values.keys() & paths)
        if pictures:
            from ..look.picture_sources import given_digest

            for path in pictures:
                digest.update(given_digest(values[path], self.folder))
        return digest.hexdigest()
