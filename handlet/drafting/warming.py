"""What the engine reads once, phrasebook and weights and patterns, is read before the first message comes.

Else the owner who opens the first conversation after a start waits for it: a second on an idle machine, several on a busy one.
"""

from __future__ import annotations

import threading
from datetime import datetime

from handlet.drafting.engine import propose
from handlet.drafting.evaluation import business_from_json
from handlet.drafting.port import Enquiry, Line, Sender
from handlet.drafting.trying import sample_business

ASKED = "Hi, the kitchen tap is dripping and a radiator stays cold. How much to change both, on a Saturday? LS6 1AA"


def warm(*, now: datetime) -> None:
    """Answers an invented message to the invented business; nothing is kept of it but what was read on the way."""
    facts = business_from_json(sample_business())
    asked = [Line("in", now, ASKED)]
    propose(Enquiry("warming", facts, "email", now, "", Sender(), thread=[], messages=asked, now=now))


def warm_beside(*, now: datetime) -> threading.Thread:
    """The same in a thread of its own, so that a process serves from its first moment."""
    thread = threading.Thread(target=warm, kwargs={"now": now}, name="warming", daemon=True)
    thread.start()
    return thread
