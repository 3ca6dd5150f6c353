"""The privacy centre: requests about personal data with their days, what was agreed to, and the erasing itself."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handlet.accounts.access import of_business, to_change, to_own
from handlet.customers import resolving
from handlet.customers.models import Customer
from handlet.inbox import queries as inbox_queries
from handlet.inbox.models import Conversation
from handlet.kit.london import LONDON, london_day
from handlet.kit.phones import e164
from handlet.privacy import cases, queries
from handlet.privacy import register as register_of_processing
from handlet.privacy.models import ErasureCertificate, RightsCase
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Found
from handlet.web.owner import showing
from handlet.web.owner.proving import ask_again
from handlet.web.public.register_shown import PERIODS, register_page
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui import words
from handlet.web.ui.contexts.privacy import (
    AskedRow,
    CaseEvent,
    CasePage,
    CaseRow,
    CaseStep,
    CertificateView,
    ConsentRow,
    EraseItem,
    ErasePreview,
    PrivacyCentrePage,
    RetentionRow,
)
from handlet.web.ui.contexts.states import Notice, State
from handlet.web.ui.forms.people import CaseForm

Kind = RightsCase.Kind
STATES = {
    RightsCase.State.RECEIVED: State("New", "info"),
    RightsCase.State.IN_PROGRESS: State("In progress", "info"),
    RightsCase.State.FULFILLED: State("Done", "good"),
    RightsCase.State.REFUSED: State("Refused"),
    RightsCase.State.CLOSED: State("Closed"),
}
EVENTS = {
    "opened": "The request reached you",
    "copied": "A copy was made",
    "erased": "Erased",
    "restricted": "Their details were set aside: nothing is drafted or sent",
    "unrestricted": "Their details may be used again",
    "fulfilled": "Closed as done",
    "refused": "Refused",
}
SCOPES = {
    "connection:imap": "Reading a mailbox",
    "connection:form": "The enquiry form",
    "connection:whatsapp": "Reading a WhatsApp number",
    "language_model": "Letting a language model word replies",
}


@require_safe
@for_members
def centre(request: Asked) -> HttpResponse:
    page = PrivacyCentrePage(
        to_do=[_row(case) for case in queries.open_cases()],
        asked=[
            AskedRow(row.customer_id, showing.person(row.customer), row.last_inbound_at or row.last_message_at)
            for row in inbox_queries.asking_about_data()
            if queries.newest_case_of(row.customer_id) is None
        ],
        closed=[_row(case) for case in queries.closed_cases()],
        retention=_rules(),
        consents=[
            ConsentRow(SCOPES.get(line.scope, line.scope), line.get_event_display(), line.at)
            for line in queries.consents()
        ],
    )
    return render(request, "owner/privacy_centre.html", {"page": page, "now": now()})


# What the days of a rule are counted from, as a sentence goes on after “6 years after”.
AFTER = {
    "last message": "the last message",
    "acceptance": "the acceptance",
    "read": "they were read",
    "last use": "the last use",
    "first use": "the first use",
    "last event": "the last event",
    "closed": "they were closed",
    "erasure": "the erasure",
    "sent": "it was sent",
    "sent or discarded": "it was sent or discarded",
    "sent or stopped": "it was sent or stopped",
    "written": "it was written",
    "discarded": "they were discarded",
}


def _rules() -> list[RetentionRow]:
    """The register's rules in words. The jobs that carry them out run every night and every hour."""
    first = Conversation.objects.order_by("last_message_at").values_list("last_message_at", flat=True).first()
    return [
        RetentionRow(
            data=rule.data,
            rule=PERIODS[rule.period]
            if rule.period == "account"
            else f"{PERIODS[rule.period]} after {AFTER.get(rule.starts, rule.starts)}",
            oldest=words.day(first) if rule.key == "enquiry" and first is not None else "",
            last_run=None,
        )
        for rule in register_of_processing.assemble().retention.values()
    ]


def _row(case: RightsCase) -> CaseRow:
    return CaseRow(
        id=case.id,
        kind=case.get_kind_display(),
        who=_who(case),
        state=STATES[RightsCase.State(case.state)],
        due=case.due_on if case.closed_at is None else None,
        days_left=(case.due_on - london_day(now())).days if case.closed_at is None else None,
        next_step="" if case.closed_at is not None else "Open it to answer",
    )


