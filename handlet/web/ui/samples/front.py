"""Public pages, errors and the first steps of a new business."""

from __future__ import annotations

from handlet.web.ui.forms.business import BusinessForm
from handlet.web.ui.samples.people import Screen, filled_wrongly
from handlet.web.ui.samples.prices import PRICE_LIST
from handlet.web.ui.samples.privacy import REGISTER

SCREENS: dict[str, Screen] = {
    "home": ("public/home.html", dict),
    "privacy": ("public/privacy.html", lambda: {"register": REGISTER}),
    "lawful-basis": ("public/lawful_basis.html", lambda: {"register": REGISTER}),
    "terms": ("public/terms.html", dict),
    "offline": ("public/offline.html", dict),
    "account_deleted": ("public/account_deleted.html", dict),
    **{f"error-{code}": (f"{code}.html", dict) for code in ("400", "403", "403_csrf", "404", "429", "500")},
    "start-business": ("owner/start/business.html", lambda: {"form": BusinessForm()}),
    "start-business-errors": (
        "owner/start/business.html",
        lambda: {"form": filled_wrongly(BusinessForm, vat_registered="yes", trade="plumbing")},
    ),
    "start-prices": ("owner/start/prices.html", lambda: {"page": PRICE_LIST}),
    "start-connect": ("owner/start/connect.html", dict),
}
