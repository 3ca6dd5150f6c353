"""Putting a read file on the price list, and taking it off again. What was seen in the preview is what is put."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from handlet.accounts.models import Membership
from handlet.kit import ids
from handlet.quoting import importing, item_rules, pricelist, shapes
from handlet.quoting.gaps import codes_in
from handlet.quoting.importing import Read, ReadRow
from handlet.quoting.item_values import ItemValues, words_of
from handlet.quoting.models import PriceImport, PriceItem
from handlet.quoting.pricing import pounds_text
from handlet.quoting.refusals import AlreadyDone, BadValue
from handlet.quoting.rules import Rule, from_json, to_json

# A preview that nobody said yes to; an applied one, after which the list as it was is forgotten.
PREVIEW_KEPT = timedelta(days=2)
UNDO_KEPT = timedelta(days=90)
# A line that is about none of the prices of its name: it is put beside them.
ANOTHER = "another"
_STATE = (*ItemValues.__dataclass_fields__, "confirmed", "rules", "rules_dropped", "position")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line of the file and what will become of it. outcome: kept, changed, new, heading, not_understood.

    changes: what will be different, in words. rules: what the words of the line suggest and nobody has decided on the list,
    each with its words; `decided` says what the owner decided of them here. may_be: prices of the list with this name, where
    nothing says which of them the line is about; it is new beside them until the owner says so.
    """

    row: ReadRow
    outcome: str
    item: PriceItem | None = None
    changes: tuple[str, ...] = ()
    rules: tuple[item_rules.KeptRule, ...] = ()
    may_be: tuple[PriceItem, ...] = ()

    def decided(self, kept: item_rules.KeptRule) -> Decision | None:
        given = self.row.decided.get(kept.key)
        return Decision(given["say"], from_json(given["rule"]) if given.get("rule") else None) if given else None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the owner says of a suggested rule. say: right, drop, change; `instead` is the rule as they want it."""

    say: str
    instead: Rule | None = None


def propose(*, business_id: uuid.UUID, read: Read, by: Membership | None, now: datetime) -> PriceImport:
    """Keep what was read until the owner says yes. Nothing is on the list yet."""
    return PriceImport.objects.create(
        id=ids.uuid7(),
        business_id=business_id,
        rows=[row.to_json() for row in read.rows],
        made_at=now,
        made_by=by,
    )


def rows_of(made: PriceImport) -> list[ReadRow]:
    return [ReadRow.from_json(row) for row in made.rows]


def proposals(made: PriceImport) -> list[Proposed]:
    """Row by row, against the list as it stands now."""
    rows = rows_of(made)
    items = list(PriceItem.objects.listed())
    words = {item.code: words_of(item) for item in items}
    for row in rows:
        if row.values is not None:
            words[_code(row)] = words_of(row.values, _code(row))
    sentences = PriceItem.objects.rules_in_words(made.business_id)
    suggested = item_rules.suggested(list(words.values()), sentences)
    about, may_be = _matches(rows, items)
    return [_proposed(row, about.get(place), may_be.get(place, ()), suggested) for place, row in enumerate(rows)]


def _code(row: ReadRow) -> str:
    """A name for a line among the codes of the list, until it has a code of its own."""
    return (row.values.code if row.values is not None else "") or row.place


def _proposed(
    row: ReadRow,
    item: PriceItem | None,
    may_be: tuple[PriceItem, ...],
    suggested: Mapping[str, Sequence[item_rules.KeptRule]],
) -> Proposed:
    if row.values is None:
        return Proposed(row, "heading" if row.heading else "not_understood")
    # Rules that the file brings along stand as they are.
    fresh = suggested.get(_code(row), ()) if row.rules is None else ()
    if item is None:
        return Proposed(row, "new", rules=tuple(fresh), may_be=may_be)
    rules = tuple(one for one in item_rules.rules_of(item, fresh) if not one.confirmed) if row.rules is None else ()
    changes = tuple(_changes(pricelist.values_of(item), row))
    if row.rules is not None and list(row.rules) != (item.rules or []):
        changes = (*changes, "its rules")
    return Proposed(row, "changed" if changes else "kept", item, changes, rules, may_be)


def decide(
    *, made: PriceImport, place: int, key: str, say: str, instead: Rule | None = None, now: datetime
) -> Proposed:
    """Note what the owner says of one suggested rule (`Decision.say`; empty takes it back). place: of the row, from 0.

    Nothing is on the list yet. Raises AlreadyDone, BadValue: no such rule, or one that names no price of list or file.
    """
    made = PriceImport.objects.select_for_update().get(pk=made.pk)
    if made.state != PriceImport.State.PREVIEWED:
        raise AlreadyDone("This file is on your list already, or was taken off it.")
    found = proposals(made)
    one = found[place] if 0 <= place < len(found) else None
    if one is None or say not in ("", "right", "drop", "change") or key not in [kept.key for kept in one.rules]:
        raise BadValue("That rule is not there any more. Look at the file again.")
    if instead is not None:
        known = {code for code, _ in codes_of(found)}
        missing = [code for code in codes_in(instead) if code not in known]
        if missing:
            raise BadValue(f"There is no price with the code {missing[0]} on your list or in this file.", "rule")
    decided = dict(one.row.decided)
    decided.pop(key, None)
    if say:
        decided[key] = {"say": say, "rule": to_json(instead) if instead is not None else None}
    made.rows[place]["decided"] = decided
    made.save(update_fields=["rows"])
    return proposals(made)[place]


def decide_all(*, made: PriceImport, now: datetime) -> None:
    """Every suggestion of which nothing was said yet is right. Raises AlreadyDone."""
    del now
    made = PriceImport.objects.select_for_update().get(pk=made.pk)
    if made.state != PriceImport.State.PREVIEWED:
        raise AlreadyDone("This file is on your list already, or was taken off it.")
    for row, one in zip(made.rows, proposals(made), strict=True):
        said = {kept.key: {"say": "right", "rule": None} for kept in one.rules}
        row["decided"] = {**said, **one.row.decided}
    made.save(update_fields=["rows"])


def codes_of(found: Sequence[Proposed]) -> list[tuple[str, str]]:
    """What a rule may name: (code, words) of every price of the list and of the file."""
    listed = {item.code: item.name for item in PriceItem.objects.listed()}
    read = {_code(one.row): one.row.name for one in found if one.row.values is not None}
    return [(code, f"{name} ({code})") for code, name in (listed | read).items()]


Matches = tuple[dict[int, PriceItem], dict[int, tuple[PriceItem, ...]]]


def _matches(rows: Sequence[ReadRow], items: Sequence[PriceItem]) -> Matches:
    """Which price of the list each line is about, by the place of the line; and those among which the owner has to say.

    A code says it. Without one a name does where it is one price's and one line's alone, or with its unit. No price of the list
    is changed by two lines, and a line whose price only comes near is never taken for it.
    """
    about: dict[int, PriceItem] = {}
    named: dict[str, list[int]] = {}
    codes = {item.code: item for item in items}
    for place, row in enumerate(rows):
        if row.values is None:
            continue
        if not row.values.code:
            named.setdefault(row.values.name.casefold(), []).append(place)
        elif row.values.code in codes:
            about[place] = codes[row.values.code]
    taken = {item.pk for item in about.values()}
    may_be: dict[int, tuple[PriceItem, ...]] = {}
    for name, places in named.items():
        alike = [item for item in items if item.name.casefold() == name]
        _match_named({place: rows[place] for place in places}, alike, taken, about, may_be)
    return about, may_be


def _match_named(
    rows: Mapping[int, ReadRow],
    alike: Sequence[PriceItem],
    taken: Collection[uuid.UUID],
    about: dict[int, PriceItem],
    may_be: dict[int, tuple[PriceItem, ...]],
) -> None:
    """Lines of one name without codes, against the prices of that name; taken: those that a code has named."""
    free = [item for item in alike if item.pk not in taken]

    def take(place: int, found: Sequence[PriceItem]) -> bool:
        if len(found) != 1 or found[0] not in free:
            return False
        about[place] = found[0]
        free.remove(found[0])
        return True

    said = {place: row.which for place, row in rows.items() if row.which}
    for place, which in said.items():
        take(place, [item for item in free if item.code == which])
    left = {place: row.values for place, row in rows.items() if row.values is not None and place not in said}
    for place, values in list(left.items()):
        # The very same price: nothing changes, so nothing can go wrong.
        if take(place, [item for item in free if _head(item) == _head(values)]):
            del left[place]
    for place, values in list(left.items()):
        rivals = sum(1 for row in rows.values() if row.values is not None and row.values.unit == values.unit)
        mates = [item for item in alike if item.unit == values.unit]
        if take(place, alike if len(rows) == len(alike) == 1 else mates if rivals == 1 else []):
            del left[place]
    # What the owner said can be said otherwise.
    for place in {**left, **said}:
        mine = [about[place]] if place in about else []
        choice = tuple(item for item in alike if item in free or item in mine)
        if choice:
            may_be[place] = choice


def _head(priced: PriceItem | ItemValues) -> tuple[str, Decimal]:
    return priced.unit, Decimal(priced.unit_price)


def say_which(*, made: PriceImport, place: int, which: str, now: datetime) -> None:
    """Note which price of the list a line is about: its code, or ANOTHER; empty takes it back. place: of the row, from 0.

    Raises AlreadyDone, BadValue where that price is not to be had for this line.
    """
    del now
    made = PriceImport.objects.select_for_update().get(pk=made.pk)
    if made.state != PriceImport.State.PREVIEWED:
        raise AlreadyDone("This file is on your list already, or was taken off it.")
    found = proposals(made)
    one = found[place] if 0 <= place < len(found) else None
    if one is None or not one.may_be or which not in ("", ANOTHER, *(item.code for item in one.may_be)):
        raise BadValue("That price is not there any more, or another line is about it. Look at the file again.")
    made.rows[place]["which"] = which
    made.save(update_fields=["rows"])


_CALLED = {
    "name": "name", "description": "description", "unit": "unit", "vat_rate": "VAT", "min_qty": "least quantity",
    "shape": "how it is charged", "shape_values": "how it is charged", "includes_vat": "with or without VAT",
    "vat_treatment": "VAT treatment", "may_be_firm": "whether it may be firm", "category": "category",
    "synonyms": "other names", "exclusions": "what is not included", "valid_from": "first day", "valid_until": "last day",
}  # fmt: skip


def _changes(before: ItemValues, row: ReadRow) -> list[str]:
    after = _merged(before, row)
    found = []
    if before.unit_price != after.unit_price:
        found.append(f"£{_text(before.unit_price)} → £{_text(after.unit_price)}")
    for name, called in _CALLED.items():
        if getattr(before, name) != getattr(after, name) and called not in found:
            found.append(called)
    return found


_COLUMN_OF = {
    "description": "description", "category": "category", "min_qty": "min_qty", "vat_rate": "vat_rate",
    "vat_treatment": "treatment", "includes_vat": "basis", "may_be_firm": "firm", "synonyms": "synonyms",
    "exclusions": "exclusions", "valid_from": "valid_from", "valid_until": "valid_until", "trade": "trade",
}  # fmt: skip


def _merged(before: ItemValues, row: ReadRow) -> ItemValues:
    """The values of the line; what the file says nothing of stays as it is on the list."""
    values = row.values
    if values is None:
        raise BadValue("This line is no price.")
    given: dict[str, Any] = {name: getattr(values, name) for name in ItemValues.__dataclass_fields__}
    full = "shape" in row.said
    for name, column in _COLUMN_OF.items():
        if column not in row.said and not full:
            given[name] = getattr(before, name)
    if "vat_rate" in row.said and "treatment" not in row.said and values.vat_rate != before.vat_rate:
        given["vat_treatment"] = values.vat_treatment
    given |= {"code": before.code, "synonyms": list(given["synonyms"]), "exclusions": list(given["exclusions"])}
    if full or values.shape == "guide":
        return ItemValues(**given)
    if "unit" not in row.said or before.unit == values.unit:
        # A plain file says a new price, and seldom a new way to charge.
        given |= {"shape": before.shape, "unit": before.unit, "shape_values": before.shape_values}
        if values.shape == before.shape:
            given["shape_values"] = {**before.shape_values, **_unusual(values)}
    return ItemValues(**given)


def _unusual(values: ItemValues) -> dict[str, Any]:
    """The fields of a shape that a line says something of: those that are not as usual."""
    kind = shapes.SHAPES[values.shape]
    usual = shapes.columns(shapes.from_values(values.shape, {kind.HEADLINE: values.unit_price}))["shape_values"]
    return {name: value for name, value in values.shape_values.items() if value != usual.get(name)}


def apply(*, made: PriceImport, by: Membership | None, now: datetime) -> int:
    """Put the understood lines on the list as the owner's own prices; how many. Raises AlreadyDone, BadValue."""
    with transaction.atomic():
        made = PriceImport.objects.select_for_update().get(pk=made.pk)
        if made.state != PriceImport.State.PREVIEWED:
            raise AlreadyDone("This file is on your list already, or was taken off it.")
        states: dict[uuid.UUID, Any] = {}
        put: list[tuple[Proposed, PriceItem]] = []
        for one in proposals(made):
            if one.row.values is None:
                continue
            if one.item is not None and one.outcome == "kept" and one.item.confirmed:
                if one.row.decided:
                    states[one.item.pk] = _state(one.item)
                put.append((one, one.item))
                continue
            item, state = _put(one, made, by, now)
            states[item.pk] = state
            put.append((one, item))
        _put_rules(put, by, now)
        versions = dict(PriceItem.objects.filter(pk__in=states).values_list("pk", "version"))
        made.before = {str(key): {"was": state, "version": versions[key]} for key, state in states.items()}
        made.state, made.applied_at = PriceImport.State.APPLIED, now
        made.save()
        return len(states)