def _who(case: RightsCase) -> str:
    customer = Customer.objects.filter(pk=case.subject_id).first()
    return showing.person(customer) if customer is not None else "Somebody who was erased"


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def case_open(request: Asked) -> HttpResponse:
    """A request, however it came. The person is found by address, number or words; a name alone must be the only one."""
    form = CaseForm(request.POST or None, initial=_asked_about(request))
    if request.method == "POST" and form.is_valid():
        to_change(request.member)
        found = _find_customer(request, form.cleaned_data["customer"])
        if found is None:
            form.add_error(
                "customer", "Nobody, or more than one person, is found by this. Type their address or number."
            )
        else:
            received = datetime.combine(form.cleaned_data["received_on"], time(12), tzinfo=LONDON)
            case = cases.open_case(
                kind=form.cleaned_data["kind"],
                subject=Subject("customer", found.id, request.member.business_id),
                note="",
                received_at=min(received, now()),
                by=request.member,
                now=now(),
            )
            if case.kind in (Kind.RESTRICTION, Kind.OBJECTION):
                _restrict(case, request, restricted=True)
            return redirect("case", case.id)
    return render(request, "owner/case_open.html", {"form": form}, status=422 if form.errors else 200)


def _asked_about(request: Asked) -> dict[str, object]:
    """What is known where the owner came from a person’s page: an address that finds them again, and when they asked."""
    today: dict[str, object] = {"received_on": london_day(now())}
    try:
        found = of_business(request.member, Customer.objects.all(), uuid.UUID(request.GET.get("customer", "")))
    except ValueError:
        return today
    point = found.contact_points.filter(kind__in=("email", "phone")).order_by("created_at").first()
    known = today | {"customer": point.value if point is not None else found.name}
    asked = next((row for row in inbox_queries.asking_about_data() if row.customer_id == found.id), None)
    if asked is not None and asked.last_inbound_at is not None:
        known["received_on"] = london_day(asked.last_inbound_at)
    return known


def _find_customer(request: Asked, words: str) -> Customer | None:
    plain = words.strip()
    try:
        return of_business(request.member, Customer.objects.all(), uuid.UUID(plain))
    except ValueError:
        pass
    for kind, value in (("email", plain.lower()), ("phone", e164(plain) or plain)):
        found = resolving.find(business_id=request.member.business_id, kind=kind, value=value)
        if found is not None:
            return found
    people = {row.customer_id: row.customer for row in inbox_queries.found(plain)}
    return next(iter(people.values())) if len(people) == 1 else None


@require_safe
@for_members
def case(request: Asked, case: uuid.UUID) -> HttpResponse:
    found = of_business(request.member, RightsCase.objects.all(), case)
    return render(request, "owner/case.html", {"page": _case_page(found), "now": now()})


def _case_page(found: RightsCase, problem: str = "") -> CasePage:
    row = _row(found)
    is_open = found.closed_at is None
    conversation = Conversation.objects.filter(customer_id=found.subject_id).first()
    steps: list[CaseStep] = []
    if is_open:
        if found.kind in (Kind.ACCESS, Kind.PORTABILITY):
            steps.append(CaseStep("copy", "Make their copy", main=True, link=reverse("case_copy", args=[found.id])))
        if found.kind == Kind.ERASURE:
            steps.append(
                CaseStep("erase", "See what would be erased", main=True, link=reverse("erase_preview", args=[found.id]))
            )
        if found.kind in (Kind.RESTRICTION, Kind.OBJECTION):
            steps.append(CaseStep("unrestrict", "Use their details again", asks_reason=True))
        steps.append(CaseStep("fulfilled", "Close as done", main=not steps))
        steps.append(CaseStep("refused", "Refuse, with a reason", danger=True, asks_reason=True))
    events = [CaseEvent(event.at, EVENTS.get(event.verb, event.verb)) for event in queries.events_of(found)]
    if is_open:
        ahead = datetime.combine(found.due_on, time(23, 59), tzinfo=LONDON)
        events.append(CaseEvent(ahead, "The answer is due", ahead=True))
    certificate = ErasureCertificate.objects.filter(case=found).first()
    notices = [Notice(title=problem, tone="danger")] if problem else []
    if certificate is not None:
        notices.append(
            Notice(
                title="Erased, with a certificate",
                tone="good",
                link=reverse("certificate", args=[certificate.id]),
                link_words="Open it",
            )
        )
    subject = cases.subject_of(found)
    plan = cases.plan_for(subject)
    return CasePage(
        id=found.id,
        kind=row.kind,
        who=row.who,
        state=row.state,
        due=row.due,
        days_left=row.days_left,
        events=events,
        steps=steps,
        found=[(item.what, item.count) for item in (*plan.goes, *plan.stays)],
        notices=notices,
        conversation=conversation.id if conversation is not None else None,
    )


