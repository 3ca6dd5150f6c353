"""What Handlet remembers: told, noticed and confirmed, changed, deleted; of the business, or of one customer."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts.access import of_business, to_change
from handlet.customers.models import Customer
from handlet.drafting import noticing, remembering
from handlet.drafting.models import Memory
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui.contexts.learning import MemoriesPage, MemoryRow, NoticedRow
from handlet.web.ui.forms.drafts import MemoryForm

HEADINGS = {
    "fact": ("Facts", "Stand behind answers, word for word."),
    "preference": ("Wording", "How suggestions are put."),
    "procedure": ("Ways of working", "What is always asked or said."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def memories(request: Asked) -> HttpResponse:
    """The list; POST tells one more."""
    form = MemoryForm(request.POST or None, initial={"kind": "fact"})
    if request.method == "POST" and form.is_valid():
        try:
            remembering.tell(by=request.member, now=now(), **form.cleaned_data)
        except remembering.CannotRemember as error:
            form.add_error("text", str(error))
        else:
            return redirect("settings_memories")
    return _page(request, form)


def _page(request: Asked, form: MemoryForm) -> HttpResponse:
    rows = [row_of(one) for one in remembering.of_business()]
    page = MemoriesPage(
        groups=[
            (heading, what, [row for row in rows if row.kind == kind]) for kind, (heading, what) in HEADINGS.items()
        ],
        noticed=[
            NoticedRow(one.mark, one.kind, one.text, one.reason)
            for one in noticing.memories(business_id=request.member.business_id, now=now())
        ],
    )
    context = {"page": page, "form": form}
    return render(request, "owner/settings/memories.html", context, status=422 if form.errors else 200)


def row_of(memory: Memory) -> MemoryRow:
    noticed = memory.origin == Memory.Origin.NOTICED
    origin = f"Noticed in {memory.times} of your replies, confirmed by you." if noticed else ""
    return MemoryRow(memory.id, memory.kind, memory.text, remembering.means(memory), origin)


@require_POST
@for_members
def noticed(request: Asked) -> HttpResponse:
    """Confirm a habit, in the words of the page or changed; or say that it is none."""
    mark = request.POST.get("mark", "")
    found = {one.mark: one for one in noticing.memories(business_id=request.member.business_id, now=now())}.get(mark)
    if found is None:
        return refuse(request, "This is not proposed any more. Open the page again.")
    if request.POST.get("answer") != "yes":
        remembering.refuse(by=request.member, kind=found.kind, mark=mark, times=found.times, now=now())
        return redirect("settings_memories")
    try:
        remembering.tell(
            by=request.member,
            kind=found.kind,
            text=request.POST.get("text") or found.text,
            origin=Memory.Origin.NOTICED,
            times=found.times,
            mark=mark,
            now=now(),
        )
    except remembering.CannotRemember as error:
        return refuse(request, str(error), status=422)
    return redirect("settings_memories")


@require_POST
@for_members
def memory(request: Asked, memory: uuid.UUID) -> HttpResponse:
    """Change one or delete it, then back to where it is shown."""
    found = of_business(
        request.member, Memory.objects.select_related("customer").filter(state=Memory.State.CONFIRMED), memory
    )
    customer = found.customer_id
    if request.POST.get("forget"):
        remembering.forget(memory=found, by=request.member)
    else:
        try:
            remembering.change(memory=found, by=request.member, text=request.POST.get("text", ""), now=now())
        except remembering.CannotRemember as error:
            return refuse(request, str(error), status=422)
    return redirect("customer", customer) if customer else redirect("settings_memories")


@require_POST
@for_members
def of_customer(request: Asked, customer: uuid.UUID) -> HttpResponse:
    """Remember something about one person: under their key, in drafts to them alone."""
    to_change(request.member)
    found = of_business(request.member, Customer.objects.all(), customer)
    try:
        remembering.tell(by=request.member, kind="fact", text=request.POST.get("text", ""), customer=found, now=now())
    except remembering.CannotRemember as error:
        return refuse(request, str(error), status=422)
    return redirect("customer", found.id)
