"""The guard at approval: the very text that would leave, held against what is true now."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handlet.drafting.engine import guard
from handlet.drafting.engine.composing import ChasedQuote
from handlet.drafting.engine.guard import Finding, saying
from handlet.drafting.engine.guard.plain import plain
from handlet.drafting.engine.proposing import ledger_for, plan, read
from handlet.drafting.engine.reach import within_reach
from handlet.drafting.facts import enquiry_of
from handlet.drafting.models import Draft
from handlet.drafting.port import Enquiry
from handlet.kit import encryption
from handlet.kit.addresses import quote_address
from handlet.kit.london import london_day
from handlet.quoting import suggesting
from handlet.quoting.editing import lines_of
from handlet.quoting.models import QuoteLink, QuoteVersion
from handlet.quoting.totals import totals_of

# What the owner's own words are asked about once, and the sentence for it. Days, times and visits are theirs to promise:
# only a day that cannot be is asked about.
WARNED = {
    "money": "no price of yours says so.",
    "vat": "this is not how your list has VAT.",
    "percent": "your prices and profile do not say so.",
    "credential": "your profile does not hold it, or it has lapsed.",
    "promise": "this is a promise that can become part of the contract.",
    "bank": "bank details in a message are how people are cheated.",
    "link": "this is not one of your own addresses.",
    "law": "this is a statement of law.",
    "liability": "this takes the blame.",
    "advice": "this is advice on gas or electrics.",
    "special": "this repeats something about their health or the like.",
    "name": "this is the name of another customer.",
    "date": "that day is not that date.",
}
_PROMISES = frozenset({"free", "guarantee", "discount", "refund", "payment received", "deleted", "beat"})


# Letters of a reply. Checking takes the longer, and no customer reads so much.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Checked:
    """ours: found in words that we proposed. theirs: found in words the owner typed. digest: of theirs, to post back."""

    ours: Sequence[Finding] = ()
    theirs: Sequence[Finding] = ()
    digest: str = ""


def check(*, draft: Draft, text: str, now: datetime) -> Checked:
    """Hold a text against price list, profile, quote and conversation as they stand. Needs a transaction of the business.

    A text above `LONGEST` is not looked at: approving refuses it.
    """
    enquiry = enquiry_of(draft.conversation, now=now)
    if enquiry is None or len(text) > LONGEST:
        return Checked()
    enquiry, reading = read(enquiry)
    steps = plan(enquiry, reading)
    version = draft.quote_version
    ledger = ledger_for(
        enquiry,
        reading,
        steps,
        amounts=_amounts(version) if version is not None else None,
        links=_links(draft, now),
    )
    _, findings = guard.check(
        text,
        ledger,
        english=reading.language == "en",
        fixed=[draft.proposed_text] if draft.action == "draft_safety" else (),
    )
    proposed = _sentences(draft.proposed_text) if not draft.written_by_owner else set()
    return _by_whose_words(text, findings, ledger, proposed, london_day(now))


def _links(draft: Draft, now: datetime) -> Sequence[tuple[str, str]]:
    """The addresses of this customer's quotes, as they work now; that of the quote in the draft is made on first use, and is
    not to be named while that quote waits for the owner.
    """
    working = QuoteLink.objects.filter(quote__conversation_id=draft.conversation_id, revoked_at=None)
    if draft.quote_version is not None and draft.quote_waits:
        working = working.exclude(quote_id=draft.quote_version.quote_id)
    elif draft.quote_version is not None:
        suggesting.link_token(draft.quote_version, now=now)
    return [(f"quote:{row.quote_id}", quote_address(row.token)) for row in working]


def check_follow_up(*, enquiry: Enquiry, quotes: Sequence[ChasedQuote], text: str, proposed: str) -> Checked:
    """The same for a message that asks after quotes: it may say their totals, numbers, days and addresses, and never hurries.

    enquiry: as `facts.enquiry_about` gives it, at the moment at which the message will go.
    """
    enquiry, today = within_reach(enquiry), london_day(enquiry.now)
    amounts: list[guard.Entry] = []
    for quote in quotes:
        id = f"quote:{quote.number}"
        if quote.gross is not None:
            amounts.append(guard.money(id, quote.gross, "gross" if enquiry.business.vat_registered else ""))
        # “1043-V1” is read as figures too.
        for figure in re.findall(r"\d+", f"{quote.number} {quote.version}"):
            amounts.append(guard.Entry(id, "quantity", saying.figure(Decimal(figure)), guard.Trust.BUSINESS))
        for day in (quote.valid_until, quote.issued_on):
            if day is not None:
                amounts += [
                    guard.Entry(id, "date", value, guard.Trust.BUSINESS) for value in sorted(saying.day_values(day))
                ]
    links = [(f"quote:{quote.number}", quote.link) for quote in quotes if quote.link]
    ledger = guard.ledger_of(enquiry, amounts=amounts, links=links)
    _, findings = guard.check(text, ledger)
    past = [quote.issued_on for quote in quotes if quote.issued_on is not None]
    found = _by_whose_words(text, findings, ledger, _sentences(proposed), today, past)
    hurry = [Finding(one.group(), "hurry", HURRY, one.start()) for one in _HURRY.finditer(text)]
    return Checked(found.ours, [*found.theirs, *hurry])


HURRY = "this presses for a hurry; a follow-up names the true last day and no more."
_HURRY = re.compile(
    r"\b(?:last chance|final (?:chance|reminder|notice)|act (?:now|fast)|hurry|don['’]t miss|before it['’]?s too late|urgent(?:ly)?"
    r"|limited (?:time|availability)|filling up|only \w+ (?:slots?|spaces?|places?|days?) left|prices? (?:are |is )?(?:going|will go) up)\b",
    re.I,
)


def _by_whose_words(
    text: str,
    findings: Sequence[Finding],
    ledger: guard.Ledger,
    proposed: set[str],
    today: date,
    past: Sequence[date] = (),
) -> Checked:
    """Ours must be backed; the owner's own are asked about once."""
    ours: list[Finding] = []
    theirs: list[Finding] = []
    for finding in findings:
        if guard.sentence_of(text, finding) in proposed:
            ours.append(finding)
        elif finding.kind in WARNED and _matters(finding, ledger):
            theirs.append(finding)
    theirs += _impossible_days(text, today, past)
    digest = encryption.digest(json.dumps([[one.kind, one.words] for one in theirs]).encode()) if theirs else ""
    return Checked(ours, theirs, digest)


