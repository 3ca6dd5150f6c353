"""From a plan to words in the owner's tone: greeting, answer, price and what it covers, questions, next step, sign-off.

Several forms of each part, chosen by the enquiry's own id, so that replies do not look stamped and the same enquiry
always gets the same words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from handlet.drafting.engine.matching import Match
from handlet.drafting.engine.words import stems
from handlet.drafting.port import Enquiry, Intent, ProposedQuote, Question, Reading, SavedReply

GAS = (
    "If you can smell gas or an alarm is sounding: do not use switches or flames, open the windows, turn the gas off at "
    "the meter if it is safe, leave, and ring the gas emergency line on 0800 111 999 now."
)
ELECTRIC = (
    "If there are sparks, burning or water near electrics: keep away from it, switch off at the main switch if it is safe "
    "and dry to do so, and ring 999 if there is fire or anyone is hurt."
)


def greeting(enquiry: Enquiry) -> str:
    """The owner's own, with the customer's first name where it is known for certain."""
    tone = enquiry.business.tone
    word = _one(enquiry, "greeting", list(tone.greetings) or ["hi"])
    first = enquiry.sender.name.split(" ")[0].strip(",.") if enquiry.sender.name else ""
    if re.fullmatch(r"(?:mr|mrs|ms|miss|dr)\.?", first, re.I):
        first = " ".join([first, enquiry.sender.name.split(" ")[-1]])
    opening = word[:1].upper() + word[1:]
    return f"{opening} {first}," if first else f"{opening},"


def signoff(enquiry: Enquiry) -> str:
    return enquiry.business.tone.signoff or enquiry.business.owner.split(" ")[0]


def whole(enquiry: Enquiry, parts: Sequence[str]) -> str:
    """The parts between greeting and sign-off, one paragraph on chat, a few in e-mail."""
    body = [part.strip() for part in parts if part.strip()]
    if enquiry.business.tone.emoji and body:
        body[0] = f"{body[0]} 😊"
    text = "\n\n".join(body) if enquiry.channel == "email" else " ".join(body)
    return f"{greeting(enquiry)}\n\n{text}\n\n{signoff(enquiry)}"


def price_words(enquiry: Enquiry, quote: ProposedQuote, matches: Sequence[Match]) -> str:
    """What it costs and what for. VAT as the business stands; a price still open is called a guide."""
    if quote.gross is None or quote.net is None:
        return ""
    what = _listed([_item(match) for match in matches])
    registered = enquiry.business.vat_registered
    total = f"£{quote.gross:,.2f} including VAT" if registered else f"£{quote.gross:,.2f}"
    if quote.status == "provisional":
        return f"As a guide, {what} comes to {total}, once I’ve checked the details below."
    forms = [f"{what} comes to {total}.", f"That’s {total} for {what}.", f"It would be {total} for {what}."]
    words = _one(enquiry, "price", forms)
    return words[:1].upper() + words[1:]


def question_words(enquiry: Enquiry, questions: Sequence[Question]) -> str:
    if not questions:
        return ""
    asked = _listed([question.text for question in questions])
    lead = _one(
        enquiry,
        "ask",
        [
            "So I can price it properly, ",
            "Just so I get it right, ",
            "One thing: " if len(questions) == 1 else "A couple of things: ",
        ],
    )
    return f"{lead}{asked}?"


def next_step(enquiry: Enquiry, reading: Reading, quote: ProposedQuote) -> str:
    if quote.status == "full":
        return _one(
            enquiry,
            "next",
            [
                "Let me know if you’d like to go ahead.",
                "If that suits, let me know and we’ll sort a day.",
                "Happy to go ahead if that works for you.",
            ],
        )
    return ""


def thanks(enquiry: Enquiry) -> str:
    return _one(
        enquiry, "thanks", ["Thanks for getting in touch.", "Thanks for your message.", "Thanks for the details."]
    )


def decline(enquiry: Enquiry, reading: Reading) -> str:
    """A no that helps: why, in one line, from the profile."""
    business = enquiry.business
    said = " ".join(line.text for line in enquiry.messages).lower()
    if "out_of_area" in reading.flags:
        covered = business.area.split(":")[0]
        return (
            f"I’m afraid that’s outside the area I cover ({covered}), so I can’t help with this one. "
            "I hope you find somebody good nearby."
        )
    matter = next((thing for thing in business.not_done if set(stems(thing)) & set(stems(said))), "")
    if matter:
        extra = " A Gas Safe registered engineer is who you need." if re.search(r"gas|boiler", matter) else ""
        return f"I’m afraid {matter} isn’t something I do, so I can’t help with this one.{extra} I hope you find somebody good."
    return "I’m afraid that isn’t something I do, so I can’t help with this one. I hope you find somebody good."


def saved_reply_for(enquiry: Enquiry) -> SavedReply | None:
    """The owner's own words, where the question is about what their title says."""
    asked = set(stems(" ".join(line.text for line in enquiry.messages)))
    best: tuple[int, SavedReply] | None = None
    for reply in enquiry.business.saved_replies:
        title = set(stems(reply.title))
        hits = len(title & asked)
        if title and hits == len(title) and (best is None or hits > best[0]):
            best = (hits, reply)
    return best[1] if best else None


