"""Quotes for looking at and for tests: three real ones, and any number of made-up ones from a seed, with words of every kind."""

from __future__ import annotations

import io
import random
import string
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D
from typing import Any

from PIL import Image, ImageDraw

from handlet.accounts import logos, profiles
from handlet.accounts.models import BusinessProfile, Credential, Membership
from handlet.customers.resolving import create_customer
from handlet.inbox.models import Conversation
from handlet.quoting import deposits, editing
from handlet.quoting.editing import LineValues
from handlet.quoting.models import QuoteLine, QuoteVersion
from tests.cast import NOW

Kind = QuoteLine.Kind
TODAY = NOW.date()


def logo_file(wide: int = 900, high: int = 360) -> bytes:
    """A drop and a wave, as a plumber might have it."""
    picture = Image.new("RGBA", (wide, high), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((20, 130, 240, 350), fill="#1f5d6b")
    draw.polygon([(130, 10), (35, 190), (225, 190)], fill="#1f5d6b")
    for place, high_at in enumerate((150, 220, 290)):
        draw.rounded_rectangle((290, high_at, 290 + 580 - place * 150, high_at + 34), 17, fill="#1f5d6b")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def letterhead(member: Membership, **changes: Any) -> BusinessProfile:
    """Everything that a letterhead may hold, for a registered business; `changes` go on top."""
    profile = BusinessProfile.objects.get(business_id=member.business_id)
    values: dict[str, Any] = {
        "legal_form": "sole_trader",
        "legal_name": "Asha Rowan",
        "address": "Unit 4, Mill Yard\nLeeds\nLS11 9QQ",
        "phone": "0113 496 0123",
        "email": "asha@rowan.example",
        "letterhead": "Plumbing and bathrooms in Leeds since 2009",
        "vat_registered": True,
        "vat_number": "123456782",
        "terms": "Anything found behind walls or floors is agreed with you before we go on.",
        "complaints": "Ring Asha first. We answer every complaint in writing within five working days.",
    }
    for name, value in (values | changes).items():
        setattr(profile, name, value)
    profile.save()
    if not Credential.objects.filter(business_id=member.business_id).exists():
        for scheme, number in (("WaterSafe", "WS 40213"), ("Public liability", "Hawthorn Mutual, £2 million")):
            profiles.add_credential(
                by=member, scheme=scheme, number=number, holder="Asha Rowan", valid_until=TODAY + timedelta(days=300)
            )
    return profile


def conversation_with(member: Membership, name: str, address: str, postcode: str) -> Conversation:
    customer = create_customer(business_id=member.business_id, name=name, now=NOW)
    customer.address, customer.postcode = address, postcode
    customer.save()
    return Conversation.objects.create(
        business_id=member.business_id, customer=customer, key_id=customer.key_id, channel="imap", last_message_at=NOW
    )


def started(member: Membership, name: str, address: str, postcode: str, *, firm: bool = True) -> QuoteVersion:
    conversation = conversation_with(member, name, address, postcode)
    return editing.start(conversation=conversation, firm=firm, now=NOW)


def told(version: QuoteVersion, **details: Any) -> QuoteVersion:
    editing.change_details(version=version, kind=version.kind, valid_until=version.valid_until, details=details)
    version.refresh_from_db()
    return version


def small_quote(member: Membership) -> QuoteVersion:
    """Two taps for a householder: one sheet, and the notice on its own."""
    version = started(member, "Dev Patel", "12 Cobnar View\nLeeds", "LS8 8QB")
    for values in (
        LineValues("Replace basin taps with your own, isolating valves included", D(2), "each", D("85")),
        LineValues("Call-out within LS1 to LS17", D(1), "visit", D("35")),
        LineValues("Sundries: washers, tape, flexible hoses", D(1), "each", D("14.50"), kind=Kind.MATERIALS),
    ):
        editing.add_line(version=version, values=values)
    told(
        version,
        scope="Two basin taps in the family bathroom replaced, and the waste re-sealed. The old taps are taken away.",
        assumptions=["The stopcock under the sink turns off fully."],
        exclusions=["Tiling, and the cupboard under the basin"],
        customer_provides=["The two taps, on the day"],
        duration="about two hours",
        methods="card, cash or bank transfer",
    )
    editing.set_terms(
        version=version,
        seen="visited",
        customer_kind="consumer",
        nation="england",
        start_from=date(2026, 12, 1),
        start_until=date(2026, 12, 4),
        payment_days=14,
    )
    version.refresh_from_db()
    return version


def long_estimate(member: Membership) -> QuoteVersion:
    """A bathroom and a heat pump, seen in photos only: sections, a range, provisional sums, options, stages, two rates."""
    version = started(member, "Mrs Siân Llewellyn-Ŵyn", "Tŷ Gwyn, 3 Chapel Row\nOtley", "LS21 3AA", firm=False)
    out, new, heat = (
        editing.add_section(version=version, title=title, note=note)
        for title, note in (
            ("Taking out", "Two days, with dust sheets from the front door to the bathroom."),
            ("The new bathroom", ""),
            ("Heat pump", "An air-source pump with its cylinder, supplied and installed."),
        )
    )
    line = LineValues("", D(1), "each", D(0))
    rows = [
        replace(line, section=out, description="Take out suite, tiles and floor", quantity=D(2), unit="days",
                unit_price=D(280), low_quantity=D(2), high_quantity=D(3)),
        replace(line, section=out, description="Skip, six yards", unit_price=D(310), kind=Kind.PASS_THROUGH),
        replace(line, section=new, description="First fix: hot, cold and wastes", quantity=D(12), unit="hours",
                unit_price=D(52), low_quantity=D(10), high_quantity=D(16)),
        replace(line, section=new, description="Second fix: suite, shower and screen fitted", quantity=D(16),
                unit="hours", unit_price=D(52)),
        replace(line, section=new, description="Sanitaryware and brassware, as the list of 18 November",
                unit_price=D(2450), kind=Kind.PROVISIONAL),
        replace(line, section=new, description="Waterproof boarding of the shower", quantity=D("7.5"), unit="m²",
                unit_price=D(38), kind=Kind.MATERIALS),
        replace(line, section=new, description="Floor and wall tiling", quantity=D("21.4"), unit="m²",
                unit_price=D("46.50"), discount_percent=D(5)),
        replace(line, section=new, description="Extractor fan with timer", unit_price=D(185), kind=Kind.MATERIALS),
        *(
            replace(line, section=new, description=words, unit_price=D(price), quantity=D(many))
            for words, price, many in (
                ("Thermostatic radiator valves", "48", 3),
                ("Towel rail, chrome, plumbed to the heating", "265", 1),
                ("Silicone, trims and making good round the window", "95", 1),
                ("Isolating valves at every fitting", "22", 5),
                ("Boxing in of pipes, ready to paint", "140", 1),
            )
        ),
        *(
            replace(line, section=heat, description=words, unit_price=D(price), kind=kind, vat_treatment="energy_saving",
                    vat_reason="air-source heat pump installed in a home",
                    vat_evidence={"type": "That the address is a home", "on": "2026-11-20", "reference": "photo 4"})
            for words, price, kind in (
                ("Air-source heat pump, 8 kW, with stand and pipework", "6900", Kind.MATERIALS),
                ("Cylinder, 210 litres, and controls", "1850", Kind.MATERIALS),
                ("Installing, filling, commissioning and showing you round", "2600", Kind.LABOUR),
            )
        ),
        replace(line, description="Heated floor under the tiles", quantity=D("4.2"), unit="m²", unit_price=D(98),
                optional=True),
        replace(line, description="Yearly service of the pump, first two years", quantity=D(2), unit="visits",
                unit_price=D(145), optional=True),
    ]  # fmt: skip
    for values in rows:
        editing.add_line(version=version, values=values)
    told(
        version,
        scope="The family bathroom taken out and built new, and the gas boiler replaced by an air-source heat pump.",
        seen="Seen in your six photos of 18 November. Not seen: the floor under the bath and the loft.",
        could_move=[
            "Rotten joists under the bath: each one about £85",
            "A longer run of pipe to the loft than eight metres",
            "The sanitaryware you choose in the end",
        ],
        assumptions=["Walls behind the tiles are sound", "The consumer unit has a free way"],
        inclusions=["Waste taken away", "Water regulations notice", "Two years’ guarantee on our work"],
        exclusions=["Decoration", "Asbestos, if any is found", "Electrical work beyond the pump’s own supply"],
        customer_provides=["Water and power", "A parking space for one van", "The bathroom cleared"],
        duration="about twelve working days",
        depends_on="delivery of the pump, now three weeks",
        deposit_for="the heat pump and cylinder, ordered for you",
        discount_words="both jobs together",
        after="You get the commissioning sheet, the cylinder’s papers and our guarantee in writing.",
        changes="Extra hours are charged at £52 each before VAT.",
        methods="bank transfer",
    )
    editing.set_terms(
        version=version,
        seen="photos",
        customer_kind="consumer",
        nation="england",
        discount_percent=D(2),
        start_from=date(2027, 3, 22),
        start_until=date(2027, 4, 9),
        assumed_tax_point=date(2027, 3, 31),
        deposit_kind="part_payment",
        deposit_percent=D(20),
        stages=[
            deposits.Stage("First fix done", percent=D(30)),
            deposits.Stage("Pump running", percent=D(35)),
            deposits.Stage("Everything finished and shown to you"),
        ],
        payment_days=7,
        with_goods=True,
    )
    version.refresh_from_db()
    return version


def contractor_quote(member: Membership) -> QuoteVersion:
    """Second-fix plumbing for a builder: reverse charge and CIS, no notice of cancellation."""
    version = started(member, "Harrow & Finch Construction Ltd", "Plot 7, Orchard Rise\nWetherby", "LS22 6ZZ")
    line = LineValues("", D(1), "each", D(0))
    for values in (
        replace(line, description="Second fix, plots 7 and 8: two plumbers", quantity=D(6), unit="days", unit_price=D(430)),
        replace(line, description="Copper, fittings and valves, as the list", unit_price=D(1120), kind=Kind.MATERIALS,
                cost_pounds=D("985.00")),
        replace(line, description="Pipe freezer, hired", quantity=D(2), unit="days", unit_price=D(45), kind=Kind.PLANT,
                cost_pounds=D("80.00")),
        replace(line, description="Pressure test and certificate", quantity=D(2), unit="plots", unit_price=D(65),
                kind=Kind.CERTIFICATE),
    ):  # fmt: skip
        editing.add_line(version=version, values=values)
    told(
        version,
        billing="Harrow & Finch Construction Ltd\nAccounts, 90 Albion Way\nLeeds LS1 4ZZ",
        scope="Second-fix plumbing on plots 7 and 8 to your drawing 2214-P-03, revision C.",
        inclusions=["Test sheets for both plots"],
        exclusions=["First fix, gas, and the heating controls’ wiring"],
        customer_provides=["Dry, lit and clear plots", "Welfare on site"],
        duration="three days a plot",
        changes="Variations are charged at £54 an hour before VAT, on your written instruction.",
    )
    editing.set_terms(
        version=version,
        seen="visited",
        customer_kind="contractor",
        customer_vat_registered=True,
        customer_reports_cis=True,
        customer_end_user=False,
        nation="england",
        cis_percent=20,
        reverse_charge=True,
        contract_setting="not_consumer",
        start_from=date(2027, 1, 11),
        start_until=date(2027, 1, 15),
        payment_days=30,
    )
    version.refresh_from_db()
    return version


def with_logo(member: Membership) -> None:
    logos.change(by=member, content=logo_file(), now=NOW)


# --- Made-up quotes ---------------------------------------------------------------------------------------------------

WORDS: dict[str, Callable[[random.Random], str]] = {
    "plain": lambda dice: " ".join(
        dice.choice(("fit", "tap", "valve", "copper", "first-fix", "waste", "22 mm", "½\" BSP", "m²", "£5 part", "final", "affix"))
        for _ in range(dice.randint(1, 9))
    ),
    "long": lambda dice: " ".join(
        "".join(dice.choices(string.ascii_lowercase, k=dice.randint(2, 12))) for _ in range(dice.randint(20, 45))
    )[:395],
    "unbroken": lambda dice: "x" * dice.randint(60, 390),
    "welsh": lambda dice: dice.choice(("Tŷ bach – dŵr poeth ac oer", "Gŵyl Ŵyn yn Llanfair­pwllgwyngyll", "ŵ ŷ Ŵ Ŷ â ê î ô û")),
    "emoji": lambda dice: dice.choice(("🙂 done 👍🏽", "👨‍👩‍👧 bath 🛁", "🇬🇧 tap ☎ ✓", "🔧🔩", "❤️ kitchen")),
    "rtl": lambda dice: dice.choice(("مرحبا بك", "שלום עולם", "حنفية 12 tap", "ברז 3/4 and more")),
    "cyrillic": lambda dice: "Замена крана – 2 шт.",
    "far": lambda dice: dice.choice(("水龙头 tap", "蛇口の交換", "수도꼭지")),
    "hostile": lambda dice: dice.choice(
        (
            '#read("/etc/passwd")',
            '#import "@preview/cetz:0.2.0"',
            "#image(\"https://evil.example/a.png\")",
            "*bold* _it_ $x^2$ @ref <label> = Heading",
            "<script>alert(1)</script> &amp; <b>",
            "![a](https://evil.example/x.png) https://evil.example/?q=1",
            "a\u202eelbat\u202c b\u200fc \u2066d\u2069",
            "\\u{41} \\ // comment /* more */ `raw` ```code```",
            "- list\n+ enum\n/ term: x",
            "tab\tbell\x07 null-ish \ufeff soft\u00adhyphen zero\u200bwidth",
            "{{ trader }} {% include 'x' %} ${7*7} %s",
            "-- --- ... ~ \"quotes\" 'single' £1,000.00 -£5.00",
        )
    ),
}  # fmt: skip


def words_of(dice: random.Random) -> str:
    return WORDS[dice.choice(list(WORDS))](dice)


def made_up(member: Membership, seed: int) -> QuoteVersion:
    """A quote from a seed: any mix of kinds, sections, discounts, options, ranges, treatments, stages, words."""
    dice = random.Random(seed)
    estimate = dice.random() < 0.4
    version = started(member, words_of(dice)[:100], words_of(dice)[:200], "LS8 8QB", firm=not estimate)
    trade = dice.choice(("consumer", "consumer", "business", "contractor"))
    editing.set_terms(version=version, customer_kind=trade, nation="england", seen="visited")
    sections = [
        editing.add_section(version=version, title=words_of(dice)[:120].replace("\n", " "), note=words_of(dice)[:400])
        for _ in range(dice.choice((0, 0, 1, 3)))
    ]
    count = 60 if seed % 50 == 0 else dice.randint(1, 6)
    for place in range(count):
        editing.add_line(version=version, values=_made_up_line(dice, sections, estimate=estimate, first=place == 0))
    lists = ("assumptions", "inclusions", "exclusions", "customer_provides", "could_move")
    texts = ("scope", "seen", "timing", "duration", "depends_on", "payment", "methods", "after", "changes")
    told(
        version,
        **{name: [words_of(dice) for _ in range(dice.randint(0, 3))] for name in lists},
        **{name: words_of(dice) if dice.random() < 0.5 else "" for name in texts},
        billing=words_of(dice) if dice.random() < 0.3 else "",
        deposit_for=words_of(dice),
    )
    terms: dict[str, Any] = {}
    if dice.random() < 0.4:
        terms["discount_percent"] = D(dice.randint(1, 3000)) / 100
    if dice.random() < 0.5:
        terms |= {"deposit_kind": dice.choice(("deposit", "part_payment")), "deposit_percent": D(dice.randint(5, 40))}
        terms["stages"] = [
            deposits.Stage(words_of(dice)[:150], percent=D(dice.randint(5, 30))),
            deposits.Stage(words_of(dice)[:150]),
        ]
    if trade == "contractor":
        terms |= {"cis_percent": dice.choice((0, 20, 30))}
        terms |= {"customer_vat_registered": True, "customer_reports_cis": True, "reverse_charge": dice.random() < 0.5}
        if not terms["reverse_charge"]:
            terms["customer_end_user"] = True
    if dice.random() < 0.5:
        terms |= {
            "start_from": TODAY + timedelta(days=20),
            "start_until": TODAY + timedelta(days=20 + dice.randint(0, 9)),
        }
    editing.set_terms(version=version, payment_days=dice.choice((None, 0, 1, 14)), **terms)
    version.refresh_from_db()
    return version


def _made_up_line(dice: random.Random, sections: list[Any], *, estimate: bool, first: bool) -> LineValues:
    price = D(dice.randint(1, 9_000_000)) / 10 ** dice.choice((2, 2, 2, 3, 4))
    quantity = D(dice.randint(1, 40_000)) / 10 ** dice.choice((0, 1, 2, 3))
    optional = not first and dice.random() < 0.2
    values = LineValues(
        words_of(dice)[:400],
        quantity,
        dice.choice(("each", "hours", "m²", "", words_of(dice)[:20])),
        price,
        kind=dice.choice(("labour", "materials", "plant", "pass_through", "provisional", "certificate", "fee")),
        section=dice.choice([None, *sections]),
        includes_vat=dice.random() < 0.15,
        discount_percent=D(dice.choice((0, 0, 0, 5, 12))),
        optional=optional,
        chosen=optional and dice.random() < 0.4,
        cost_pounds=D(10),
    )
    if dice.random() < 0.2:
        values = replace(
            values,
            vat_treatment=dice.choice(("empty_home", "energy_saving", "new_build")),
            vat_reason=words_of(dice),
            vat_evidence={"type": "Papers", "on": "2026-11-01", "reference": "1"},
        )
    if estimate and dice.random() < 0.3:
        values = replace(values, low_quantity=quantity / 2, high_quantity=quantity * 2)
    return values
