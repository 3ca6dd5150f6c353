"""Pages for everybody: what Handlet is, the privacy page and its lawful bases from the register, the operator's terms."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handlet.web.middleware import manages_own_transactions
from handlet.web.public.register_shown import register_page


@require_safe
@manages_own_transactions
def home(request: HttpRequest) -> HttpResponse:
    """Somebody who is signed in wants their inbox."""
    if request.user.is_authenticated:
        return redirect("inbox")
    return render(request, "public/home.html")


@require_safe
@manages_own_transactions
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "public/privacy.html", {"register": register_page()})


@require_safe
@manages_own_transactions
def lawful_basis(request: HttpRequest) -> HttpResponse:
    return render(request, "public/lawful_basis.html", {"register": register_page()})


@require_safe
@manages_own_transactions
def terms(request: HttpRequest) -> HttpResponse:
    """The operator's own text, a paragraph a line, from the data folder."""
    path = settings.HANDLET_DATA / "terms.txt"
    paragraphs = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    context = {"terms_version": "", "paragraphs": [line for line in paragraphs if line.strip()]}
    return render(request, "public/terms.html", context)
