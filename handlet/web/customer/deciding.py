"""The check before a yes, the yes, its receipt, and cancelling: the pages on which a customer binds or unbinds themselves.

What is accepted is exactly what the page said: its text is worked out again when the button is pressed, compared with what
was shown, and kept. Sums, options and words never come from the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import urlencode
from lxml import html as parser  # type: ignore[import-untyped]

from handlet.inbox import outbox, receiving
from handlet.inbox.models import Message
from handlet.kit import encryption, ids
from handlet.kit.london import london_day
from handlet.quoting import acceptance, cancellation, cancelling, issuing
from handlet.quoting.models import Acceptance, Cancellation, QuoteVersion
from handlet.quoting.printed import day_words, money, number_words, unit_words
from handlet.quoting.refusals import PeriodPassed, QuotingRefused, UnknownOption
from handlet.quoting.totals import Totals as Sums
from handlet.quoting.totals import is_consumer, standing_lines, totals_of
from handlet.web.owner import quotes_shown
from handlet.web.request import now
from handlet.web.ui import words
from handlet.web.ui.contexts.offer import CancelPage, Decision, OfferChoice, OptionChoice, Paperwork, Receipt
from handlet.web.ui.forms.customer import AcceptForm, CancelForm, EarlyForm

State = QuoteVersion.State
Refused = Callable[[str], HttpResponse]


# --- Options ----------------------------------------------------------------------------------------------------------


def options_asked(version: QuoteVersion, asked: QueryDict) -> list[UUID]:
    """The options that a form names; those ticked beforehand where it names none and was not sent. Raises UnknownOption."""
    options = {str(line.id): line for line in standing_lines(version) if line.optional}
    if "options" not in asked:
        return [line.id for line in options.values() if line.chosen]
    named = asked.getlist("option")
    if any(name not in options for name in named):
        raise UnknownOption("One of the options is not in this quote. Choose again.")
    return [line.id for name, line in options.items() if name in named]


def choice_of(version: QuoteVersion, chosen: Collection[UUID]) -> OfferChoice:
    """What may be chosen, and the sums with what was; each priced with VAT, as the customer pays it."""
    sums = totals_of(version, chosen=chosen)
    # What the others would add is said beside each of them, with VAT.
    shown = replace(quotes_shown.totals(version, sums), options=None)
    options = [
        OptionChoice(
            id=str(line.id),
            description=line.description,
            amount=words.pounds(quotes_shown.pounds(_adds(version, chosen, line.id, sums))),
            quantity=f"{number_words(line.quantity)} {unit_words(line.unit)}".strip(),
            chosen=line.id in chosen,
        )
        for line in standing_lines(version)
        if line.optional
    ]
    query = urlencode([("options", "chosen"), *(("option", option.id) for option in options if option.chosen)])
    return OfferChoice(
        options=options,
        totals=shown,
        price=_price_words(version, sums),
        payments=[(payment.milestone, quotes_shown.pounds(payment.amount)) for payment in sums.payments]
        if len(sums.payments) > 1
        else [],
        query=query if options else "",
    )


def _adds(version: QuoteVersion, chosen: Collection[UUID], option: UUID, sums: Sums) -> int:
    """What an option adds to the total, in pence: two whole computations, so discount and VAT are in it."""
    without = set(chosen) - {option}
    if option in chosen:
        return sums.gross - totals_of(version, chosen=without).gross
    return totals_of(version, chosen=without | {option}).gross - sums.gross


def _price_words(version: QuoteVersion, sums: Sums) -> str:
    if version.kind == QuoteVersion.Kind.ESTIMATE:
        return f"likely {money(sums.low)} to {money(sums.high)}" if sums.is_range else f"likely {money(sums.gross)}"
    return money(sums.gross)


# --- The check page and the yes ---------------------------------------------------------------------------------------


def check_page(
    request: HttpRequest, version: QuoteVersion, context: dict[str, Any], *, refused: Refused
) -> HttpResponse:
    """Before the yes, and the yes itself. `context`: what every page of the offer has; refused: the page for a refusal."""
    consumer = is_consumer(version)
    try:
        chosen = options_asked(version, request.POST if request.method == "POST" else request.GET)
    except UnknownOption as error:
        return refused(str(error))
    if request.method != "POST":
        form, key = AcceptForm(consumer=consumer), ids.token(128)
        return _shown(request, version, chosen, context, form=form, key=key)
    key = request.POST.get("key", "")[:64]
    if request.POST.get("version") != str(version.pk) or not key:
        return refused("This page is out of date. Read the quote again before you accept it.")
    form = AcceptForm(request.POST, consumer=consumer)
    if not form.is_valid():
        return _shown(request, version, chosen, context, form=form, key=key, status=422)
    text = _text(_filled(version, chosen, context, AcceptForm(consumer=consumer), key), request)
    if request.POST.get("shown") != encryption.digest(text.encode()):
        return refused("What this page says has changed meanwhile. Read it again before you accept it.")
    answers = form.cleaned_data
    ticks = {
        name: {"ticked": bool(answers[name]), "text": str(form.fields[name].label)}
        for name in AcceptForm.TICKS
        if name in form.fields
    }
    try:
        made, new = acceptance.accept(
            version=version,
            name=answers["name"],
            relation=answers["relation"],
            document_hash=request.POST.get("document_hash", ""),
            chosen=chosen,
            gross_shown=_whole(request.POST.get("gross", "")),
            shown_text=text,
            form_key=key,
            ticks=ticks,
            evidence={
                "address": request.META.get("REMOTE_ADDR", ""),
                "agent": request.headers.get("user-agent", "")[:200],
                "contact": copy_to(version, None),
            },
            now=now(),
        )
    except QuotingRefused as error:
        return refused(str(error))
    if new:
        issuing.note_opened(version=version, now=now())
        _tell_accepted(version, made)
    return redirect("offer_check", context["offer"].token)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else -1


def _filled(
    version: QuoteVersion, chosen: Collection[UUID], context: dict[str, Any], form: AcceptForm, key: str
) -> dict[str, Any]:
    offer = context["offer"]
    choice = choice_of(version, chosen)
    rows = standing_lines(version)
    paid = "agree to pay " if offer.consumer else ""
    if offer.estimate:
        button = f"Go ahead and {paid}({choice.price})" if paid else f"Go ahead ({choice.price})"
    else:
        button = f"Accept and {paid}{choice.price}" if paid else f"Accept {choice.price}"
    details = version.details or {}
    decision = Decision(
        version=version.pk,
        document_hash=version.document_hash,
        gross=totals_of(version, chosen=chosen).gross,
        key=key,
        what=[line.description for line in rows if not line.optional or line.id in chosen],
        timing=details.get("timing", ""),
        payment=details.get("payment", ""),
        valid_until=version.valid_until,
        button=button,
        paperwork=paperwork_of(version),
    )
    return {**context, "form": form, "choice": choice, "decision": decision}


def _shown(
    request: HttpRequest,
    version: QuoteVersion,
    chosen: Collection[UUID],
    context: dict[str, Any],
    *,
    form: AcceptForm,
    key: str,
    status: int = 200,
) -> HttpResponse:
    consumer = is_consumer(version)
    clean = _text(_filled(version, chosen, context, AcceptForm(consumer=consumer), key), request)
    filled = _filled(version, chosen, context, form, key)
    filled["shown"] = encryption.digest(clean.encode())
    return render(request, "customer/quote_check.html", filled, status=status)


def _text(context: dict[str, Any], request: HttpRequest) -> str:
    """The words of the check page, a piece a line, as they stand before anything was typed."""
    page = parser.document_fromstring(render_to_string("customer/quote_check.html", context, request))
    main = page.find(".//main")
    pieces = (" ".join(piece.split()) for piece in (main if main is not None else page).itertext())
    return "\n".join(piece for piece in pieces if piece)


def paperwork_of(version: QuoteVersion) -> Paperwork | None:
    """The notice and the model form, word for word; None where this version gives none."""
    if not version.notice_version:
        return None
    profile = version.business.profile
    parts = [profile.legal_name or version.business.name, *profile.address.splitlines(), profile.phone, profile.email]
    trader = ", ".join(part.strip(" ,") for part in parts if part.strip())
    text = cancellation.notice_and_form(trader, version.notice_version)
    return Paperwork(
        heading=text["heading"],
        notice=text["notice"],
        effects_heading=text["effects_heading"],
        effects=text["effects"],
        form_heading=text["form_heading"],
        form=text["form"],
    )


def _tell_accepted(version: QuoteVersion, made: Acceptance) -> None:
    """The yes as a message of theirs; the confirmation is the answer to it."""
    receipt = receipt_of(version, made)
    kind = version.get_kind_display().lower()
    parts = [
        f"Accepted on the page of {kind} {version.quote.label}, version {version.version}: {words.pounds(receipt.price)}.",
        f"Name: {made.name}" + (f" ({made.relation})" if made.relation else ""),
    ]
    parts += [f"Option: {text}" for text in receipt.options]
    parts += [f"Ticked: {text}" for text in receipt.ticked]
    _say(version, text="\n".join(parts), subject=f"{version.get_kind_display()} {version.quote.label} accepted",
         headline="accepted", answered=True)  # fmt: skip


def _say(version: QuoteVersion, *, text: str, subject: str, headline: str, answered: bool) -> Message | None:
    if version.quote.conversation is None:
        return None
    return receiving.receive_from_page(
        conversation=version.quote.conversation,
        text=text,
        subject=subject,
        headline=headline,
        answered=answered,
        now=now(),
    )


# --- The receipt ------------------------------------------------------------------------------------------------------


def receipt(request: HttpRequest, version: QuoteVersion, context: dict[str, Any], made: Acceptance) -> HttpResponse:
    return render(request, "customer/quote_accepted.html", {**context, "receipt": receipt_of(version, made)})


def receipt_of(version: QuoteVersion, made: Acceptance) -> Receipt:
    period = acceptance.period_of(made)
    options = [line.description for line in standing_lines(version) if str(line.id) in made.chosen]
    return Receipt(
        name=made.name,
        relation=made.relation,
        at=made.at,
        price=quotes_shown.pounds(made.gross_pence),
        deposit=quotes_shown.pounds(made.deposit_pence) if made.deposit_pence else None,
        options=options,
        ticked=_ticked(made),
        can_ask_early=may_ask_early(made),
        copy_to=veiled(copy_to(version, made.confirmation)),
        short_hash=made.document_hash[:12],
        consumer=period is not None,
        cancel_until=period.last_day if period is not None and version.notice_version else None,
        recorded=made.method != Acceptance.Method.ONLINE,
    )


def _ticked(made: Acceptance) -> list[str]:
    """Every statement that they ticked, with the yes and after it."""
    kept = [*(made.ticks or {}).values(), *(made.early_ticks or {}).values()]
    said = [tick["text"] for tick in kept if isinstance(tick, dict) and tick.get("ticked")]
    return list(dict.fromkeys(said))


def copy_to(version: QuoteVersion, confirmation: Message | None) -> str:
    """Where the copy went, or will go; empty where nobody can be written to."""
    if confirmation is not None:
        return ", ".join(row.get("shown", "") for row in (confirmation.envelope or {}).get("to", []))
    conversation = version.quote.conversation
    return outbox.address_of(conversation) if conversation is not None else ""


def early_page(request: HttpRequest, version: QuoteVersion, context: dict[str, Any], made: Acceptance) -> HttpResponse:
    """The request for an early start: a statement of its own, never ticked by us, and a message in the conversation."""
    form = EarlyForm(request.POST or None, initial={"name": made.name})
    if made.asked_to_start or not may_ask_early(made):
        return redirect("offer_check", context["offer"].token)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        ticks: dict[str, Any] = {
            name: {"ticked": bool(answers[name]), "text": str(form.fields[name].label)} for name in EarlyForm.TICKS
        }
        try:
            _, new = acceptance.ask_early(acceptance=made, name=answers["name"], ticks=ticks, now=now())
        except QuotingRefused:
            return redirect("offer_check", context["offer"].token)
        if new:
            kind = f"{version.get_kind_display().lower()} {version.quote.label}"
            said = [tick["text"] for tick in ticks.values() if tick["ticked"]]
            _say(version, text="\n".join([f"About {kind}:", *said, answers["name"]]),
                 subject=f"An early start: {kind}", headline="asked", answered=False)  # fmt: skip
        return redirect("offer_check", context["offer"].token)
    return render(request, "customer/quote_early.html", {**context, "form": form}, status=422 if form.errors else 200)


def may_ask_early(made: Acceptance) -> bool:
    """Whether days run in which the work starts only if they ask for it."""
    period = acceptance.period_of(made)
    return period is not None and not made.asked_to_start and not period.is_over(london_day(now()))


def veiled(address: str) -> str:
    """An address as its owner knows it again and nobody else can use it: whoever is given the link reads this page."""
    name, at, place = address.rpartition("@")
    if at:
        return f"{name[:1]}…@{place}"
    return f"…{address[-3:]}" if address else ""


# --- Cancelling -------------------------------------------------------------------------------------------------------


def cancel_page(request: HttpRequest, version: QuoteVersion, context: dict[str, Any]) -> HttpResponse:
    """Cancelling what was agreed. Inside the days it is done at once; after them their words are passed on. No reason is
    asked, and no sentence says that somebody cannot cancel.
    """
    made = acceptance.standing_acceptance(version)
    assert made is not None
    ended = Cancellation.objects.filter(acceptance=made).first()
    if ended is not None:
        return render(request, "customer/quote_cancelled.html", {**context, "page": _cancelled(version, ended)})
    form = CancelForm(request.POST or None, initial={"name": made.name})
    if request.method == "POST" and form.is_valid():
        name, said = form.cleaned_data["name"], form.cleaned_data["words"].strip()
        kind = f"{version.get_kind_display().lower()} {version.quote.label}"
        text = said or f"I cancel {kind}."
        issuing.note_opened(version=version, now=now())
        try:
            cancelling.cancel(version=version, method="online", words=text, name=name, now=now())
        except PeriodPassed as error:
            _say(version, text=f"I want to cancel {kind}.\n{said}\n{name}", subject=f"About cancelling {kind}",
                 headline="asked", answered=False)  # fmt: skip
            said_page = {
                "heading": "Your message is with them",
                "text": str(error),
                "back": f"/q/{context['offer'].token}",
            }
            return render(request, "customer/said.html", {**context, **said_page})
        except QuotingRefused:
            return redirect("offer", context["offer"].token)
        _say(version, text=f"{text}\n{name}", subject=f"Cancelled: {kind}", headline="cancelled", answered=True)
        return redirect("offer_cancel", context["offer"].token)
    period = acceptance.period_of(made)
    over = period is None or period.is_over(london_day(now()))
    page = CancelPage(
        until=period.last_day if period is not None and not over else None,
        open=not over,
        early_start=made.asked_to_start,
        paperwork=paperwork_of(version),
    )
    status = 422 if form.errors else 200
    return render(request, "customer/quote_cancel.html", {**context, "page": page, "form": form}, status=status)


def _cancelled(version: QuoteVersion, ended: Cancellation) -> Sequence[tuple[str, str]]:
    rows = [("Cancelled by", ended.name)] if ended.name else []
    rows.append(("Arrived", f"{words.day(ended.at)}, {words.clock(ended.at)}"))
    if ended.refund_due_by is not None:
        rows.append(("What you have paid", f"comes back by {day_words(ended.refund_due_by)} at the latest"))
    where = veiled(copy_to(version, ended.acknowledgement))
    said = (
        f"on its way to {where}" if where else "it cannot be sent to you just now: please keep this page, or print it"
    )
    rows.append(("In writing", said))
    return rows
