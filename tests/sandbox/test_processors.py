"""How many processes a command takes where nobody says it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from mlmp_print.sandbox.processors import MOST_USUAL, usable_processors, usual_jobs


def test_little_work_stays_in_one_process():
    assert usual_jobs(0, worthwhile=1) == usual_jobs(99, worthwhile=100) == 1


def test_much_work_gets_the_processors_that_there_are_and_no_more_than_four():
    assert usual_jobs(100, worthwhile=100) == min(usable_processors(), MOST_USUAL)
    assert 1 <= usual_jobs(10**9, worthwhile=100) <= 4


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds no process")
def test_a_process_that_may_use_one_processor_only_takes_one():
    program = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from mlmp_print.sandbox.processors import usual_jobs
print(usual_jobs(100, worthwhile=100))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n"
