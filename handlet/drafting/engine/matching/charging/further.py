"""What comes with a line: the least that is charged, the lines that a rule adds, and each line once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from handlet.drafting.engine.matching.charging.case import Case, item_of
from handlet.drafting.engine.matching.charging.conditions import holds, is_said
from handlet.drafting.engine.matching.types import Match
from handlet.quoting.rules import (
    Adds,
    Minimum,
)


def least(match: Match, case: Case) -> Match:
    rule = next((rule for rule in item_of(match, case).rules if isinstance(rule, Minimum)), None)
    if rule is None or match.quantity >= rule.quantity:
        return match
    return replace(
        match,
        quantity=rule.quantity,
        note=f"minimum {rule.quantity.normalize():f}" if not match.missing else match.note,
    )


def added(matches: Sequence[Match], case: Case) -> list[Match]:
    made = list(matches)
    for one in matches:
        for rule in item_of(one, case).rules:
            if not isinstance(rule, Adds):
                continue
            other = case.prices.by_code(rule.item)
            if other is None:
                continue
            total = sum((m.quantity for m in matches for r in item_of(m, case).rules if r == rule), Decimal(0))
            if one.added_by:
                continue
            if rule.above and total <= rule.above:
                continue
            if not all(holds(condition, case, other) for condition in rule.when if condition.kind != "only_one"):
                continue
            if any(condition.kind == "only_one" for condition in rule.when) and not _is_one_alone(matches):
                continue
            if rule.unless and is_said(rule.unless, case):
                continue
            basis = rule.basis
            if (
                basis == "once"
                and _EACH_AWAY.search(other.row.description)
                and any(c.kind == "asked" for c in rule.when)
            ):
                # “Take away old toilet, basin or bath, per item”: as many as are put in.
                basis = "same"
            quantity = {
                "once": Decimal(1),
                "same": one.quantity,
                "room": Decimal(max(1, len(one.parts))),
                "started": (total / rule.per).to_integral_value(ROUND_CEILING) if rule.per else Decimal(1),
            }[basis]
            made.append(
                replace(one, item=other.row, quantity=quantity, missing="", needs=(), note="", added_by=one.item.code)
            )
    return made


_BY_ITS_SEATS = re.compile(
    r"\b(?:for|per) (?:each |every )?(?:seat|tread|step|drawer|door|pane|panel|m2|m|metre|hour)\b", re.I
)


def _is_one_alone(matches: Sequence[Match]) -> bool:
    """One thing is wanted in the whole visit: one line, of one; a settee charged by its seats is one thing."""
    wanted = [one for one in matches if not one.added_by]
    if len(wanted) != 1:
        return False
    one = wanted[0]
    by_part = one.item.unit.lower() in ("m2", "m²", "m", "hour") or _BY_ITS_SEATS.search(one.item.description)
    return one.quantity == 1 or bool(by_part)


_EACH_AWAY = re.compile(r"^\W*(?:per|each) (?!job|visit|load|bag|trip|hour|day|m\b|m2|metre|order)[a-z]{3,}", re.I)


def once(matches: Sequence[Match]) -> list[Match]:
    """Each code once: what the customer named with a figure of its own stands; else what a rule brought."""
    found: dict[str, Match] = {}
    for one in matches:
        before = found.get(one.item.code)
        if before is None:
            found[one.item.code] = one
        elif one.added_by and not before.added_by and before.quantity <= 1:
            found[one.item.code] = replace(before, quantity=max(before.quantity, one.quantity), missing="")
        elif one.added_by and before.missing:
            found[one.item.code] = replace(before, quantity=one.quantity, missing="")
    return list(found.values())
