"""Where a conversation stands when a message comes in: “any news?” is a chaser only where something is owed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlet.drafting.engine.reading.sources import Source
from handlet.drafting.port import Enquiry

_SUM = re.compile(
    r"£ ?\d|\b\d+(?:\.\d\d)? ?\+ ?vat\b|\b(?:quot(?:e|ation)|estimate)\b[^.?!\n]{0,40}\b(?:attached|below|is|comes|for)\b",
    re.I,
)
_APPOINTMENT = re.compile(
    r"\bsee you\b|\bbooked (?:you )?in\b|\bbook(?:ed|ing)\b[^.?!\n]{0,30}\b(?:for|on)\b|\b(?:be|come|pop|get|call) (?:there|round|over|by|with you|out)\b"
    r"|\b(?:appointment|visit|slot|survey)\b[^.?!\n]{0,30}\b(?:is|for|on|at|confirmed)\b|\bconfirm(?:ed|ing)?\b[^.?!\n]{0,30}\b(?:mon|tue|wed|thu|fri|sat|sun|\d)"
    r"|\b(?:i'?ll|we'?ll|i will|we will|i can|we can)\b[^.?!\n]{0,30}\b(?:mon|tue|wed|thu|fri|sat|sun|tomorrow|\d{1,2} ?(?:am|pm))",
    re.I,
)
_PROMISE = re.compile(
    r"\b(?:i'?ll|we'?ll|i will|we will|going to)\b[^.?!\n]{0,40}\b(?:send|get|let you|ring|call|email|price|quote|back to you|check|find out|order)\b"
    r"|\bget back to you\b|\bbear with\b|\bin touch\b|\bas soon as i\b",
    re.I,
)
_DAYS = re.compile(
    r"\b(?:when|which day|what day|day|days|time|times|date|suit\w*|free|available|availability|morning|afternoon|mon|tue|wed|thu|fri|sat|sun\w*|monday|tuesday|wednesday|thursday|friday|saturday|next week|be in|\d(?:st|nd|rd|th))\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:all done|finished|completed|invoice|thanks for (?:having|your business|the payment)|balance|paid|certificate attached)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ThreadState:
    """known: we have met. quoted: a price of ours awaits an answer. booked: a visit was named. owed: an answer or a thing
    is owed by us. asked: our last words were a question. done: work was finished or billed. days: that question was for a day."""

    known: bool = False
    quoted: bool = False
    booked: bool = False
    owed: bool = False
    asked: bool = False
    done: bool = False
    days: bool = False

    @classmethod
    def of_letters(cls, letters: str) -> ThreadState:
        """From the letters of the training corpus: k, q, b, o, a, w, d."""
        return cls(*(letter in letters for letter in "kqboawd"))

    def letters(self) -> str:
        """The letters of the training corpus; “n” where nothing is known."""
        given = (self.known, self.quoted, self.booked, self.owed, self.asked, self.done, self.days)
        return "".join(letter for letter, on in zip("kqboawd", given, strict=True) if on) or "n"


def state_of(enquiry: Enquiry, own: list[Source]) -> ThreadState:
    """From the thread, from who the sender is known to be, and from our own words where the customer quotes them."""
    ours = [line.text for line in enquiry.thread if line.direction == "out"][-3:]
    quoted_mail = "\n".join(source.quoted[:4000] for source in own if source.forwarded == len(source.text))
    if quoted_mail:
        ours.append(re.sub(r"^[ >]+", "", quoted_mail, flags=re.M))
    said = "\n".join(ours)
    last = enquiry.thread[-1] if enquiry.thread else None
    return ThreadState(
        known=bool(enquiry.thread or enquiry.contact_known or quoted_mail),
        quoted=bool(_SUM.search(said)),
        booked=bool(_APPOINTMENT.search(said)),
        owed=bool((last and last.direction != "out") or _PROMISE.search(said)),
        asked=bool(ours and "?" in ours[-1][-160:]),
        done=bool(_DONE.search(said)),
        days=any(_DAYS.search(question) for question in re.findall(r"[^.?!\n]*\?", ours[-1])) if ours else False,
    )
