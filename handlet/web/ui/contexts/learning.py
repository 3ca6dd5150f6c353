"""What was learned and how drafts did: memories, saved replies, tone, the quality page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """Something remembered. `means`: what is done with it; `origin`: how it came, in a sentence or empty."""

    id: UUID
    kind: str
    text: str
    means: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class NoticedRow:
    """A habit in the owner's changes, to confirm or refuse. `mark` names it when the answer is posted."""

    mark: str
    kind: str
    text: str
    reason: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class MemoriesPage:
    """`groups`: a heading, what that kind is for, and its rows."""

    groups: Sequence[tuple[str, str, Sequence[MemoryRow]]]
    noticed: Sequence[NoticedRow] = ()


@dataclass(frozen=True, slots=True)
class ReplyRow:
    id: UUID
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RepliesPage:
    rows: Sequence[ReplyRow]
    noticed: Sequence[NoticedRow] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """One way in which suggestions ended: how many, per cent of all, and where its bar begins (per cent) and how long it is."""

    kind: str
    word: str
    count: int
    percent: int
    start: float = 0.0
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class QualityRow:
    """A week, an intent or an engine. `place`: where its bar stands in the drawing, in units from the top."""

    name: str
    total: int
    slices: Sequence[Slice]
    place: int = 0


@dataclass(frozen=True, slots=True)
class ReasonRow:
    words: str
    count: int
    length: float


@dataclass(frozen=True, slots=True)
class QualityPage:
    """weeks: how many are shown. summary: the figures in a sentence."""

    weeks: int
    summary: str
    whole: QualityRow
    by_week: Sequence[QualityRow]
    by_intent: Sequence[QualityRow]
    reasons: Sequence[ReasonRow]
    kinds: Sequence[tuple[str, str]]
    answered: str = ""
    height: int = 0


@dataclass(frozen=True, slots=True)
class ToneSetting:
    """One setting of a lever, and the letter it would make. now: the one in use."""

    word: str
    sounds: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class LearnedLever:
    """What was learned of one lever: from which setting to which, how sure, why, and how it would sound."""

    name: str
    now: str
    wanted: str
    sure: str
    reasons: Sequence[str]
    sounds: str


@dataclass(frozen=True, slots=True)
class LearnedHabit:
    """How the owner opens or signs. code: greeting or signoff. now: what is set; or, once used, what it was before, or empty."""

    code: str
    name: str
    words: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class LearnedTonePage:
    """sample: of how many messages. can_apply: False where a lever cannot say why."""

    sample: int
    levers: Sequence[LearnedLever]
    sounds: str
    can_apply: bool = True
    habits: Sequence[LearnedHabit] = ()


@dataclass(frozen=True, slots=True)
class ToneSample:
    """A sentence at the present setting: numbers mean nothing to an owner, sentences do."""

    text: str
    source: str = ""
