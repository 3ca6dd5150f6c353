"""How somebody or somewhere is reached: links, mail, telephone, bank, places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_TLD = (
    "com|net|org|co|uk|io|info|biz|shop|app|dev|me|tv|ru|cn|xyz|top|site|online|link|click|live|store|tech|pro|pay|page|eu|us|de"
    "|fr|pl|es|it|ie|ly|gl|gd|cc|tk|ml|ga|example|test|cloud|host|space|website|support|finance|bank|money|zip|mov|ai|gg|to|ws"
    "|plumbing|builders|london|wales|scot|cymru|ninja|guru|deals|trade|services|solutions|world|life|news|club|vip|win|icu|buzz|cfd|sbs"
    "|today|email|chat|fun|art|one|red|blue|global|group|company|ltd|limited|contractors|construction|рф|xn--[a-z0-9-]+"
)
# Repeats are bounded: what a stranger wrote is read with these too, and none may take the square of a long text.
LINK = re.compile(
    r"!?\[[^\]\n]*\]\s?\([^)\n]*\)|<\s*/?\s*[a-z][^>\n]*>|\b(?:h(?:tt|xx)ps?|ftp|javascript|data|file)\s?:\s?/{0,2}\s?[^\s<>\"']+"
    rf"|\bwww\s?\.\s?[^\s<>\"']+|\b[a-z0-9][\w-]{{0,63}}(?:\.[a-z0-9][\w-]{{0,63}}){{0,8}}\.(?:{_TLD})\b(?:[:/?#][^\s<>\"']*)?"
    rf"|\b[a-z0-9][\w-]{{0,63}}\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\s+dot\s+)\s?(?:[a-z0-9][\w-]*\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\s+dot\s+)\s?)*(?:{_TLD})\b\S*"
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b\S*|\blocalhost\b\S*|\bxn--[a-z0-9-]+\.[a-z0-9-]+\b\S*"
    # An address without its scheme: a dot between small letters, then a path.
    r"|\b[a-z][a-z0-9-]{1,63}(?:\.[a-z][a-z0-9-]{1,63})+/\S+"
    r"|\b(?:click|tap|press) (?:here|this|on this|the (?:link|button))\b|\b(?:the link below|qr code)\b",
    re.I,
)
EMAIL = re.compile(r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]+)+", re.I)
BANK = re.compile(
    r"\b\d{2}[- ]\d{2}[- ]\d{2}\b(?!\d)|\bsort ?code\b|\b(?:account|a/c|acc)\s?(?:number|no\.?|num)\b|\biban\b|\bswift\b|\bbic\b"
    r"|\bbank (?:details|account)\b|\b(?:my|our|his|her)(?: \w+'s)? account\b(?=[^.!?\n]{0,20}(?:\bname|\bis\b|\bat\b|[.!?\n]|$))"
    r"|\baccount name\b|\bgift ?cards?\b|\b(?:bitcoin|crypto\w*|paypal|revolut|monzo|western union|moneygram)\b|\b(?:new|different|changed|updated) (?:account|payee)\b|\bGB\d{2}\s?[A-Z]{4}[\s\d]{10,}",
    re.I,
)
PHONE = re.compile(
    r"(?<![\w.])(?:\+\s?\d{1,3}|00\s?\d{2})[\s().-]{0,2}(?:\d[\s().-]{0,2}){6,12}\d(?!\w)|(?<![\w.])\(?0(?:[\s().-]{0,2}\d){9,10}(?!\w)"
)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", re.I)
OUTWARD = re.compile(r"\b(?i:in|around|near|cover|covers|covering|areas?|postcodes?|to)\s+([A-Z]{1,2}\d{1,2}[A-Z]?)\b")
STREET = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w']+\s+){1,3}(?:Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Dr|Way|Place|Pl|Court|Ct|Terrace"
    r"|Gardens|Grove|Crescent|Hill|Park|Square|Row|Mews|Walk|View|Rise|Green)\b"
)


def read_never(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset()


def read_email(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    plain = re.sub(r"[(\[]at[)\]]", "@", match.group().lower())
    yield frozenset({re.sub(r"\s", "", re.sub(r"[(\[]dot[)\]]", ".", plain))})


def read_link(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({link_value(match.group())})


def link_value(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip().lower()).rstrip(".,;:!?/)")


def read_phone(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({phone_value(match.group())})


def phone_value(written: str) -> str:
    """National digits without the leading nought: +44, 0044 and 0 are one."""
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    return re.sub(r"^(?:0044|44|0)", "", digits)


def read_postcode(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({re.sub(r"\s", "", match.group()).upper()})


def read_outward(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({match.group(1), re.sub(r"\d.*", "", match.group(1))})


def read_street(match: re.Match[str], today: date) -> Iterator[frozenset[str]]:
    yield frozenset({" ".join(match.group().lower().replace(",", " ").split())})
