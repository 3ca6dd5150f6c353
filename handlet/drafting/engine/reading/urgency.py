"""How soon somebody must be answered: emergency, soon, routine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from handlet.drafting.engine.reading.danger import GRAVE
from handlet.drafting.port import DateFact, Intent

SOON_DAYS = 7
"""A wished or latest day no further off than this makes an enquiry one to answer soon."""
FAINT = 0.02
_HURRY = re.compile(
    r"\basap\b|\ba\.s\.a\.p|\bas soon as (?:poss\w*|you can|u can)|\b(?<!not )(?<!isn't )(?<!nothing )urgent(?:ly)?\b|\bemergenc\w+|\bright away\b|\bstraight ?away\b|\bimmediate\w*|\bthis minute\b|\bas quick(?:ly)? as|\bquick as (?:you|u) can|"
    r"(?<!how )(?<!too )\bsoon(?:est)?\b(?! enough)|(?<!no )(?<!any )(?<!great )(?<!in a )\bhurry\b|\bdesperate\w*|\bpriority\b|\bpilne|\bpilnie|\bjak najszybciej|\burgen[tț]\w*|\bcât mai (?:repede|curând)|\blo antes posible|\bcuanto antes|"
    r"\ble plus (?:vite|tôt) possible|\brapidement|\bo mais rápido|\bil prima possibile|\bprima possibile|\bdringend|\bso schnell wie|\bcyn gynted|\bfrys\b|\bjaldi\b|\bterminowo\b",
    re.I,
)
_NO_HURRY = re.compile(
    r"\bno (?:great |massive |huge |real |particular )?(?:rush|hurry|panic)\b|\bnot (?:at all )?(?:urgent|desperate|pressing)\b|\bnothing (?:too |that )?(?:urgent|desperate|pressing)\b|\bisn'?t (?:at all )?urgent\b|\bno urgency\b|\bwhenever\b|\bin your own time\b",
    re.I,
)
_UPSET = re.compile(
    r"\b(?:not|isn'?t) good enough\b|\bdisgust\w+|\bshocking\b|\bdisappoint\w+|\bunacceptable\b|\bfed up\b|\bfurious\b|\bangry\b|\bridiculous\b|\bappalling\b|\bfuming\b|\bwhere (?:are|r) (?:you|u)\b|\b(?:you|u) said (?:you|u)'?d\b|\bno[- ]show\b|\bgoing mad\b|\b(?:had|about) enough\b|\blet (?:me|us) down\b|\b(?:nobody|no one|noone)(?:'s| has| have)? (?:came|come|been|turned|picked|rung|called|replied|answered|got)\b|\b(?:twice|three times|third time|second time|umpteenth)\b|\bwhat'?s going on\b",
    re.I,
)
QUIET = frozenset(
    {Intent.SPAM, Intent.PHISHING, Intent.NO_REPLY_NEEDED, Intent.OTHER, Intent.PAYMENT, Intent.DATA_RIGHTS}
)


def urgency_of(
    intent: Intent,
    words: str,
    dangers: Iterable[str],
    dates: Sequence[DateFact],
    today: date,
    *,
    upset: bool = False,
    trouble: float = 1.0,
) -> str:
    """emergency, soon or routine. `today`: the day in London on which it came. upset: it reads much like a complaint.
    trouble: how much it reads like an emergency, 0 to 1; where it does not at all, a word of falling things is no reason."""
    if intent is Intent.EMERGENCY:
        return "emergency"
    if intent in (Intent.SPAM, Intent.PHISHING, Intent.NO_REPLY_NEEDED):
        return "routine"
    found = set(dangers)
    if intent is Intent.COMPLAINT or found & GRAVE:
        return "soon"
    calm = bool(_NO_HURRY.search(words))
    if _HURRY.search(words) and not calm:
        return "soon"
    if (
        (found - {"structure"} or (found and trouble > FAINT))
        and intent not in (Intent.OTHER, Intent.DATA_RIGHTS)
        and not calm
    ):
        return "soon"
    if intent in (Intent.CHASER, Intent.PAYMENT, Intent.RESCHEDULE_CANCEL) and (upset or _UPSET.search(words)):
        return "soon"
    moved = intent is Intent.RESCHEDULE_CANCEL
    days = 1 if calm else SOON_DAYS
    if intent not in QUIET and any(_is_near(fact, today, moved, days) for fact in dates):
        return "soon"
    return "routine"


def _is_near(fact: DateFact, today: date, moved: bool, days: int) -> bool:
    """A day that cannot be kept is near as well, where a visit is being moved."""
    if fact.kind in ("past", "recurring") or (fact.kind == "unavailable" and not moved):
        return False
    last = fact.end
    return last is not None and today <= last <= today + timedelta(days=days)