def holding(enquiry: Enquiry, reading: Reading) -> str:
    """For what a person must answer: it has been seen, and will be read properly."""
    if reading.intent is Intent.COMPLAINT:
        return "Thank you for telling me. I’m sorry you’ve had to write. I’ll read this properly and come back to you."
    if reading.intent is Intent.DATA_RIGHTS:
        return (
            "Thank you for your message about your personal data. I have it and will deal with it and come back to you."
        )
    if reading.intent is Intent.HAGGLE:
        return "Thanks for coming back to me. Let me look at it again and I’ll come back to you."
    if reading.intent is Intent.RESCHEDULE_CANCEL:
        return "No problem, thanks for letting me know. I’ll have a look at the diary and come back to you with what I can do."
    if reading.intent is Intent.BOOKING:
        return "Thanks, that’s noted. I’ll check the diary and come back to you to confirm."
    if reading.intent is Intent.ACCEPT_QUOTE:
        return "Lovely, thank you. I’ll check the diary and come back to you to confirm a day."
    if reading.intent is Intent.CHASER:
        return "Thanks for the nudge. I’ll check where we are with this and come straight back to you."
    if reading.intent is Intent.PAYMENT:
        return "Thanks for letting me know. I’ll check that at my end and send you what you need."
    return "Thanks for your message. I’ll have a look and come back to you."


# How a line of a price list begins, as one says it to a customer.
_SAID = {
    "supply and fit ": "supplying and fitting ",
    "fit ": "fitting ",
    "swap ": "swapping ",
    "unblock ": "unblocking ",
    "reseal ": "resealing ",
    "connect ": "connecting ",
    "remove and dispose of ": "taking away ",
    "remove ": "removing ",
    "hang ": "hanging ",
    "lay ": "laying ",
    "replace ": "replacing ",
    "skim ": "skimming ",
}


def _item(match: Match) -> str:
    name = match.item.name[:1].lower() + match.item.name[1:] if match.item.name[1:2].islower() else match.item.name
    name = name.replace("customer's", "your").replace("customer’s", "your")
    for written, said in _SAID.items():
        if name.startswith(written):
            name = said + name[len(written) :]
            break
    amount = f"{match.quantity:f}".rstrip("0").rstrip(".") if match.quantity % 1 else f"{match.quantity:.0f}"
    if match.item.unit in ("m2", "m", "hour", "day", "roll"):
        units = {"m2": "m²", "m": "m", "hour": "hours", "day": "days", "roll": "rolls"}
        return f"{name} ({amount} {units[match.item.unit]})"
    return f"{amount} × {name}" if match.quantity != 1 else name


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _one(enquiry: Enquiry, part: str, forms: Sequence[str]) -> str:
    """One of several forms, the same for the same enquiry."""
    seed = hashlib.sha256(f"{enquiry.id}:{part}".encode()).digest()[0]
    return forms[seed % len(forms)]
