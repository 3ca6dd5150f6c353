"""What a person newly wrote in a mail, apart from what they quoted and what their program signs with.

For the screen and the model only: the whole text is kept beside it. In doubt a line stays. Answers written between
quoted lines stay; only what is marked as quoted, what follows a header that says so, and signatures go.
"""

from __future__ import annotations

import re

_QUOTED = re.compile(r"\s{0,3}>")

# "On 3 March at 10:00, Dev <dev@example.com> wrote:" in the languages that mail programs in the UK are set to.
_ATTRIBUTION = re.compile(
    r"""^[\s*>]*+(?:
      (?:on|at)\b.{4,300}?\b(?:wrote|writes|said)\s*:
    | .{2,200}?\bwrote\s+(?:on|at)\b.{4,100}?:
    | (?:am|den|vom)\b.{4,300}?\bschrieb\b.{0,150}?:
    | .{2,200}?\bschrieb\s+am\b.{4,100}?:
    | le\b.{4,300}?\ba\s+[ée]crit\s*:
    | el\b.{4,300}?\bescribi[óo]\s*:
    | il(?:\s+giorno)?\b.{4,300}?\bha\s+scritto\s*:
    | op\b.{4,300}?\bschreef\b.{0,150}?:
    | (?:em|no\s+dia|a)\b.{4,300}?\bescreveu\s*:
    | (?:w\s+dniu|dnia)\b.{4,300}?\b(?:napisa[łl](?:\(a\)|a)?|pisze)\b.{0,100}?:
    | .{4,300}?\bnapisa[łl](?:\(a\)|a)?\s*:
    | (?:den|d\.)\b.{4,300}?\bskrev\b.{0,150}?:
    | (?:în|in|pe)\b.{4,300}?\ba\s+scris\s*:
    | (?:dne)\b.{4,300}?\bnapsal(?:\(a\)|a)?\b.{0,100}?:
    | .{4,300}?\b(?:пишет|написал(?:\(а\)|а)?|написав)\s*:
    | ar\b.{4,300}?\bysgrifennodd\b.{0,150}?:
    | \d{4}[-/.]\d{1,2}[-/.]\d{1,2}.{0,60}<[^<>\s]+@[^<>\s]+>\s*:
    )[\s*]*$""",
    re.I | re.X | re.S,
)
_DATED = re.compile(r"\d{4}|\d{1,2}[:.h]\d{2}|\S+@\S+|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")

