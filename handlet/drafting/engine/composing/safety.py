"""The emergency rail: fixed words, no price, no model, nothing composed but who is spoken to, who speaks and how to ring them.

The number follows the nation of the postcode.

National Grid, Cadent, SGN and the other networks of Great Britain share 0800 111 999; Northern Ireland has 0800 002 001.
"""

from __future__ import annotations

from collections.abc import Sequence

from handlet.drafting.engine.composing.tone import name_of, voiced
from handlet.drafting.port import Enquiry, Question, Reading

GAS_LINES = {"GB": "0800 111 999", "NI": "0800 002 001"}
GAS = (
    "If you can smell gas or an alarm is sounding: do not use switches or flames, open the windows, turn the gas off at "
    "the meter if you can do so safely, leave, and ring the gas emergency line on {line} now."
)
ELECTRIC = (
    "If there are sparks, burning or water near electrics: keep away from it, switch off at the main switch only if "
    "you can reach it safely and it is dry there, and ring 999 if there is fire or anyone is hurt."
)
# What we need to get there, once they are out of danger: by the keys of what is missing.
_WHERE = {
    frozenset({"postcode", "phone"}): "Once you are safe, send us your postcode and a number to ring you on.",
    frozenset({"postcode"}): "Once you are safe, send us your postcode.",
    frozenset({"phone"}): "Once you are safe, send us a number to ring you on.",
}
WATER = "If water is getting in, turn the stop tap (stopcock) off as well, if you can reach it safely."
# The one sentence that matters most, for people who wrote in another language. It says no more than the English does.
_GAS_IN = {
    "pl": "Proszę wyjść z budynku i zadzwonić pod numer {line}.",
    "ro": "Ieșiți din clădire și sunați la {line}.",
    "cy": "Ewch allan o’r adeilad a ffoniwch {line}.",
    "es": "Salga del edificio y llame al {line}.",
    "pt": "Saia do edifício e ligue para {line}.",
    "fr": "Sortez du bâtiment et appelez le {line}.",
    "de": "Verlassen Sie das Gebäude und rufen Sie {line} an.",
    "it": "Esca dall’edificio e chiami il {line}.",
    "uk": "Вийдіть із будинку та зателефонуйте {line}.",
    "ru": "Выйдите из здания и позвоните по номеру {line}.",
    "ar": "اخرج من المبنى واتصل بالرقم {line}.",
}


def safety_words(enquiry: Enquiry, reading: Reading, questions: Sequence[Question] = ()) -> str:
    """questions: where they are and how to ring them, if that is not known. Of gas nothing is asked: they are to leave."""
    if "safety_gas" not in reading.flags:
        dangers = reading.notes.get("dangers", ())
        wet = isinstance(dangers, list | tuple) and "water" in dangers
        where = _WHERE.get(frozenset(one.key for one in questions if one.key in ("postcode", "phone")), "")
        first = f"{ELECTRIC} {WATER}" if wet else ELECTRIC
        return f"{first}\n\n{where}" if where else first
    line = GAS_LINES[nation_of(enquiry, reading)]
    theirs = _GAS_IN.get(reading.language, "").format(line=line)
    return GAS.format(line=line) + (f"\n\n{theirs}" if theirs else "")


def addressed(enquiry: Enquiry, reading: Reading, text: str) -> str:
    """The safety words as a person sends them: to somebody by name, signed, and with the number of the business. That number
    comes last: first they are to be safe."""
    name, phone = name_of(enquiry), enquiry.business.phone
    first = "you are outside and have rung the gas line" if "safety_gas" in reading.flags else "you are safe"
    ring = voiced("ring {me} on {phone} once {first}.", enquiry, phone=phone, first=first) if phone else ""
    owner = enquiry.business.owner.split(" ")[0]
    # “Rowan, Rowan Plumbing” is said once.
    signed = enquiry.business.name if enquiry.business.name.startswith(owner) else f"{owner}, {enquiry.business.name}"
    return "\n\n".join(part for part in (f"{name}," if name else "", text, ring, signed) if part)


def nation_of(enquiry: Enquiry, reading: Reading) -> str:
    """NI for a postcode of Northern Ireland, in the message or on the card; else by where the business works; else GB."""
    known = [fact.value for fact in reading.postcodes]
    card = (enquiry.contact_known or {}).get("postcode")
    known += [str(card)] if card else []
    if known:
        return "NI" if known[0].upper().startswith("BT") else "GB"
    area = enquiry.business.area
    return "NI" if "Northern Ireland" in area or area.rstrip().endswith("BT") else "GB"
