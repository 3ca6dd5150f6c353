"""What may be learned from: never people marked “no suggestions”, restricted or personal, nor spam, nor what customers wrote."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from handlet.inbox.models import Conversation, Message


def may_learn_from(conversation: Conversation) -> bool:
    """Whether anything about it may be kept to learn from. The same rule as `conversations`, for one that is at hand."""
    customer = conversation.customer
    return not (customer.no_ai or customer.restricted or conversation.is_personal or conversation.is_spam)


def conversations(path: str = "") -> Q:
    """A filter on rows that reach a conversation by this path (`conversation__`), and its customer through it."""
    barred = ("customer__no_ai", "customer__restricted", "is_personal", "is_spam")
    return Q(**{f"{path}{name}": False for name in barred})


def sent_by_owner(*, since: datetime, most: int, alone: bool = False) -> QuerySet[Message]:
    """The newest messages that the owner sent to people who may be learned from, with their customers. Nothing automatic.

    alone: only what did not begin as a suggestion of ours, which would teach us our own voice.
    """
    rows = Message.objects.filter(
        conversations("conversation__"), direction="out", automatic=False, sent_at__gte=since
    ).exclude(delivery=Message.Delivery.CANCELLED)
    if alone:
        rows = rows.filter(began_as_suggestion=False)
    return rows.select_related("customer").order_by("-sent_at")[:most]


def own_words(message: Message) -> str:
    """What was newly written in it, without the lines that are quoted."""
    text = message.reply_text or message.text
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">")).strip()