def _matters(finding: Finding, ledger: guard.Ledger) -> bool:
    if finding.kind == "promise":
        return bool(_PROMISES & set(finding.values))
    if finding.kind == "name":
        return any(kind == "name" and word == finding.words.lower() for kind, word in ledger.never)
    return finding.kind != "date"


def _sentences(text: str) -> set[str]:
    """The sentences of a text, as `guard.sentence_of` gives them."""
    return {one for line in text.splitlines() for one in re.split(r"(?<=[.!?])\s+", line.strip()) if one}


def _amounts(version: QuoteVersion) -> list[guard.Entry]:
    """The sums of the quote that goes with it, as the owner left them, in place of those first proposed."""
    registered, totals = version.vat_registered, totals_of(version)
    found = [guard.money("quote:gross", Decimal(totals.gross) / 100, "gross" if registered else "")]
    if registered:
        found += [
            guard.money("quote:net", Decimal(totals.net) / 100, "net"),
            guard.money("quote:vat", Decimal(totals.vat) / 100, "vat"),
        ]
    for line in lines_of(version):
        found.append(guard.money("quote:line", Decimal(line.unit_price), "net" if registered else ""))
        found += guard.figures("quote:line", Decimal(line.quantity), line.unit)
    return found


_DAY = re.compile(
    rf"\b({'|'.join(saying.WEEKDAYS)})\s+(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(saying.MONTHS)})\b",
    re.I,
)


def _impossible_days(text: str, today: date, past: Sequence[date]) -> list[Finding]:
    """“Thursday 27 November” where the 27th is a Friday: nobody means that. past: days that may be spoken of as gone by."""
    found = []
    for match in _DAY.finditer(plain(text).text):
        day, month = int(match.group(2)), saying.month_number(match.group(3))
        if any((day, month, match.group(1).lower()) == _named(one) for one in past):
            continue
        for year in (today.year, today.year + 1):
            try:
                meant = date(year, month, day)
            except ValueError:
                continue
            if meant >= today:
                if saying.WEEKDAYS[meant.weekday()] != match.group(1).lower():
                    found.append(Finding(match.group(), "date", WARNED["date"], match.start()))
                break
        else:
            found.append(Finding(match.group(), "date", WARNED["date"], match.start()))
    return found


def _named(day: date) -> tuple[int, int, str]:
    return day.day, day.month, saying.WEEKDAYS[day.weekday()]