# A line that says "below stands another message", after which nothing is marked line by line.
_DIVIDER = re.compile(
    r"""^[\s>*]*(?:
      [-_=]{2,}\s*(?:original\s+(?:message|appointment|nachricht|e-?mail)|reply\s+message|forwarded\s+(?:message|by\b.*)
        |urspr[üu]ngliche\s+(?:nachricht|e-?mail)|weitergeleitete\s+nachricht
        |message\s+d.origine|message\s+original|message\s+transf[ée]r[ée]|message\s+transmis
        |mensaje\s+original|mensaje\s+reenviado|messaggio\s+originale|messaggio\s+inoltrato
        |oorspronkelijk\s+bericht|doorgestuurd\s+bericht|mensagem\s+original|mensagem\s+encaminhada
        |wiadomo[śs][ćc]\s+oryginalna|oryginalna\s+wiadomo[śs][ćc]|wiadomo[śs][ćc]\s+przekazana
        |originalmeddelande|ursprungligt\s+meddelande|oprindelig\s+meddelelse|mesajul\s+original|p[ůu]vodn[íi]\s+zpr[áa]va
        |attached\s+message)\s*[-_=]*
    | begin\s+forwarded\s+message\s*:
    | anfang\s+der\s+weitergeleiteten\s+(?:nachricht|e-?mail)\s*:
    | d[ée]but\s+du\s+message\s+(?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])\s*:
    | inizio\s+messaggio\s+inoltrato\s*:
    )[\s*]*$""",
    re.I | re.X,
)
_HEADER_FIELDS = {
    "from": "from", "von": "from", "de": "from", "da": "from", "van": "from", "od": "from", "från": "from", "fra": "from",
    "oddělení": "from", "oddawca": "from", "от": "from",
    "sent": "date", "date": "date", "gesendet": "date", "datum": "date", "envoyé": "date", "envoye": "date",
    "enviado": "date", "enviado el": "date", "fecha": "date", "inviato": "date", "data": "date", "verzonden": "date",
    "wysłano": "date", "skickat": "date", "sendt": "date", "trimis": "date", "odesláno": "date", "отправлено": "date",
    "enviada em": "date", "date d'envoi": "date",
    "to": "to", "an": "to", "à": "to", "a": "to", "para": "to", "aan": "to", "do": "to", "till": "to", "til": "to",
    "către": "to", "komu": "to", "кому": "to",
    "cc": "cc", "kopie": "cc", "kopia": "cc", "bcc": "cc", "reply-to": "cc", "importance": "cc", "attachments": "cc",
    "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject", "oggetto": "subject",
    "onderwerp": "subject", "assunto": "subject", "temat": "subject", "ämne": "subject", "emne": "subject",
    "subiect": "subject", "předmět": "subject", "тема": "subject",
}  # fmt: skip
_FIELD = re.compile(r"^[\s*>]*([^\W\d_][\w' -]{0,20}?)[\s*]*:[\s*]*(.*)$")
_RULE = re.compile(r"^\s*[_-]{10,}\s*$")

_MOBILE = re.compile(
    r"""^\W*(?:
      sent\s+(?:from|via|using|on)\s+(?:my\s+|a\s+)?(?:iphone|ipad|ipod|android|samsung|galaxy|huawei|blackberry|nokia|sony|xperia
        |htc|lg\b|oneplus|pixel|google|motorola|moto\b|xiaomi|redmi|oppo|honor|phone|mobile|windows|yahoo|outlook|mail\b|aol|ee\b
        |bt\b|virgin|proton|gmail|nine|the\s+all-new|tablet|surface|three|vodafone|o2\b|spark|bluemail|edison|fairphone).{0,80}
    | get\s+outlook\s+for\s+\w+.{0,60}
    | sent\s+with\s+(?:proton\s*mail|spark|mailspring|airmail|tutanota|tuta)\b.{0,60}
    | (?:von|vom)\s+mei(?:nem|ner)\s+(?:iphone|ipad|handy|smartphone|samsung|mobiltelefon|android).{0,40}
    | gesendet\s+(?:von|mit)\s+.{3,60}
    | envoy[ée]\s+(?:de|depuis|à\s+partir\s+de)\s+(?:mon|outlook|yahoo|l.application).{0,50}
    | enviado\s+(?:desde|do\s+meu|de\s+meu|a\s+partir)\s+.{3,50}
    | inviato\s+da\s+.{3,50}
    | verzonden\s+(?:vanaf|met|via)\s+.{3,50}
    | wysłane\s+z\s+.{3,50}
    | skickat\s+från\s+.{3,50}
    | trimis\s+de\s+pe\s+.{3,50}
    | anfonwyd\s+o\s+.{3,50}
    )\W*$""",
    re.I | re.X,
)
_DELIMITER = re.compile(r"--\s?$")
_LONGEST_SIGNATURE = 14


def newly_written(text: str) -> str:
    """The part of `text` that its writer newly wrote; "" where they only passed something on.

    Where nothing at all would be left and nothing was marked as quoted, the whole text comes back.
    """
    lines = text.split("\n")
    kept, quotes = _without_quotes(lines)
    kept = _without_signatures(kept)
    result = _joined(kept)
    if not result and not quotes:
        return _joined(lines)
    return result


# Stands for a quotation taken out; a signature ends there.
_GAP = "\x00"


