"""The first owner after a start does not wait for what is read once, and a command that drafts nothing does not read it."""

from __future__ import annotations

import subprocess
import sys

FRESH = """
import django
import sys
django.setup()
print("handlet.drafting.engine" in sys.modules)
from datetime import UTC, datetime
from handlet.drafting.engine.matching import phrasebook, weighing
from handlet.drafting.engine.reading import intents
from handlet.drafting.warming import warm_beside
warm_beside(now=datetime(2026, 11, 30, 9, tzinfo=UTC)).join()
print(*(read.cache_info().currsize for read in (phrasebook.book, weighing.model, intents.model)))
"""


def test_phrasebook_and_weights_are_read_before_anybody_asks_and_not_by_every_command() -> None:
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "1", "1", "1"]