def _put(one: Proposed, made: PriceImport, by: Membership | None, now: datetime) -> tuple[PriceItem, Any]:
    """The item as the line says it, and how it stood before; None where it is new."""
    assert one.row.values is not None
    if one.item is None:
        item = pricelist.add_item(business_id=made.business_id, values=one.row.values, confirmed=True, now=now, by=by)
        state = None
    else:
        state = _state(one.item)
        values = _merged(pricelist.values_of(one.item), one.row)
        item = pricelist.change_item(item=one.item, values=values, now=now, by=by)
    if one.row.rules is not None:
        item.rules = [dict(rule) for rule in one.row.rules]
        item.save(update_fields=["rules"])
    return item, state


def _put_rules(put: Sequence[tuple[Proposed, PriceItem]], by: Membership | None, now: datetime) -> None:
    """What the owner decided of suggested rules, once every price has its code."""
    codes = {_code(one.row): item.code for one, item in put}

    def named(rule: Rule) -> Rule:
        return from_json(_with_codes(to_json(rule), codes))

    for one, item in put:
        for kept in one.rules:
            decision = one.decided(kept)
            if decision is None:
                continue
            key = item_rules.KeptRule(named(kept.rule)).key
            if decision.say == "right":
                item_rules.confirm(item=item, keys=[key], by=by, now=now)
            elif decision.say == "drop":
                item_rules.drop(item=item, key=key, by=by, now=now)
            elif decision.instead is not None:
                item_rules.put(item=item, rule=named(decision.instead), instead_of=key, by=by, now=now)