def _without_quotes(lines: list[str]) -> tuple[list[str], bool]:
    kept: list[str] = []
    quotes = False
    at = 0
    while at < len(lines):
        line = lines[at]
        if (len(line) <= 200 and _DIVIDER.match(line)) or _starts_header_block(lines, at):
            # Below such a line nothing tells old from new, and mail programs put new words above it.
            if kept and _RULE.match(_last_words(kept)):
                _drop_last_words(kept)
            return [*kept, _GAP], True
        length = _attribution_length(lines, at)
        if length:
            after = at + length
            while after < len(lines) and not lines[after].strip():
                after += 1
            if after < len(lines) and _QUOTED.match(lines[after]):
                at = after
                continue
            if _DATED.search(" ".join(lines[at : at + length])):
                return [*kept, _GAP], True
        if _QUOTED.match(line):
            quotes = True
            if not kept or kept[-1] != _GAP:
                kept.append(_GAP)
            at += 1
            continue
        kept.append(line)
        at += 1
    return kept, quotes


def _attribution_length(lines: list[str], at: int) -> int:
    """How many lines from `at` on make up one "… wrote:" (programs break it at the width of a line); 0 if they do not."""
    if not lines[at].strip():
        return 0
    joined = ""
    for length in range(1, 5):
        if at + length > len(lines):
            return 0
        line = lines[at + length - 1].strip()
        if not line:
            return 0
        joined = f"{joined} {line}".strip()
        if len(joined) > 500:
            return 0
        if joined.endswith((":", ":*")) and _ATTRIBUTION.match(joined):
            # A sentence of the writer's own before it on the same line would be lost with it.
            return length
        if _QUOTED.match(line):
            return 0
    return 0


def _starts_header_block(lines: list[str], at: int) -> bool:
    """Whether a block such as From, Sent, To, Subject begins here: a sender first, and a date with one field more."""
    first = _field_of(lines[at])
    if first != "from":
        return False
    found = {first}
    for line in lines[at + 1 : at + 9]:
        if not line.strip():
            if len(found) > 1:
                break
            continue
        kind = _field_of(line)
        if kind:
            found.add(kind)
        elif len(found) == 1:
            # The sender's own line may be broken in two.
            continue
    return "date" in found and bool(found & {"to", "subject"})


def _field_of(line: str) -> str | None:
    found = _FIELD.match(line[:200])
    return _HEADER_FIELDS.get(found.group(1).strip().lower()) if found else None


def _last_words(lines: list[str]) -> str:
    return next((line for line in reversed(lines) if line.strip()), "")


def _drop_last_words(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()
    if lines:
        lines.pop()


def _without_signatures(lines: list[str]) -> list[str]:
    signs = [_is_mobile(line) for line in lines]
    # From the end: where the next gap is, and whether nothing but signatures and empty lines comes before it.
    gaps, ends = [len(lines)] * (len(lines) + 1), [True] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        gaps[at] = at if line == _GAP else gaps[at + 1]
        ends[at] = line == _GAP or (ends[at + 1] and (not line.strip() or signs[at] or bool(_DELIMITER.match(line))))
    kept: list[str] = []
    at = 0
    words = False
    while at < len(lines):
        line = lines[at]
        if words and _DELIMITER.match(line) and _is_short(lines, at, gaps[at]):
            at = gaps[at]
            continue
        if signs[at] and ends[at + 1]:
            at += 1
            continue
        words = words or bool(line.strip() and line != _GAP)
        kept.append(line)
        at += 1
    return kept


def _is_short(lines: list[str], start: int, end: int) -> bool:
    return (
        end - start <= 3 * _LONGEST_SIGNATURE
        and sum(1 for line in lines[start:end] if line.strip()) <= _LONGEST_SIGNATURE
    )


def _is_mobile(line: str) -> bool:
    return len(line) <= 120 and bool(_MOBILE.match(line))


def _joined(lines: list[str]) -> str:
    text = "\n".join("" if line == _GAP else line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
