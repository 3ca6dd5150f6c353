"""The evidence sheet: everything that is on record about a yes, on paper. It says what is stored and concludes nothing.

What was sealed and has gone with an erased customer is missing here too, and the sheet says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from handlet.accounts.models import Membership
from handlet.kit.london import LONDON, london_day
from handlet.quoting import acceptance as acceptances
from handlet.quoting import press
from handlet.quoting.models import Acceptance, AcceptanceReversal, Cancellation, QuoteVersion
from handlet.quoting.printed import day_words, money, number_words
from handlet.quoting.totals import standing_lines

Rows = Sequence[tuple[str, str]]


def sheet(acceptance: Acceptance, *, now: datetime) -> bytes:
    """The sheet of one acceptance as a tagged PDF. Needs a transaction of the business."""
    version = acceptance.version
    kind = version.get_kind_display()
    parts = [(title, list(rows)) for title, rows in sections(acceptance) if rows]
    return press.print_sheet(
        {
            "title": f"Evidence of the acceptance of {kind.lower()} {version.quote.label}, version {version.version}",
            "business": version.business.name,
            "made": f"Made on {both_clocks(now)}. It repeats what is stored; it was not written by hand.",
            "sections": [{"title": title, "rows": [list(row) for row in rows]} for title, rows in parts],
            "shown": acceptance.shown_text or "No page was shown: this yes was recorded by the business, or the text has been erased.",
        },
        "evidence",
    )  # fmt: skip


def both_clocks(moment: datetime) -> str:
    """“28 November 2026, 09:30:05 in London (2026-11-28 09:30:05 UTC)”."""
    there = moment.astimezone(LONDON)
    return f"{day_words(there.date())}, {there:%H:%M:%S} in London ({moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)"


def sections(acceptance: Acceptance) -> Sequence[tuple[str, Rows]]:
    """Heading and (what, words) of each part of the sheet, in order."""
    version, kept = acceptance.version, acceptance.evidence or {}
    by = acceptance.recorded_by
    who = [
        ("Name given", acceptance.name),
        ("Answering for", acceptance.relation),
        ("How", acceptance.get_method_display()),
        ("When", both_clocks(acceptance.at)),
        ("Recorded by", by.user.name if by is not None else ""),
        ("Where the business was", acceptance.get_place_display() if acceptance.place else ""),
        ("Said on", str(kept.get("said_on", ""))),
        ("Words as remembered", str(kept.get("words", ""))),
        ("The message", acceptance.message.text if acceptance.message is not None else ""),
        ("After expiry", "Honoured by the business after the offer had ended" if acceptance.honoured_after_expiry else ""),
        ("The link had gone to", str(kept.get("contact", ""))),
        ("Network address", str(kept.get("address", ""))),
        ("Device", str(kept.get("agent", ""))),
    ]  # fmt: skip
    what = [
        (version.get_kind_display(), f"{version.quote.label}, version {version.version}"),
        ("Document, SHA-256", acceptance.document_hash),
        ("Terms, SHA-256", acceptance.terms_hash),
        ("Cancellation notice", acceptance.notice_version or "None was part of the document"),
        ("Total", money(acceptance.gross_pence)),
        ("Before VAT", money(acceptance.net_pence) if acceptance.vat_rows and acceptance.net_pence is not None else ""),
        *(
            (f"VAT at {number_words(Decimal(row['rate']))} % on {money(row['net'])}", money(row["vat"]))
            for row in acceptance.vat_rows
        ),
        ("To be paid first", money(acceptance.deposit_pence) if acceptance.deposit_pence else ""),
        *(("Option taken", line.description) for line in standing_lines(version) if str(line.id) in acceptance.chosen),
    ]
    ticks = [("Ticked" if tick["ticked"] else "Not ticked", tick["text"]) for tick in (acceptance.ticks or {}).values()]
    return [
        ("Who, when and how", _filled(who)),
        ("What was accepted", _filled(what)),
        ("Boxes beside the button, empty at first", ticks),
        ("Before it went", [("Told, and ticked", f"{one.sentence} ({one.ticked})") for one in told_before(version)]),
        ("What followed", _filled(_after(acceptance))),
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """What the owner was told before a quote went. ticked: “ticked on … by Asha Rowan”."""

    sentence: str
    ticked: str


def told_before(version: QuoteVersion) -> Sequence[Told]:
    """Everything that was ticked before the version went, in order."""
    found = []
    for one in version.cautions_ticked or []:
        member = Membership.objects.select_related("user").filter(pk=one["by"]).first()
        by = f" by {member.user.name}" if member is not None else ""
        found.append(Told(one["sentence"], f"ticked on {both_clocks(datetime.fromisoformat(one['at']))}{by}"))
    return found


def _after(acceptance: Acceptance) -> Rows:
    confirmation = acceptance.confirmation
    rows = [("Confirmation", "None was sent")]
    if confirmation is not None:
        to = ", ".join(row.get("shown", "") for row in (confirmation.envelope or {}).get("to", []))
        rows = [("Confirmation", f"{confirmation.get_delivery_display()}, to {to}, {both_clocks(confirmation.sent_at)}"),
                ("Its Message-ID", confirmation.external_id)]  # fmt: skip
    if acceptance.notice_given_at is not None:
        rows.append(("Notice and form given", both_clocks(acceptance.notice_given_at)))
    period = acceptances.period_of(acceptance)
    if period is not None:
        until = day_words(period.last_day) if period.last_day is not None else "open"
        rows.append(("May be cancelled until", f"{until}. {period.because}"))
    if acceptance.goods_received_on is not None:
        rows.append(("Last goods arrived", day_words(acceptance.goods_received_on)))
    if acceptance.early_asked_at is not None:
        early = acceptance.early_ticks or {}
        rows.append(("Early start asked for", f"{both_clocks(acceptance.early_asked_at)} by {early.get('name', '')}"))
        said = [tick for tick in early.values() if isinstance(tick, dict)]
        rows += [("Ticked then" if tick["ticked"] else "Not ticked then", tick["text"]) for tick in said]
    if acceptance.work_started_at is not None:
        rows.append(("Work started", day_words(london_day(acceptance.work_started_at))))
    for reversal in AcceptanceReversal.objects.filter(acceptance=acceptance):
        rows.append(("Taken back as a mistake", f"{both_clocks(reversal.at)}: {reversal.reason}"))
    for ended in Cancellation.objects.filter(acceptance=acceptance):
        how = f"{both_clocks(ended.at)} by {ended.name}" if ended.name else both_clocks(ended.at)
        rows.append(("Cancelled" if ended.how == Cancellation.How.RIGHT else "Ended by agreement",
                     f"{how}, {ended.get_method_display().lower()}: {ended.words}"))  # fmt: skip
        if ended.recorded_by is not None:
            rows.append(("Recorded by", ended.recorded_by.user.name))
        if ended.message is not None:
            rows.append(("The message that ended it", ended.message.text))
        if ended.refund_due_by is not None:
            rows.append(("To be paid back by", day_words(ended.refund_due_by)))
        if ended.acknowledgement is not None:
            sent = ended.acknowledgement
            rows.append(("Acknowledged", f"{sent.get_delivery_display()}, {both_clocks(sent.sent_at)}"))
    return rows


def _filled(rows: Rows) -> Rows:
    return [(label, text) for label, text in rows if text]
