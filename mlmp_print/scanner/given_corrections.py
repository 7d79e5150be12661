"""What a person has said of the doubts of a scan, and whether all of it was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..model.errors import InvalidValue
from ..model.limits import FAULTS_SHOWN
from ..model.messages import Message, Where
from ..model.phrases import Phrase
from .panels import ScanFile
from .review_data import Correction, ItemKey, Value


@dataclass
class GivenCorrections:
    """Corrections by what they are about. Whoever asks for one has used it.

    Attributes:
        values: What was said.
        scans: The scans that were read.
        faults: What is wrong with some of them.
        asked: What a person was asked before pages were moved or put aside.
    """

    values: Mapping[ItemKey, Value] = field(repr=False)
    scans: Sequence[ScanFile]
    faults: list[Message] = field(default_factory=list)
    asked: frozenset[ItemKey] = frozenset()
    _used: set[ItemKey] = field(default_factory=set, repr=False)

    @classmethod
    def of(cls, given: Iterable[Correction], scans: Sequence[ScanFile]) -> GivenCorrections:
        """Take corrections; of two of one thing with other values, both are faults."""
        values: dict[ItemKey, Value] = {}
        twice: dict[ItemKey, None] = {}
        for one in given:
            if values.setdefault(one.key, one.value) != one.value:
                twice[one.key] = None
        found = cls(values, scans)
        what = Phrase("is corrected twice, with other values")
        found.faults += [found.message(key, what) for key in twice]
        return found

    def has(self, key: ItemKey) -> bool:
        """Whether something was said of an item."""
        if key in self.values:
            self._used.add(key)
        return key in self.values

    def was_answered(self, key: ItemKey) -> bool:
        """Whether something was said of an item that was open before pages were moved."""
        return key in self.asked and self.has(key)

    def get(self, key: ItemKey) -> Value:
        """What was said of an item; None also means that nothing is marked there."""
        return self.values.get(key)

    def refuse(self, key: ItemKey, error: InvalidValue) -> None:
        """Take note of a value that the question cannot have."""
        self.faults.append(error.at(self._where(key)))

    def stale(self) -> Iterator[Message]:
        """Yield a fault for each correction that nobody has asked for."""
        known = {scan.digest for scan in self.scans if scan.digest}
        for key in self.values:
            if key in self._used or key in self.asked:
                continue
            if key.scan not in known:
                yield self.message(key, Phrase("is corrected, and of a scan that is not here"))
            else:
                yield self.message(key, Phrase("is corrected, and no such thing is in doubt there"))

    def message(self, key: ItemKey, what: Phrase) -> Message:
        """A fault at the place of an item."""
        return Message(self._where(key), what, Phrase("Make the corrections again"))

    def _where(self, key: ItemKey) -> Where:
        names = {scan.digest: str(scan.file) for scan in self.scans if scan.digest}
        return Where(file=names.get(key.scan, ""), page=key.page, path=key.path)

    def first_faults(self) -> list[Message]:
        """All faults, but no more than are shown."""
        return [*self.faults, *self.stale()][:FAULTS_SHOWN]
