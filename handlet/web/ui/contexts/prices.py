"""The price list, its items and rules, an import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price in the list. `charged`: how, in words. `mark`: what keeps it from being quoted, or nothing."""

    id: UUID
    code: str
    name: str
    price: str
    charged: str
    mark: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What was read out of a sentence. `on`: the first prices that carry it, each with its page; `more`: how many besides."""

    text: str
    on: Sequence[tuple[str, UUID]] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A sentence of the owner’s. `read`: what it was read into; nothing where it stays words for a person."""

    id: UUID
    text: str
    read: Sequence[ReadRow] = ()


@dataclass(frozen=True, slots=True)
class PriceListPage:
    """`groups`: (category, rows). `to_confirm` counts rows that may not be quoted from yet. `gaps`: sentences, and the
    price each is about. `undo`: an import that can be taken back, and when it was made. fitting: how many fit the search, of
    which those of this page begin after `start`; earlier, later: addresses of the pages beside it, or empty.
    """

    groups: Sequence[tuple[str, Sequence[PriceRow]]]
    to_confirm: int = 0
    rules: Sequence[RuleRow] = ()
    vat_registered: bool = True
    query: str = ""
    category: str = ""
    categories: Sequence[str] = ()
    gaps: Sequence[tuple[str, UUID | None]] = ()
    undo: tuple[UUID, str] | None = None
    count: int = 0
    fitting: int = 0
    start: int = 0
    earlier: str = ""
    later: str = ""

    @property
    def first(self) -> int:
        return self.start + 1

    @property
    def last(self) -> int:
        return self.start + len(self.rows)

    @property
    def rows(self) -> Sequence[PriceRow]:
        return [row for _, rows in self.groups for row in rows]


@dataclass(frozen=True, slots=True)
class ItemRuleRow:
    """`key` names it in addresses. `words`: what it was read from. `waiting`: not gone by before the owner says so."""

    key: str
    kind: str
    text: str
    words: str = ""
    confirmed: bool = True
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class TriedLine:
    text: str
    amount: str
    quantity: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a job comes to by a price, or the sentence of what must be known first."""

    lines: Sequence[TriedLine] = ()
    total: str = ""
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PriceItemPage:
    """One price. `examples`: (length, price). `rule_kinds`: (name, words) of what can be added."""

    id: UUID
    name: str
    code: str
    shape: str
    shape_word: str
    charged: str
    confirmed: bool
    changed: str
    vat_registered: bool
    mark: str = ""
    examples: Sequence[tuple[str, str]] = ()
    rules: Sequence[ItemRuleRow] = ()
    rule_kinds: Sequence[tuple[str, str]] = ()
    to_decide: int = 0


@dataclass(frozen=True, slots=True)
class ImportRule:
    """A rule that the words of a line suggest. key, kind: of its form; words: what it was read from. said: right, drop, change
    or nothing yet; `instead`: as the owner wants it.
    """

    key: str
    kind: str
    text: str
    words: str
    said: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """`place`: “line 3”. `outcome`: kept, changed, new, heading, not_understood. `number`: of the row, from 0.

    `which`: (code, how it is charged) of the prices with this name among which the owner has to say; `said_which`: what they
    said: a code, `another`, or nothing yet.
    """

    place: str
    name: str
    outcome: str
    code: str = ""
    charged: str = ""
    vat: str = ""
    changes: Sequence[str] = ()
    notes: Sequence[str] = ()
    problem: str = ""
    examples: Sequence[tuple[str, str]] = ()
    rules: Sequence[ImportRule] = ()
    number: int = 0
    which: Sequence[tuple[str, str]] = ()
    said_which: str = ""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """`counts`: (how many, word) of each outcome. `id` stands for what was read; the confirming form names it. `unread`: what
    of the file no price was read from, in sentences. `to_decide`: suggested rules of which nothing was said; `to_say`: lines
    of which nobody has said which price they are about.
    """

    id: UUID
    rows: Sequence[ImportRow]
    counts: Sequence[tuple[int, str]]
    understood: int
    unread: Sequence[str] = ()
    to_decide: int = 0
    to_say: int = 0
