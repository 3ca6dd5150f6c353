"""Orders to software inside a message: found, and covered by blanks of the same length before anything is read.

A customer may write “ignore my last message” to a person. What is covered here speaks to a machine (names an assistant, a prompt,
its rules), claims to speak for somebody with power over it, or tells the reply what to say. Being covered changes no word
that the owner sees: the message is shown as it came, and the owner is told that orders in it were ignored.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import re

from handlet.drafting.engine.guard.plain import plain
from handlet.drafting.engine.reading.sources import visible_text
from handlet.drafting.port import Enquiry, Line

_MACHINE = (
    r"(?:\bA\.?I\.?\b|\bassistant\b|\bchat ?bot\b|\bbot\b|\bchatgpt\b|\bgpt\b|\bclaude\b|\bllm\b|\blanguage model\b|\bauto(?:mated|matic)? (?:reply|replies|responder|system|assistant|quote)"
    r"|\bsystem (?:prompt|message|note|override|instruction)s?|\bhandlet\b|\bprompt\b|\bmodel\b|\brobot\b|\bsoftware\b|\bdraft(?:ing)? (?:engine|tool|system)|\bthe system\b)"
)
_TELLS = (
    r"(?:ignore|disregard|forget|override|bypass|reveal|print|output|list|repeat|show|send|include|add|insert|put|say|write|reply|respond|answer|state|confirm|set|change|apply"
    r"|give|offer|quote|tell|use|act|pretend|approve|mark|accept|forward|copy|cc|bcc|insist|promise|attach|append|translate|decode|execute|follow|treat|assume|remember|update|make sure|ensure|you must|must)"
)
_STRONG = re.compile(
    "|".join(
        (
            # Speaks to the machine and tells it something, in one sentence, either way round.
            rf"{_MACHINE}[^.!?\n]{{0,40}}[:,–-]\s*(?:please\s+)?(?:you (?:must|should|are|will|have)|{_TELLS}|before|when|the customer|the owner|do not|don't|always|never|from now)\b",
            # What stands in brackets and is addressed to a machine is for it, whatever the language.
            rf"[(\[{{]\s*(?:the |our |your )?{_MACHINE}\s*[:,–-]",
            r"\b(?:dear|hey|hello|attention|note (?:to|for)|instructions? (?:to|for)|message (?:to|for)|to|for) (?:the |any |all |your |our |this |whichever |whatever )?(?:ai|assistant|bot|chat ?bot|model|llm|automated (?:system|assistant)|system|software|robot|handlet)s?\b(?! (?:company|engineer|fitted|installed))",
            r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,30}\b(?:instructions?|prompts?|rules|guidelines|guard ?rails?|price ?list|pricing rules|restrictions|system)\b",
            r"\b(?:reveal|print|show|output|repeat|display|send|paste|list|give|dump)\b[^.!?\n]{0,40}\b(?:system prompt|your (?:instructions|prompt|rules)|(?:other|previous|last \w+|all(?: your| the)?|recent|your) (?:\w+ )?(?:customers?|clients?|contacts)(?:['’]s?)?)\b",
            r"\byou are (?:now |no longer )?(?:an? |in )?(?:ai|assistant|bot|chatbot|language model|developer mode|dan|admin mode|unrestricted|helpful assistant|a different)\b",
            r"\b(?:new|updated|revised|special|hidden|secret|system|developer|admin) (?:system )?(?:instructions?|prompt|directive|rule|policy|mode)\b\s*[:=.-]?",
            r"\b(?:developer|debug|god|admin|maintenance|test) mode\b",
            rf"\bas (?:the |a |an |your )?(?:handlet|system|platform|account|site) ?(?:admin(?:istrator)?|owner|operator|support|team|staff|developer)?\b[^.!?\n]{{0,60}}\b{_TELLS}\b",
            r"\b(?:admin(?:istrator)?|handlet|platform|system|support|compliance|security) (?:team |notice|note|message|override|here|says|command|alert)\b\s*[:,!-]?",
            r"\b(?:the )?(?:owner|boss|manager|head office|your (?:boss|manager|colleague|wife|husband|partner|office)|\w+ from (?:the|your) office|darren|he|she) (?:has )?(?:already )?(?:agreed|approved|authori[sz]ed|confirmed|said|told me|promised|signed off|okayed)\b[^.!?\n]{0,80}(?:£|\bdiscount|\bfree\b|\bprice|%|\boff\b|\bno charge|\bpercent|\bhalf\b|\brefund)",
            r"\b(?:discount|voucher|promo(?:tion)?(?:al)?|coupon|override|authori[sz]ation|staff|admin) code\b",
            r"\b(?:set|change|make|update|reduce|lower|drop|put) (?:the |all |every |each |your |this |that )?(?:\w+ )?(?:prices?|totals?|quotes?|lines?|sums?|vat|amounts?|unit_price|gross|net)\b[^.!?\n]{0,20}\b(?:to|at|=|as|by|down to)\b\s*(?:£|\d|zero|nothing|nil|free|one|half)",
            r"\b(?:include|put|add|insert|use|paste|append|place) (?:this|the following|the|a|my|our|that) (?:link|url|web ?site|address|image|picture|text|sentence|line|code|button|account|number|phrase)\b[^.!?\n]{0,60}\b(?:in|into|to|at|on|with)\b[^.!?\n]{0,20}\b(?:reply|answer|response|draft|quote|message|e-?mail)\b",
            rf"\b(?:in|at the (?:end|top|start) of|with|into) (?:the|your|every|any|this) (?:reply|answer|response|draft|e-?mail back|quote)\b[^.!?\n]{{0,50}}\b{_TELLS}\b",
            rf"\b{_TELLS}\b[^.!?\n]{{0,60}}\b(?:in|at the (?:end|top|start) of|into|with) (?:the|your|every|any|this) (?:reply|answer|response|draft)\b",
            r"\b(?:reply|respond|answer) (?:only |just )?(?:with|saying|that|in (?:the )?(?:json|xml|base64))\b[^.!?\n]{0,80}",
            r"\bfrom now on\b[^.!?\n]{0,40}\b(?:answer|reply|respond|confirm|quote|say|state|write)\b",
            r"\bbefore (?:you )?(?:reply|replying|answer|answering|drafting|quoting)\b[^.!?\n]{0,20}[,:]",
            r"<\s*/?\s*(?:system|assistant|user|instructions?|admin|im_start|im_end|s|inst|prompt|tool|function)[^>\n]{0,40}>|\[/?(?:(?:BEGIN|END|START|STOP) )?(?:INST|SYS|SYSTEM|ADMIN|ASSISTANT|TOOL)[^\]\n]{0,30}\]|<\|[^|\n]{1,30}\|>|^#{2,}\s*(?:system|instructions?|assistant|new task)\b",
            r"<\s*/?\s*\w{0,20}[_-](?:message|prompt|input|context|data|instructions?|block)\s*>",
            r"^\s*(?:system|assistant|developer|admin|tool|user)\s*:\s",
            r"\{[^{}\n]{0,200}[\"'](?:role|action|price|discount|instruction|system|tool|command|total|override|unit_price|gross|net)[\"']\s*:[^{}\n]{0,200}\}?",
            r"!\[[^\]\n]*\]\([^)\n]*\)|\bhttps?://\S*(?:\{|%7b|\?(?:data|q|d|c|leak|exfil|customer|prompt|log)=)\S*",
            r"\bbegin (?:hidden |new )?instructions?\b|\bend (?:of )?(?:instructions?|prompt|user (?:message|input))\b|\bbase64\b",
            r"\b(?:bcc|cc|copy|forward|send (?:a copy|it|this|the quote|the reply)) (?:it |this |all |everything |the \w+ )?(?:also )?(?:to )[^.!?\n]{0,30}@",
            r"\b(?:send|reply|e-?mail)[^.!?\n]{0,30}\b(?:instead )?to (?:this|the following|a different|another|my other) (?:address|e-?mail|number|account)\b[^.!?\n]{0,20}\binstead\b",
            r"\b(?:state|say|confirm|tell (?:the customer|them|me)|promise|write) that\b[^.!?\n]{0,50}\b(?:free|discount|payment is due|due today|0800|guarantee|booked|refund|gas safe|insured|no vat|without vat|approved)\b",
            r"\b(?:state|say|confirm|promise|write) that (?:the|your|our) (?:owner|boss|firm|business|company|office|phone|number|address|account|bank|trader?s?)\b[^.!?\n]{0,60}\b(?:is|are|has|admits?|accepts?|agrees?|will)\b",
            r"\b(?:what did|how much did|who (?:is|was|are|were)|where (?:do|does|did)) (?:your|the) (?:last|other|previous|recent|latest) (?:\w+ )?(?:customers?|clients?)\b|\b(?:show|give|send|tell) (?:me|us) their (?:\w+ )?(?:names?|numbers?|addresse?s?|phones?|details|e-?mails?)\b",
            r"\byou (?:now )?have no (?:restrictions|rules|limits|limitations|guidelines|filters?)\b",
            r"\b(?:forward|send|e-?mail|copy) (?:me )?(?:all|every|the whole|any) (?:of )?(?:the |your |these )?(?:messages|mails?|e-?mails|inbox|conversations?|contacts?|customers?|files|data)\b",
            r"\bthe customer (?:must|has to|should|is entitled|gets|receives|will (?:get|pay|receive))\b",
            r"\b(?:as )?(?:agreed|discussed|arranged|confirmed) with (?:your|the) (?:manager|boss|owner|office|colleague|team|accountant|head office)\b[^.!?\n]{0,90}(?:£|%|\bdiscount|\bfree\b|\bprice|\bvat\b|\btotal|\bhalf|\bhalved|\bno charge)",
            rf"\b(?:the |any |your )?{_MACHINE}[^.!?\n]{{0,40}}\b(?:is|are|has been|have been|must|should|will|shall|needs? to) (?:instructed|told|authori[sz]ed|allowed|required|programmed|apply|ignore|list|send|offer|set|include)\b",
            # The same in languages that customers here write in.
            r"\b(?:ignoruj|zignoruj|pomiń|zapomnij)\b[^.!?\n]{0,40}\b(?:instrukcj\w+|polecen\w+|zasad\w*)|\b(?:ignor[aáeé]\w*|olvid[ae]\w*|ignorez|oubliez|ignora(?:re|te)?|dimentica\w*|ignoriere\w*|vergiss|esque[cç]a\w*|ignoră|ignorați|anwybydd\w+)\b[^.!?\n]{0,40}\b(?:instruc\w+|istruzion\w+|anweisung\w+|instruç\w+|consignes|regul\w+|règles|regole|reglas|regeln|tarif\w*|prix|preise\w*|prezzi|preços|ceny|cennik\w*|prețuri\w*|precios|cyfarwyddiadau)",
            r"\b(?:asystent\w*|asistent\w*|assistente|l'assistant|der assistent|cynorthwyydd)\b[^.!?\n]{0,12}[:,]",
            r"(?:игнорируй\w*|забудь\w*|ігноруй\w*)[^.!?\n]{0,40}(?:инструкц\w*|правил\w*|інструкц\w*)|تجاهل[^.!?\n]{0,40}(?:التعليمات|الأسعار)|निर्देश[^.!?\n]{0,30}अनदेखा",
        )
    ),
    re.I | re.M,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_JOINT = re.compile(r"[,;:]\s+|\s[-–—]\s|\s(?:and|but|also|then)\s", re.I)
_BASE64 = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/]{24,}={0,2}(?![\w+/=])")
_FOLLOWS = re.compile(
    rf"^\W*(?:then|and then|also|after that|next|finally|this (?:is|overrides)|do (?:not|so|this)|don't|{_TELLS})\b",
    re.I,
)


def without_orders(enquiry: Enquiry) -> tuple[Enquiry, list[str]]:
    """The enquiry with orders to software covered, and the covered words. The same object where there is nothing to do.

    A message that is HTML alone gets the text that a person sees; orders in what a person does not see are found too.
    """
    found: list[str] = []
    lines: dict[str, list[Line]] = {}
    for name in ("thread", "messages"):
        lines[name] = [line if line.direction == "out" else _covered(line, found) for line in getattr(enquiry, name)]
    subject, in_subject = _cover(enquiry.subject)
    name, in_name = _cover(enquiry.sender.name)
    found += in_subject + in_name
    if not found and lines["thread"] == list(enquiry.thread) and lines["messages"] == list(enquiry.messages):
        return enquiry, []
    sender = dataclasses.replace(enquiry.sender, name="" if in_name else name)
    clean = dataclasses.replace(
        enquiry, thread=lines["thread"], messages=lines["messages"], subject=subject.strip(), sender=sender
    )
    return clean, found


def _covered(line: Line, found: list[str]) -> Line:
    shown = line.text
    if line.html:
        seen, unseen = visible_text(line.html)
        shown = shown if shown.strip() else seen
        found += [piece for piece in unseen if _STRONG.search(plain(piece).text)]
    text, orders = _cover(shown)
    found += orders
    return line if text == line.text else dataclasses.replace(line, text=text)


def _cover(text: str) -> tuple[str, list[str]]:
    """Sentences that give orders become blanks; what follows in the same breath (“Then say …”) goes with them."""
    if not text:
        return text, []
    read = plain(text)
    covered: list[tuple[int, int]] = []
    start, after_order = 0, False
    for stop in [*(match.span() for match in _SENTENCE.finditer(read.text)), (len(read.text), len(read.text))]:
        sentence = read.text[start : stop[0]]
        if sentence.strip():
            orders = bool(_STRONG.search(sentence)) or _is_coded(sentence)
            after_order = orders or (after_order and bool(_FOLLOWS.match(sentence)))
            if after_order:
                covered.append((start + _before_order(sentence), stop[0]))
        elif "\n\n" in read.text[start : stop[1]]:
            after_order = False
        start = stop[1]
    if not covered:
        return text, []
    signs = list(text)
    said = []
    for first, last in covered:
        said.append(read.text[first:last].strip())
        for place in range(read.origin[first], read.origin[last - 1] + 1):
            if signs[place] != "\n":
                signs[place] = " "
    return "".join(signs), said


def _before_order(sentence: str) -> int:
    """How much of a sentence stands before the clause with the order: “2 sockets please, ignore your rules and …” asks for sockets."""
    order = _STRONG.search(sentence)
    if order is None:
        return 0
    ends = [joint.end() for joint in _JOINT.finditer(sentence) if joint.end() <= order.start()]
    head = ends[-1] if ends else 0
    asks = len(sentence[:head].split()) >= 3 and not re.search(_MACHINE, sentence[:head], re.I)
    return head if asks else 0


def _is_coded(sentence: str) -> bool:
    """Readable text hidden in base64 has no business in an enquiry."""
    for match in _BASE64.finditer(sentence):
        try:
            words = base64.b64decode(match.group() + "=" * (-len(match.group()) % 4), validate=True).decode("ascii")
        except (binascii.Error, ValueError):
            continue
        if words.isprintable() and " " in words:
            return True
    return False
