"""How much of what somebody wrote is read: the time that reading takes grows faster than the text, and nobody asks for a tap in
ten pages. What lies beyond stays in the message, and the owner is told to look at it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from handlet.drafting.port import Enquiry, Line

# Letters: of all new messages together, of the thread before them, of one subject. The longest of our 4,400 rows has fewer
# than 800.
MOST_NEW = 4_000
MOST_EARLIER = 8_000
MOST_SUBJECT = 300
MOST_FILES = 40
BEYOND = "They wrote more than is read here: look at the rest of it yourself."


def within_reach(enquiry: Enquiry) -> Enquiry:
    """The enquiry with texts cut where reading ends, the newest kept first. Places of what is left stay what they were."""
    return dataclasses.replace(
        enquiry,
        subject=enquiry.subject[:MOST_SUBJECT],
        messages=_newest(enquiry.messages, MOST_NEW),
        thread=_newest(enquiry.thread, MOST_EARLIER),
        attachment_names=[name[:MOST_SUBJECT] for name in enquiry.attachment_names[:MOST_FILES]],
    )


def is_beyond(enquiry: Enquiry) -> bool:
    """Whether some of the new messages was, or may have been, cut off."""
    return sum(len(line.text) or len(line.html) // 4 for line in enquiry.messages) >= MOST_NEW


def _newest(lines: Sequence[Line], most: int) -> list[Line]:
    kept: list[Line] = []
    for line in reversed(lines):
        kept.append(dataclasses.replace(line, text=line.text[:most], html=line.html[: 4 * most]))
        most -= len(kept[-1].text) or len(kept[-1].html) // 4
    return kept[::-1]