@require_POST
@for_members
def case_step(request: Asked, case: uuid.UUID) -> HttpResponse:
    """Close as done, refuse, or lift a restriction."""
    member = to_change(request.member)
    found = of_business(member, RightsCase.objects.all(), case)
    step, reason = request.POST.get("step", ""), request.POST.get("reason", "").strip()
    if step == "unrestrict":
        _restrict(found, request, restricted=False)
        return redirect("case", found.id)
    if step not in ("fulfilled", "refused"):
        return refuse(request, "This step is not known. Open the request again.", status=400)
    if step == "refused" and not reason:
        page = _case_page(found, "Say why: they have a right to the reason.")
        return render(request, "owner/case.html", {"page": page, "now": now()}, status=422)
    try:
        cases.close(case=found, outcome=step, reason=reason, by=member, now=now())
    except cases.CaseClosed as error:
        return refuse(request, str(error))
    return redirect("case", found.id)


def _restrict(found: RightsCase, request: Asked, *, restricted: bool) -> None:
    Customer.objects.filter(pk=found.subject_id).update(restricted=restricted)
    cases.record_event(found, "restricted" if restricted else "unrestricted", request.member, now())


@require_safe
@for_members
def case_copy(request: Asked, case: uuid.UUID) -> HttpResponse:
    """Everything held about them, as a file to hand over."""
    member = to_change(request.member)
    found = of_business(member, RightsCase.objects.all(), case)
    return _zip(cases.copy_of(case=found, by=member, now=now()), "copy-of-your-data.zip")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def erase_preview(request: Asked, case: uuid.UUID) -> HttpResponse:
    """Two columns, then exactly that. A change in between shows the page again."""
    member = to_change(request.member)
    found = of_business(member, RightsCase.objects.filter(kind=Kind.ERASURE), case)
    if request.method == "POST":
        try:
            certificate = cases.erase(case=found, confirmed=request.POST.get("digest", ""), by=member, now=now())
        except cases.PlanChanged:
            return _preview(request, found, status=409)
        except (cases.CaseClosed, cases.Residue) as error:
            return refuse(request, str(error))
        return redirect("certificate", certificate.id)
    return _preview(request, found)


def _preview(request: Asked, found: RightsCase, status: int = 200) -> HttpResponse:
    plan = cases.preview(found)
    page = ErasePreview(
        case=found.id,
        who=_who(found),
        goes=[_item(row) for row in plan.goes],
        stays=[_item(row) for row in plan.stays],
        elsewhere=plan.elsewhere,
        digest=plan.digest,
    )
    return render(request, "owner/erase_preview.html", {"page": page}, status=status)


def _item(row: Found) -> EraseItem:
    return EraseItem(row.what, row.count, row.because)


@require_safe
@for_members
def certificate(request: Asked, certificate: uuid.UUID) -> HttpResponse:
    found = of_business(request.member, ErasureCertificate.objects.all(), certificate)
    page = CertificateView(
        id=found.id,
        code=found.code,
        at=found.at,
        removed=[EraseItem(**row) for row in found.removed],
        kept=[EraseItem(**row) for row in found.kept],
        elsewhere=found.elsewhere,
        register_version=found.register_version,
        commitment=found.commitment,
    )
    return render(request, "owner/certificate.html", {"page": page})


@require_safe
@for_members
def register(request: Asked) -> HttpResponse:
    return render(request, "owner/register.html", {"register": register_page()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def export_all(request: Asked) -> HttpResponse:
    """Everything of the business, in one file, after a fresh sign-in."""
    if request.method == "POST":
        member = to_own(request.member)
        if (again := ask_again(request)) is not None:
            return again
        subject = Subject("business", member.business_id, member.business_id)
        return _zip(cases.package_of(subject, now()), "handlet-export.zip")
    return render(request, "owner/export.html", {"ready": "", "until": None, "preparing": False})


def _zip(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
