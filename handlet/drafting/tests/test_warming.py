"""The first owner after a start does not wait for what is read once."""

from __future__ import annotations

import subprocess
import sys

FRESH = """
import django
django.setup()
from datetime import UTC, datetime
from handlet.drafting.engine.matching import phrasebook, weighing
from handlet.drafting.engine.reading import intents
from handlet.drafting.warming import warm_beside
warm_beside(now=datetime(2026, 11, 30, 9, tzinfo=UTC)).join()
print(*(read.cache_info().currsize for read in (phrasebook.book, weighing.model, intents.model)))
"""


def test_a_process_has_read_phrasebook_and_weights_before_anybody_asks() -> None:
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1", "1"]
