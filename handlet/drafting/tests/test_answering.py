"""What the owner has written down is said to those whom it helps, and to nobody else."""

from __future__ import annotations

from dataclasses import replace

from handlet.drafting.engine.proposing import propose
from handlet.drafting.port import SavedReply
from handlet.drafting.tests.making import ROWAN, enquiry

FLOOD = (
    "WATER COMING THROUGH THE CEILING. Please can somebody come now, I can't find the stop tap. LS1 4AP, 07700 900611"
)
BEFORE = SavedReply(
    "What to do before we come", "Please clear the cupboard under the sink, check that you can reach the stop tap."
)
BURST = SavedReply("Burst pipe", "Turn the stop tap clockwise until it stops.")


def test_somebody_in_a_flood_is_told_how_to_stop_the_water() -> None:
    shop = replace(ROWAN, saved_replies=[BEFORE, BURST])
    assert BURST.text in propose(enquiry(FLOOD, business=shop)).draft


def test_somebody_in_a_flood_is_not_told_to_tidy_up() -> None:
    shop = replace(ROWAN, saved_replies=[BEFORE])
    assert "cupboard" not in propose(enquiry(FLOOD, business=shop)).draft