def _with_codes(value: Any, codes: Mapping[str, str]) -> Any:
    """A rule in which lines of the file are named by the codes that they got."""
    if isinstance(value, str):
        return codes.get(value, value)
    if isinstance(value, Mapping):
        return {name: _with_codes(one, codes) for name, one in value.items()}
    return [_with_codes(one, codes) for one in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class Undone:
    """How many prices are as they were; names of those that were changed since and so were left alone."""

    count: int
    left: tuple[str, ...]


def undo(*, made: PriceImport, by: Membership | None, now: datetime) -> Undone:
    """The list as it was before the import; what the owner has changed since stays. Raises AlreadyDone."""
    made = PriceImport.objects.select_for_update().get(pk=made.pk)
    if made.state != PriceImport.State.APPLIED:
        raise AlreadyDone("This import is not on your list, so there is nothing to undo.")
    count, left = 0, []
    for item_id, kept in made.before.items():
        item = PriceItem.objects.filter(pk=item_id).first()
        if item is None or (item.retired_at is not None and kept["was"] is None):
            continue
        if item.version != kept["version"] or item.retired_at is not None:
            left.append(item.name)
            continue
        if kept["was"] is None:
            pricelist.retire(item=item, now=now, by=by)
        else:
            _restore(item, kept["was"], by, now)
        count += 1
    made.state, made.undone_at = PriceImport.State.UNDONE, now
    made.save()
    return Undone(count, tuple(left))


def forget_old(*, now: datetime) -> int:
    """Previews nobody wanted, and states of the list too old to go back to. Needs a transaction of the business."""
    old = PriceImport.objects.filter(state=PriceImport.State.PREVIEWED, made_at__lt=now - PREVIEW_KEPT)
    done = PriceImport.objects.exclude(state=PriceImport.State.PREVIEWED).filter(made_at__lt=now - UNDO_KEPT)
    return int(old.delete()[0]) + int(done.delete()[0])


def table_of_list() -> list[list[str]]:
    """The whole list with headings, as `importing.read` reads it back."""
    return importing.exported([(pricelist.values_of(item), item.rules) for item in PriceItem.objects.listed()])


def _state(item: PriceItem) -> dict[str, Any]:
    return {name: _plain(getattr(item, name)) for name in _STATE}


def _restore(item: PriceItem, was: Mapping[str, Any], by: Membership | None, now: datetime) -> None:
    if PriceItem.objects.listed().filter(code=was["code"]).exclude(pk=item.pk).exists():
        raise BadValue(f"There is another price with the code {was['code']} by now. Change that first.", "code")
    for name, value in was.items():
        setattr(item, name, value)
    item.version += 1
    item.changed_at, item.changed_by = now, by
    item.save()
    item.refresh_from_db()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _text(value: Decimal) -> str:
    cents = value * 100
    return pounds_text(int(cents)) if cents == cents.to_integral_value() else f"{value.normalize():f}"
