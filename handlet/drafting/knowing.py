"""What a business knows of a job from what its customer sent: photos, words alone, or words with measures."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from handlet.drafting.engine.reach import within_reach
from handlet.drafting.engine.reading import read_enquiry
from handlet.drafting.facts import enquiry_about
from handlet.inbox.models import Conversation
from handlet.inbox.queries import photos_of

# Lengths, areas, volumes: what somebody has measured. Numbers of things and hours are only said.
MEASURES = frozenset({"m", "mm", "cm", "ft", "in", "yd", "m2", "ft2", "yd2", "m3"})


class Known(StrEnum):
    NOTHING = ""
    PHOTOS = "photos"
    WORDS = "words"
    MEASURED = "measured"


def known_of(conversation: Conversation, *, now: datetime) -> Known:
    """NOTHING where they have written nothing: then the owner knows of the job from somewhere else."""
    if photos_of(conversation):
        return Known.PHOTOS
    enquiry = enquiry_about(conversation, now=now)
    if not any(line.direction == "in" for line in enquiry.thread):
        return Known.NOTHING
    measured = any(fact.unit in MEASURES for fact in read_enquiry(within_reach(enquiry)).quantities)
    return Known.MEASURED if measured else Known.WORDS
