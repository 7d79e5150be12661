"""Kill a process that only writes one file, at another moment each time, and count what is left.

Run it with `python tests/fuzz/kills.py [200]`.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from mlmp_print import files

SIZE = 300_000
PROGRAM = f"""
import sys
from pathlib import Path
from mlmp_print import files
print("begun", flush=True)
while True:
    for letter in b"ab":
        files.write(Path(sys.argv[1]), bytes([letter]) * {SIZE})
"""


def kills(target: Path, times: int) -> Counter[str]:
    """Count how often the file was `whole` or `broken` after a kill.

    `left`: how many temporary files there were until they were swept.
    """
    whole = [bytes([letter]) * SIZE for letter in b"ab"]
    target.write_bytes(whole[0])
    chance, found = random.Random(times), Counter[str]()
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, target], stdout=subprocess.PIPE)
        assert process.stdout and process.stdout.readline()
        time.sleep(chance.random() * 0.03)
        process.kill()
        process.communicate()
        found["whole" if target.read_bytes() in whole else "broken"] += 1
    found["left"] = sum(1 for _ in target.parent.iterdir()) - 1
    files.sweep(target.parent)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(dict(kills(Path(folder) / "x.pdf", int(sys.argv[1]) if sys.argv[1:] else 200)))
