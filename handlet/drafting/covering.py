"""Messages that go with a quote: with a finished one, with one withdrawn, with a new link. Each a draft that a person approves."""

from __future__ import annotations

import re
from datetime import datetime

from handlet.accounts.access import to_change
from handlet.accounts.models import BusinessProfile, Membership
from handlet.drafting import approval
from handlet.drafting.models import Draft
from handlet.drafting.wording import before_signoff, with_link, without_line
from handlet.kit.addresses import quote_address
from handlet.kit.london import london_day
from handlet.quoting import links, suggesting
from handlet.quoting.issuing import REPLACED
from handlet.quoting.models import Quote, QuoteVersion
from handlet.quoting.printed import day_words, money
from handlet.quoting.totals import totals_of


def write(*, version: QuoteVersion, by: Membership, now: datetime) -> Draft:
    """The open draft of the conversation with this quote attached, or a short covering message where there is none.

    What the owner has written stays; the quote's address is added where it is missing. Where the draft said that a price
    would follow, here it is: the sentence gives way to the sum.
    """
    to_change(by)
    conversation = version.quote.conversation
    assert conversation is not None
    draft = approval.open_draft(conversation, hold=True)
    address = quote_address(suggesting.link_token(version, now=now))
    if draft is not None:
        draft.quote_version = version
        if address not in draft.text:
            draft.text = with_link(
                _without(draft.text, (draft.grounds or {}).get("price_later", "")),
                address,
                kind=version.get_kind_display(),
                total=_total_words(version) if draft.quote_waits else "",
            )
        draft.quote_waits = False
        draft.revision += 1
        draft.save()
        return draft
    return approval.write(
        conversation=conversation,
        by=by,
        text=with_link(_words(version, by), address, kind=version.get_kind_display()),
        now=now,
        version=version,
    )


def new_link(*, quote: Quote, by: Membership, now: datetime) -> Draft | None:
    """Another address in place of the one there was, which leads nowhere from now on, and the words that bring it.

    An open draft that holds the old address holds the new one instead; where there is none, a draft for the owner to
    approve. None where the quote belongs to nobody any more.
    """
    to_change(by)
    conversation = quote.conversation
    draft = approval.open_draft(conversation, hold=True) if conversation is not None else None
    before = quote_address(links.link_of(quote, now=now).token)
    address = quote_address(links.renew(quote, now=now).token)
    if conversation is None:
        return None
    if draft is None:
        hello, signoff = _hello(quote, by)
        said = f"Here is a new link to {_kind_of(quote)} {quote.label}. The old one no longer works."
        return approval.write(
            conversation=conversation, by=by, text=f"{hello}\n\n{said} {address}\n\n{signoff}", now=now
        )
    if before in draft.text:
        draft.text = draft.text.replace(before, address)
        draft.revision += 1
        draft.save()
    return draft


def withdrawn(*, version: QuoteVersion, by: Membership, now: datetime) -> Draft | None:
    """Words that tell the customer that this offer stands no more, for the owner to approve; their page says so already.

    Where an answer to them is being written already, they stand in it, and its line with the quote’s address goes; the letter
    of a newer version says already that it takes the place of this one. None where the quote belongs to nobody any more.
    """
    to_change(by)
    conversation = version.quote.conversation
    if conversation is None:
        return None
    hello, signoff = _hello(version.quote, by)
    sent = f", which I sent on {day_words(london_day(version.issued_at))}" if version.issued_at else ""
    said = (
        f"I have had to withdraw {version.get_kind_display().lower()} {version.quote.label}, version {version.version}"
        f"{sent}, so it can no longer be accepted. If you would still like the work done, let me know and I’ll look at it "
        "again."
    )
    draft = approval.open_draft(conversation, hold=True)
    if draft is not None:
        newer = draft.going_quote is not None and draft.going_quote.quote_id == version.quote_id
        if not newer and said not in draft.text:
            address = quote_address(links.link_of(version.quote, now=now).token)
            text = without_line(draft.text, address)
            draft = approval.amend(draft=draft, by=by, text=before_signoff(text, said), now=now)
        return draft
    return approval.write(conversation=conversation, by=by, text=f"{hello}\n\n{said}\n\n{signoff}", now=now)


def _kind_of(quote: Quote) -> str:
    newest = quote.versions.order_by("-version").first()
    return newest.get_kind_display().lower() if newest is not None else "quote"


def _without(text: str, sentence: str) -> str:
    """The text without a sentence, and without the gap that it would leave."""
    if not sentence:
        return text
    left = re.sub(rf" ?{re.escape(sentence)}", "", text, count=1)
    return re.sub(r"\n{3,}", "\n\n", left)


def _total_words(version: QuoteVersion) -> str:
    total = money(totals_of(version).gross)
    return f"{total} including VAT" if version.vat_registered else total


def _words(version: QuoteVersion, by: Membership) -> str:
    hello, signoff = _hello(version.quote, by)
    kind = version.get_kind_display().lower()
    article = "an" if kind[0] in "aeiou" else "a"
    older = version.quote.versions.filter(state__in=REPLACED, version__lt=version.version).order_by("-version").first()
    if older is not None and older.issued_at is not None:
        said = (
            f"I have put a new version of {kind} {version.quote.label} together for you. It takes the place of version "
            f"{older.version}, which I sent on {day_words(london_day(older.issued_at))}; its page shows what is different."
        )
    elif version.quote.variation:
        said = f"I have put the change to {kind} {version.quote.number} together for you. It counts once you say yes to it."
    else:
        said = f"Thank you for getting in touch. I have put {article} {kind} together for you."
    return f"{hello}\n\n{said}\n\n{signoff}"


def _hello(quote: Quote, by: Membership) -> tuple[str, str]:
    """Greeting and sign-off, as the owner writes them."""
    tone = BusinessProfile.objects.get(business_id=quote.business_id).tone or {}
    first = quote.customer.name.split(" ")[0] if quote.customer is not None and quote.customer.name else ""
    greeting = ((tone.get("greetings") or ["hi"])[0]).capitalize()
    return f"{greeting} {first},".replace(" ,", ","), tone.get("signoff") or by.user.name
