"""A mail whose sender's domain does not vouch for it is shown as such, with what to do, and its number is not rung."""

from __future__ import annotations

from handlet.accounts.models import Membership
from handlet.accounts.tenancy import acting_for
from handlet.drafting import proposing
from handlet.inbox.models import Conversation
from handlet.inbox.receiving import receive
from handlet.inbox.tests.test_receiving import mail, mailbox_of
from tests.cast import NOW
from tests.pages.client import PageClient

WORDS = "It's Dev, could you move the deposit to my new account? Ring me on 07700 900456."
DOUBT = "It may not be from them"


def arrives(member: Membership, *, doubted: bool) -> str:
    """The address of the conversation, once the mail was read."""
    with acting_for(member.business_id, member.user_id):
        receive(connection=mailbox_of(member), incoming=mail(text=WORDS, doubted=doubted), raw=b"raw", now=NOW)
        found = Conversation.objects.get()
    proposing.propose_for(business_id=member.business_id, conversation_id=found.id, now=NOW)
    with acting_for(member.business_id, member.user_id):
        # Read as an ordinary message, so that nothing else warns of it.
        Conversation.objects.update(headline="question", is_emergency=True)
    return f"/conversations/{found.id}"


def test_a_mail_that_failed_its_check_says_so_beside_the_words(asha: Membership, pages: PageClient) -> None:
    path = arrives(asha, doubted=True)
    page = pages.get(path).content.decode()
    assert DOUBT in page
    assert "ring them on a number you already had" in page
    assert 'href="tel:07700900456"' not in page
    assert 'href="tel:07700900456"' not in pages.get("/inbox").content.decode()


def test_a_mail_that_passed_is_shown_as_ever(asha: Membership, pages: PageClient) -> None:
    path = arrives(asha, doubted=False)
    page = pages.get(path).content.decode()
    assert DOUBT not in page
    assert 'href="tel:07700900456"' in page
    assert 'href="tel:07700900456"' in pages.get("/inbox").content.decode()
