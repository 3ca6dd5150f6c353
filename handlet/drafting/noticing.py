"""Habits in what the owner changes: proposed as memories and saved replies, with how often, never with whose words.

Nothing is stored for it. Each time the page is opened, proposals are worked out from the masked pieces of the last ninety
days (`Outcome.changes`) and from the owner's own sent sentences; so when a customer is erased, what they lent goes too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from handlet.drafting import forgetting, learnable
from handlet.drafting.engine import classing, meaning
from handlet.drafting.engine.words import stems
from handlet.drafting.models import Memory, Outcome, SavedReply
from handlet.drafting.unnaming import is_masked, people_of, unnamed
from handlet.kit import encryption
from handlet.kit.london import london_day
from handlet.privacy import keyring

# From how many different customers: fewer would be chance, and might be somebody's words.
LEAST = 3
MOST_OUTCOMES = 400
MOST_SENT = 200
SENT_IN = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Noticed:
    """A habit, as a memory that the owner may confirm. times: in how many replies. mark: names it without words."""

    kind: str
    text: str
    reason: str
    times: int
    mark: str


@dataclass(frozen=True, slots=True)
class NoticedReply:
    """An answer that the owner writes again and again."""

    title: str
    text: str
    times: int
    mark: str


def memories(*, business_id: UUID, now: datetime) -> list[Noticed]:
    """The most frequent first; nothing that was confirmed, refused or typed already. Needs a transaction of the business."""
    rows = list(
        Outcome.objects.filter(learnable.conversations("conversation__"), at__gte=now - forgetting.CHANGES)
        .exclude(kind=Outcome.Kind.DISCARDED)
        .order_by("-at")[:MOST_OUTCOMES]
    )
    found = [*_swaps(rows), *_sentences(rows, "asked"), *_sentences(rows, "added"), *_wishes(rows), *_long_winded(rows)]
    known = {row.mark for row in Memory.objects.exclude(mark="")}
    told = [set(stems(row.text)) for row in Memory.objects.filter(customer=None, state=Memory.State.CONFIRMED)]
    proposals = []
    for kind, text, reason, times in found:
        mark = mark_of(business_id, f"{kind}:{text.lower()}")
        if mark not in known and set(stems(text)) not in told and _is_understood(kind, text):
            proposals.append(Noticed(kind, text, reason, times, mark))
    return sorted(proposals, key=lambda one: (-one.times, one.text))


def saved_replies(*, business_id: UUID, now: datetime) -> list[NoticedReply]:
    """Sentences that stand in replies to three or more people and name none of them; not those saved already.

    Of what the owner sent, never of what they got; a limited number of the newest.
    """
    groups, names = _Groups(), {}
    for message in learnable.sent_by_owner(since=now - SENT_IN, most=MOST_SENT):
        for sentence in _own_sentences(learnable.own_words(message)):
            groups.put(sentence, message.customer_id)
            names[message.customer_id] = message.customer
    saved = [set(stems(f"{row.title} {row.text}")) for row in SavedReply.objects.all()]
    known = {row.mark for row in Memory.objects.exclude(mark="")}
    found = []
    for group in groups.all:
        if len(group.people) < LEAST:
            continue
        mark = mark_of(business_id, f"reply:{group.text.lower()}")
        people = [name for whose in group.people for name in people_of(names[whose])]
        told = mark in known or any(group.stems <= one for one in saved)
        if not told and not _names_somebody(group.text, people, now):
            found.append(NoticedReply(_title(group.text), group.text, len(group.people), mark))
    return sorted(found, key=lambda one: (-one.times, one.title))


def mark_of(business_id: UUID, words: str) -> str:
    """A keyed hash that names a proposal, so that an answer to it holds and no words are kept for that."""
    return encryption.keyed_hash(keyring.search_key(business_id), f"noticed:{words}").hex()


# --- what repeats -----------------------------------------------------------------------------------------------------

_Found = tuple[str, str, str, int]


def _swaps(rows: Sequence[Outcome]) -> Iterable[_Found]:
    people: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    for row in rows:
        for old, new in (row.changes or {}).get("swaps", []):
            people[old, new].add(row.conversation_id)
    for (old, new), whose in people.items():
        if len(whose) >= LEAST and len(people.get((new, old), ())) * 3 <= len(whose) and old != new:
            yield (
                "preference",
                f"Say “{new}”, never “{old}”",
                f"You put “{new}” in place of “{old}” in {len(whose)} replies.",
                len(whose),
            )


def _sentences(rows: Sequence[Outcome], part: str) -> Iterable[_Found]:
    groups = _Groups()
    for row in rows:
        for text in (row.changes or {}).get(part, []):
            groups.put(text, row.conversation_id)
    for group in groups.all:
        times = len(group.people)
        if times < LEAST:
            continue
        if part == "asked":
            yield "procedure", f"Always ask {_asked(group.text)}", f"You added this question to {times} replies.", times
        elif meaning.is_refusal(group.text):
            yield "fact", group.text, f"You wrote this in {times} replies.", times
        else:
            yield "procedure", f"Always say: {group.text}", f"You added this to {times} replies.", times


def _wishes(rows: Sequence[Outcome]) -> Iterable[_Found]:
    """What was asked for again and again under “Ask for changes”."""
    people: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        for wish in (row.changes or {}).get("wishes", []):
            people[wish].add(row.conversation_id)
    for wish, whose in people.items():
        if len(whose) >= LEAST:
            kind = "procedure" if wish.startswith("Always ask") else "preference"
            yield kind, wish, f"You asked for this in {len(whose)} suggestions.", len(whose)


def _long_winded(rows: Sequence[Outcome]) -> Iterable[_Found]:
    """In half of the last twenty, padding was taken out."""
    last = [row for row in rows if row.distance is not None][:20]
    cut = sum(classing.PADDING in row.classes for row in last)
    if len(last) >= 10 and cut * 2 >= len(last):
        yield "preference", "Shorter", f"You took padding out of {cut} of your last {len(last)} replies.", cut


@dataclass(slots=True)
class _Group:
    text: str
    stems: set[str]
    people: set[UUID]


class _Groups:
    """Sentences that say nearly the same, together; found again by their longest words, so that many take little time."""

    def __init__(self) -> None:
        self.all: list[_Group] = []
        self._by_word: dict[str, list[_Group]] = defaultdict(list)

    def put(self, text: str, whose: UUID) -> None:
        """The first of a group, which is the newest, lends its words."""
        words = set(stems(text))
        if len(words) < 2:
            return
        telling = sorted(words, key=lambda word: (-len(word), word))[:4]
        for word in telling:
            for group in self._by_word[word]:
                if len(words & group.stems) >= 0.7 * len(words | group.stems):
                    group.people.add(whose)
                    return
        group = _Group(text.strip(), words, {whose})
        self.all.append(group)
        for word in words:
            self._by_word[word].append(group)


_YOU_SEND = r"(?:could|can|would|will) you (?:please )?(?:send|give|let|text|email)"
_NO_ANSWER = re.compile(r"(?:thank|thanks|sorry|hi|hello|dear|your quote is)\b", re.I)


def _asked(question: str) -> str:
    """“Could you send a photo of the fuse board?” → “for a photo of the fuse board”; “Do you have …” → “if they have …”."""
    bare = question.strip().rstrip("?").strip()
    bare = re.sub(
        r"^(?:and|also|so|just one thing|one (?:quick )?question|quick question)\b[\s:,]*", "", bare, flags=re.I
    )
    for pattern, lead in (
        (rf"^{_YOU_SEND} (?:me |us )?(?:have |know )?(?=(?:if|what|which|when|where|how)\b)", ""),
        (rf"^{_YOU_SEND} (?:me |us )?(?:have )?", "for "),
        (r"^(?:do|have) you (?:got |have )?", "if they have "),
        (r"^is (it|there) ", r"if \1 is "),
    ):  # fmt: skip
        changed = re.sub(pattern, lead, bare, flags=re.I)
        if changed != bare:
            return changed[:1].lower() + changed[1:]
    return bare[:1].lower() + bare[1:]


def _is_understood(kind: str, text: str) -> bool:
    try:
        meaning.remembered(id="", kind=kind, text=text)
    except meaning.NotUnderstood:
        return False
    return True


def _own_sentences(text: str) -> list[str]:
    """What could be an answer kept for later: five to forty words, no question, no greeting, nothing quoted."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = [one.strip() for line in lines for one in re.split(r"(?<=[.!?])\s+", line)]
    return [
        one
        for one in found
        if 5 <= len(one.split()) <= 40 and not one.endswith(("?", ",")) and not _NO_ANSWER.match(one)
    ]


_OF_THE_MOMENT = re.compile(r"\[(?:name|word|address|link|place|day|number)\]")


def _names_somebody(sentence: str, people: Iterable[str], now: datetime) -> bool:
    """Prices and lengths of time are the owner's own rules; names, places, days and links belong to one reply."""
    masked = unnamed(sentence, people=people, today=london_day(now))
    return bool(_OF_THE_MOMENT.search(masked)) if is_masked(masked) else False


def _title(text: str) -> str:
    words = [word for word in re.findall(r"[\w’'-]+", text) if stems(word)]
    return " ".join(words[:3]).capitalize()[:60]
