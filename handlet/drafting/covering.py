"""The message that a finished quote goes with: a draft like any other, approved by a person."""

from __future__ import annotations

import re
from datetime import datetime

from handlet.accounts.access import to_change
from handlet.accounts.models import BusinessProfile, Membership
from handlet.drafting.models import Draft
from handlet.drafting.wording import reply_subject, with_link
from handlet.inbox import queries
from handlet.kit import ids
from handlet.kit.addresses import quote_address
from handlet.quoting import suggesting
from handlet.quoting.models import QuoteVersion
from handlet.quoting.printed import money
from handlet.quoting.totals import totals_of


def write(*, version: QuoteVersion, by: Membership, now: datetime) -> Draft:
    """The open draft of the conversation with this quote attached, or a short covering message where there is none.

    What the owner has written stays; the quote's address is added where it is missing. Where the draft said that a price
    would follow, here it is: the sentence gives way to the sum.
    """
    to_change(by)
    conversation = version.quote.conversation
    assert conversation is not None
    address = quote_address(suggesting.link_token(version, now=now))
    draft = Draft.objects.filter(conversation=conversation, state__in=("ready", "amended", "blocked")).first()
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
    last = queries.latest_inbound(conversation)
    text = with_link(_words(version, by), address, kind=version.get_kind_display())
    return Draft.objects.create(
        id=ids.uuid7(),
        business_id=version.business_id,
        conversation=conversation,
        based_on=last,
        quote_version=version,
        key_id=conversation.key_id,
        state=Draft.State.AMENDED,
        subject=reply_subject(last.subject if last else "", by.business.name),
        text=text,
        proposed_text=text,
        grounds=None,
        action="draft",
        engine="owner",
        written_by_owner=True,
        made_at=now,
    )


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
    tone = BusinessProfile.objects.get(business_id=version.business_id).tone or {}
    customer = version.quote.customer
    first = customer.name.split(" ")[0] if customer is not None and customer.name else ""
    greeting = ((tone.get("greetings") or ["hi"])[0]).capitalize()
    kind = version.get_kind_display().lower()
    article = "an" if kind[0] in "aeiou" else "a"
    hello = f"{greeting} {first},".replace(" ,", ",")
    signoff = tone.get("signoff") or by.user.name
    return f"{hello}\n\nThank you for getting in touch. I have put {article} {kind} together for you.\n\n{signoff}"
