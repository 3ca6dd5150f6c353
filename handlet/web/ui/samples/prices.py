"""The price list, items, rules, an import."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from handlet.quoting import shapes
from handlet.quoting.item_values import ItemValues
from handlet.web.ui.contexts import prices
from handlet.web.ui.forms.prices import SHAPE_WORDS, ImportForm, ItemForm, TryForm
from handlet.web.ui.forms.rules import RULE_FORMS, RuleForm
from handlet.web.ui.samples.people import Screen, made_id, refused, with_errors

PRICE_ROWS = [
    prices.PriceRow(made_id(70), "PLM-05", "Replace tap, fitting only", "£85.00", "each"),
    prices.PriceRow(
        made_id(71), "PLM-01", "Call-out and first hour", "£80.00", "to come out", mark="Example", confirmed=False
    ),
    prices.PriceRow(made_id(72), "PLM-09", "Bathroom refit, without tiling", "from £1,200.00", "guide"),
]

PRICE_LIST = prices.PriceListPage(
    [("Taps and toilets", PRICE_ROWS[:1]), ("Other prices", PRICE_ROWS[1:])],
    to_confirm=1,
    rules=[
        prices.RuleRow(
            made_id(80),
            "Any job on a Saturday has PLM-20 on top",
            [
                prices.ReadRow(
                    "Adds one “Saturday supplement” when the visit is wanted at: saturday.",
                    [("Replace tap, fitting only", made_id(70)), ("Call-out and first hour", made_id(71))],
                    more=11,
                )
            ],
        ),
        prices.RuleRow(made_id(81), "I like to see a loft before I put a figure on it"),
    ],
    categories=["Taps and toilets"],
    gaps=[("Replace tap, fitting only: a rule names the code PLM-77, which is not on the list.", made_id(70))],
    undo=(made_id(79), "3 November 2026"),
    count=14,
)

PRICE_VALUES = ItemValues(
    code="PLM-01", name="Call-out and first hour", description="Weekdays 8 to 6", vat_rate=Decimal(20),
    synonyms=("come and have a look",), exclusions=("Parking",),
    **shapes.columns(
        shapes.from_values(
            "call_out",
            {
                "first": "80", "rate": "55", "bands": [
                    {"name": "evening", "windows": [{"days": [0, 1, 2, 3, 4], "since": 1080, "until": 1440}], "rate": "90",
                     "first": "130"}
                ],
            },
        )
    ),
)  # fmt: skip

PRICE_ITEM = prices.PriceItemPage(
    id=made_id(71),
    name="Call-out and first hour",
    code="PLM-01",
    shape="call_out",
    shape_word="Call-out or first hour, then by the hour",
    charged=shapes.of(PRICE_VALUES).in_words(),
    confirmed=False,
    changed="Changed on 3 November 2026 by Asha Rowan. Version 2.",
    vat_registered=True,
    mark="Example",
    examples=[("30 min", "£80.00"), ("1 h", "£80.00"), ("1 h 30 min", "£107.50"), ("3 h", "£190.00")],
    rules=[
        prices.ItemRuleRow(
            "k1", "hours", "For Mon, Tue, Wed, Thu, Fri 08:00–18:00.", "Weekdays 8 to 6", confirmed=False
        ),
        prices.ItemRuleRow("k2", "adds", "Adds one PLM-20 when the visit is wanted at: saturday."),
    ],
    rule_kinds=[(kind, label) for kind, (label, _) in RULE_FORMS.items()],
    to_decide=1,
)

TRIED = prices.Tried(
    lines=[
        prices.TriedLine("Call-out and first hour", "£80.00", "1 visit × £80.00", "covers 1 h"),
        prices.TriedLine("Further time", "£27.50", "0.5 hour × £55.00", "20 min counted as 30 min"),
    ],
    total="£107.50",
    note="Before VAT.",
)

IMPORT = prices.ImportPreview(
    made_id(78),
    [
        prices.ImportRow("line 3", "Labour", "heading"),
        prices.ImportRow(
            "line 4", "Call-out", "new", charged="Call-out or first hour, then by the hour: £60 for the first hour.",
            vat="20 % VAT on top",
            notes=["Further time is taken in steps of 30 minutes: check."],
            examples=[("30 min", "£60.00"), ("1 h", "£60.00"), ("1 h 30 min", "£82.50"), ("3 h", "£150.00")],
            rules=[
                prices.ImportRule("k1", "hours", "For Mon, Tue, Wed, Thu, Fri 08:00–18:00.", "weekdays 8 to 6"),
                prices.ImportRule("k2", "adds", "Adds one PLM-20 when the visit is wanted at: saturday.", "saturdays extra", "drop"),
                prices.ImportRule("k3", "guide", "A guide price until you have seen it.", "usually", "right"),
            ],
            number=1,
        ),
        prices.ImportRow("line 5", "Replace tap", "changed", code="PLM-05", charged="By measure or number: £85 each.",
                    vat="20 % VAT on top", changes=["£80.00 → £85.00"], number=2),
        prices.ImportRow("line 6", "Replace tap", "new", charged="By measure or number: £95 each.", vat="20 % VAT on top",
                         notes=["Another price in line 5 has this name too: check."], number=4,
                         which=[("PLM-05", "£80 each."), ("PLM-06", "£110 each.")]),
        prices.ImportRow("line 7", "Boiler service", "not_understood", number=3,
                    problem="“POA” is no figure, so there is nothing to charge. Write a price, or a guide such as “from £80”."),
    ],
    counts=[(2, "new"), (1, "changed"), (1, "not understood")],
    understood=3,
    to_say=1,
    unread=["Above the headings: “Bob’s price list 2026”.", "The columns “Supplier”, “In stock”."],
    to_decide=1,
)  # fmt: skip


SCREENS: dict[str, Screen] = {
    "prices": (
        "owner/pricelist.html",
        lambda: {"page": PRICE_LIST, "rule_form": RuleForm(prefix="rule")},
    ),
    "prices-empty": (
        "owner/pricelist.html",
        lambda: {
            "page": replace(PRICE_LIST, groups=[], to_confirm=0, rules=[], gaps=[], undo=None, count=0),
            "rule_form": RuleForm(prefix="rule"),
        },
    ),
    "prices-none-found": (
        "owner/pricelist.html",
        lambda: {
            "page": replace(PRICE_LIST, groups=[], query="chimney", gaps=[], undo=None),
            "rule_form": RuleForm(prefix="rule"),
        },
    ),
    "price-new": ("owner/price_new.html", lambda: {"kinds": list(SHAPE_WORDS.items())}),
    "price-new-hourly": (
        "owner/price_new.html",
        lambda: {
            "form": ItemForm(shape="hourly", vat_registered=True),
            "shape": "hourly",
            "shape_word": SHAPE_WORDS["hourly"],
        },
    ),
    "price-item": (
        "owner/price_item.html",
        lambda: {
            "page": PRICE_ITEM,
            "form": ItemForm(shape="call_out", vat_registered=True, before=PRICE_VALUES),
            "tryout": TryForm(initial={"hours": "1.3"}, shape=shapes.of(PRICE_VALUES)),
            "tried": TRIED,
            "kinds": list(SHAPE_WORDS.items()),
            "here": "call_out",
        },
    ),
    "price-item-errors": (
        "owner/price_item.html",
        lambda: {
            "page": replace(PRICE_ITEM, confirmed=True, mark=""),
            "form": with_errors(
                ItemForm(
                    {
                        "name": "",
                        "shape_first": "lots",
                        "vat_rate": "5",
                        "shape_rounding": "up",
                        "shape_crossing": "start",
                    },
                    shape="call_out",
                    vat_registered=True,
                    before=PRICE_VALUES,
                )
            ),
            "tryout": TryForm({"hours": "soon"}, shape=shapes.of(PRICE_VALUES)),
            "tried": prices.Tried(problem="Please look at the fields above again."),
            "kinds": list(SHAPE_WORDS.items()),
            "here": "call_out",
        },
    ),
    "price-rule": (
        "owner/price_rule.html",
        lambda: {
            "back": "/prices",
            "name": "Call-out and first hour",
            "form": RULE_FORMS["adds"][1](codes=[("PLM-20", "Saturday supplement (PLM-20)")]),
            "label": RULE_FORMS["adds"][0],
            "words": "",
            "changing": False,
            "action": "/prices",
        },
    ),
    "price-rule-hours": (
        "owner/price_rule.html",
        lambda: {
            "back": "/prices",
            "name": "Call-out and first hour",
            "form": RULE_FORMS["hours"][1](codes=[]),
            "label": RULE_FORMS["hours"][0],
            "words": "Weekdays 8 to 6",
            "changing": True,
            "action": "/prices",
        },
    ),
    "price-retired": ("owner/price_retired.html", lambda: {"name": "Reseal bath", "id": made_id(71)}),
    "price-import": ("owner/price_import.html", lambda: {"form": ImportForm()}),
    "price-import-refused": (
        "owner/price_import.html",
        lambda: {
            "form": refused(
                ImportForm({}, {}),
                "file",
                "This is a PDF. Copy its table into a spreadsheet, save it as .xlsx or CSV and try again.",
            )
        },
    ),
    "price-import-preview": ("owner/price_import.html", lambda: {"preview": IMPORT}),
    "price-import-nothing": (
        "owner/price_import.html",
        lambda: {
            "preview": replace(
                IMPORT,
                rows=[row for row in IMPORT.rows if row.problem],
                counts=[(1, "not understood")],
                understood=0,
                to_decide=0,
            )
        },
    ),
}
