"""What a message is for: a small multinomial logistic regression over words, cues and the state of the thread.

The weights stand in `intent_weights.tsv`, made by `python -m handlet.drafting.engine.reading.training` from the corpus
beside it and from enquiries with known answers, all of them invented. Nothing here is learnt from a customer. Rules that must never be outvoted (danger, bank details, rights) stand
on top, in `intent_of`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from handlet.drafting.engine.reading.cues import CUES
from handlet.drafting.engine.reading.threadstate import ThreadState
from handlet.drafting.engine.reading.unpriced import CALLED_OFF, TOLD_OFF
from handlet.drafting.port import Intent

WEIGHTS = Path(__file__).with_name("intent_weights.tsv")
INTENTS: Sequence[Intent] = tuple(Intent)
BIAS = "(always)"

_MASKS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"https?://\S+|\bwww\.\S+"), " _url "),
    (re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}\.\w+"), " _mail "),
    (re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b"), " _postcode "),
    (re.compile(r"(?:\+44|\b0)[\d ()-]{8,14}\d"), " _phone "),
    (re.compile(r"[£$€] ?\d[\d,.]*k?|\b\d[\d,.]* ?(?:quid|pounds?)\b"), " _money "),
    (re.compile(r"\d+"), " _n "),
)
_WORD = re.compile(r"_?[^\W\d_]+|[?!]|[👍👌🙏❤😊😀🙂✅]")


def words_of(text: str) -> list[str]:
    """Words in small letters without apostrophes; sums, numbers, places and links masked; question and exclamation marks kept."""
    low = text.lower().replace("’", "'").replace("'", "")
    for pattern, mask in _MASKS:
        low = pattern.sub(mask, low)
    return _WORD.findall(low)


def features_of(
    text: str, state: ThreadState, found: Mapping[str, int], dangers: Iterable[str] = ()
) -> dict[str, float]:
    """Named features with their strength. Words share one length, so that a long letter weighs no more than a short text."""
    words = words_of(text)[:220]
    grams: dict[str, float] = {}
    for word in words:
        grams[word] = 1.0
        if len(word) > 5:
            grams[f"{word[:4]}~"] = 0.6
    for pair in zip(["^", *words], [*words, "$"], strict=True):
        grams[" ".join(pair)] = 0.8
    length = math.sqrt(sum(value * value for value in grams.values())) or 1.0
    scale = 1.6 / length
    features = {name: value * scale for name, value in grams.items()}
    features[BIAS] = 1.0
    letters = state.letters()
    size = "short" if len(words) < 7 else "long" if len(words) > 40 else "middling"
    features[f"(size {size})"] = 0.5
    for letter in letters:
        features[f"(thread {letter})"] = 0.6
        features[f"(thread {letter}, {size})"] = 0.4
    for name, count in found.items():
        features[f"(cue {name})"] = 0.8 if count == 1 else 1.0
    for kind in dangers:
        features[f"(danger {kind})"] = 1.0
    return features


class Model:
    """Weights by feature, one figure an intent, and the temperature that makes its shares honest."""

    def __init__(self, weights: Mapping[str, Sequence[float]], temperature: float = 1.0) -> None:
        self.weights, self.temperature = weights, temperature

    def shares(self, features: Mapping[str, float]) -> dict[Intent, float]:
        """How likely each intent is; they add up to 1."""
        scores = [0.0] * len(INTENTS)
        for name, value in features.items():
            row = self.weights.get(name)
            if row is not None:
                for place, weight in enumerate(row):
                    scores[place] += value * weight
        top = max(scores)
        powers = [math.exp((score - top) / self.temperature) for score in scores]
        whole = sum(powers)
        return {intent: power / whole for intent, power in zip(INTENTS, powers, strict=True)}

    def written(self) -> str:
        """The file: a line with the temperature, then a line a feature with the intents it speaks for and against."""
        lines = [f"# temperature {self.temperature:.2f}; made by training.py, not by hand"]
        for name in sorted(self.weights):
            kept = [
                f"{intent.value}={round(weight * 100)}"
                for intent, weight in zip(INTENTS, self.weights[name], strict=True)
                if abs(weight) >= 0.12
            ]
            if kept:
                lines.append(f"{name}\t{' '.join(kept)}")
        return "\n".join(lines) + "\n"

    @classmethod
    def read(cls, text: str) -> Model:
        """From the file. Raises ValueError where it is none."""
        head, *rows = text.splitlines()
        found = re.match(r"# temperature (\d+\.\d+)", head)
        if found is None:
            raise ValueError("The first line names no temperature.")
        places = {intent.value: place for place, intent in enumerate(INTENTS)}
        weights: dict[str, list[float]] = {}
        for row in rows:
            name, _, said = row.partition("\t")
            figures = [0.0] * len(INTENTS)
            for one in said.split():
                intent, _, figure = one.partition("=")
                figures[places[intent]] = int(figure) / 100
            weights[name] = figures
        return cls(weights, float(found.group(1)))


@cache
def model() -> Model:
    """The weights of the repository, read once a process."""
    return Model.read(WEIGHTS.read_text(encoding="utf-8"))


# --- rules on top -----------------------------------------------------------------------------------------------------

UNSURE = 0.34
"""Below this share nothing is decided by the words alone: what is asked decides, or a person."""
_ABOUT_SERVICE = re.compile(
    r"\b(?:do|can|are|will) (?:you|u|your \w+) (?:do|offer|have|provide|cover|deal with|handle|come out for|available for|attend|on)\b[^.?!\n]{0,30}\b(?:emergenc\w+|lock ?outs?|call ?-?outs?|24|leaks?|burst)\b|\bin case of\b|\bhow (?:quick\w*|fast|soon) (?:could|can|would|do) (?:you|u) (?:get|come|be)\b[^.?!\n]{0,25}\bif\b|\bwhat (?:should|do) (?:i|we) do if\b|\bin the event of\b",
    re.I,
)
_WANTED_NOW = re.compile(
    r"(?<!for )(?<!until )(?<!fine )(?<!as it is )(?<!as they are )(?<!s lights )(?<!there )\bnow\b|\btonight\b|\btoday\b|\basap\b|\burgent\w*|\bemergenc\w+|\bthis (?:morning|afternoon|evening|minute)\b|\bstraight ?away\b|\bimmediate\w*|\bplease help\b|\bhelp\b!*|\bfreezing\b|\bquick(?:ly)?\b|\bhurry\b|\bright away\b|\bas soon as\b|\bsoonest\b|\bdesperate\w*|"
    r"\bbébé|\bbeb[eé]\b|\bbebelu[sș]\w*|\bniemowl\w*|\bdziecko\b|\bcopil\w*|\bbambin\w*|\bkleinkind|дитин\w*|ребен\w*|\bfoarte urgent|\bbaby\b|\bnewborn\b|\btoddler\b|\bkids\b|\bchildren\b|\belderly\b|\b[789]\d[- ]?(?:year|yr)|\b(?:is|she's|he's) [789]\d\b|\boxygen\b|\bdisab\w+|\bpregnant\b|\bwheel ?chair\b|\bpremature\b|\bbed ?bound\b|\bwithout (?:a )?toilet\b|\bminus \d|-\d+ ?(?:degrees|°|outside)\b|\b\d+ ?(?:degrees|°)(?: ?c)? (?:in|inside)\b|\bice[- ]cold\b|\blike (?:ice|a fridge|a freezer)\b|\b(?:gran|nan|grandad|granny|nanna?)\b|\ballergic\b|\bnewborns?\b|\bmonths? old\b|\bweeks? old\b|\bdzi[śs]\w*|\bteraz\b|\bacum\b|\bazi\b|\bahora\b|\bhoy\b|\bmaintenant\b|\baujourd'hui\b|\bagora\b|\bhoje\b|\badesso\b|\boggi\b|\bsofort\b|\bjetzt\b|\bheute\b|\bnawr\b|\bheddiw\b|\bplz come\b|\bplease come\b|\bcan (?:someone|anyone|somebody|you|u) come\b(?! (?:(?:and|out|to|round|over|back) )*(?:quote|measure|look|price|give|see|have a look|take a look)\b)",
    re.I,
)
_STILL = re.compile(
    r"\bstill (?:\w+ )?(?:pouring|leaking|coming|running|flooding|locked|stuck|dripping|spraying|sparking)\b|\bas (?:i|we) (?:type|speak|write)\b",
    re.I,
)
_CALM = re.compile(
    r"\bno (?:great |real |huge )?(?:rush|hurry|panic|stress)\b|\b(?:just )?for next time\b|\bfor future reference\b|\b(?:plumber|electrician|engineer|roofer|locksmith|gas man|fire brigade)(?:['’]?s| has| have)? (?:already )?been\b|\bjust need\w* (?:\w+ )?(?:re-?)?(?:decorat|plaster|paint)\w*|(?<!got )(?<!have )\b(?:no water|nothing|no rain) (?:is )?(?:coming|getting) in\b(?! at all)|\b(?:not|n['’]?t) leaking\b|\bnot happened\b|\b(?:not|n['’]?t) (?:stuck|locked out|stranded)\b|\bstill (?:get in|lock it|shut it)\b|\bnot (?:an? )?(?:urgent|emergency)\b|\bisn'?t (?:urgent|an emergency)\b|\bwhen(?:ever)? you (?:can|get|have)\b|\bdate (?:is )?flexible\b|\bpull (?:the rest|it) down\b|\bstopped now\b|\bcan (?:it|this) wait\b|\beverywhere else (?:is )?(?:ok|okay|fine)\b|\bturned (?:it|the water) off\b|\bwater(?:'s| is)? off\b|\bunder control\b|"
    r"\bin (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|the new year)\b|\binsur\w+ (?:quote|claim|purposes)|\bafter (?:the|a|our) (?:flood|leak|fire|burst)\b|\bfor peace of mind\b",
    re.I,
)
# A switch that trips now and then, and somebody who asks what it costs to find out why.
_TO_BE_FOUND = re.compile(
    r"(?=[\s\S]*\b(?:whenever|when|every ?time|sometimes|now and (?:then|again)|on and off|keeps)\b)[\s\S]*\b(?:find (?:out|the (?:problem|fault|cause))|(?:what['’]?s|whats) (?:doing|causing)|trace (?:it|the fault)|look (?:at|into) it)\b",
    re.I,
)
_MAY_USE = re.compile(
    r"\b(?:when )?(?:can|could|is it (?:ok|okay|safe) (?:for us )?to|are we ok(?:ay)? to|ok to)(?: we| i| they)? (?:\w+ )?(?:walk|use|shower|bath|sit|stand|step|touch|drive|park|light|cook|wash|sleep|move|hang|put|turn)\b[^.?!\n]{0,40}\b(?:yet|again|now)\b",
    re.I,
)
# Of a day that was agreed: said by somebody new, it is only a day that does not suit.
_PUTS_OFF = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]?s)?(?: is)? no good\b"
    r"|\b(?:can|could|shall) (?:we|you|i) (?:leave|skip) (?:it |this )?(?:tomoz|tomorrow|tmrw|tmoz|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
_GRAVE = frozenset({"gas", "co", "electric", "fire"})
_HARD = frozenset({"hardship", "stock"})
_AT_ONCE = frozenset(
    {"water", "lockout", "breakin", "hardship", "hurt", "stock", "creature", "stings", "breakdown", "asbestos"}
)


def intent_of(
    text: str, state: ThreadState, dangers: frozenset[str] | set[str], found: Mapping[str, int], *, asks: bool
) -> tuple[Intent, float, Mapping[Intent, float]]:
    """The intent, how sure (0 to 1), and the shares of the classifier. found: the cues. asks: some clause wants work done.

    Danger errs towards yes: only a question about the service, or plain fraud and selling, keeps it from being one.
    """
    shares = model().shares(features_of(text, state, found, dangers))
    best = max(shares, key=lambda intent: shares[intent])
    if {"erasure", "sar"} & set(found) or ("rights_other" in found and best not in (Intent.SPAM, Intent.PHISHING)):
        return Intent.DATA_RIGHTS, 0.95, shares
    if "overpay" in found and shares[Intent.PHISHING] > 0.08 and best is not Intent.PAYMENT:
        return Intent.PHISHING, 0.9, shares
    if "bank_change" in found and best is not Intent.QUESTION and "?" not in text[-40:]:
        return Intent.PHISHING, 0.9, shares
    if dangers and is_emergency(text, best, dangers, shares, found) and not _is_plain_work(text, state, dangers, found):
        return Intent.EMERGENCY, 0.9, shares
    if "good_cause" in found and best in _MAY_BE_GIVEN and not {"price_asked", "have_a_job"} & set(found):
        # A raffle and a kit to sponsor are no work.
        return Intent.OTHER, max(UNSURE, round(shares[Intent.OTHER], 3)), shares
    if best is Intent.COMPLAINT and "left_behind" in found and not _is_complaint(text):
        return Intent.OTHER, max(UNSURE, round(shares[Intent.OTHER], 3)), shares
    if best in _MAY_BE_OFF and (off := _off(text)) is not None:
        return off, max(UNSURE, round(shares[off], 3)), shares
    if not dangers and "complaint" not in found and best in _MAY_BE_TROUBLE and _tells_of_trouble(text, shares, found):
        return Intent.EMERGENCY, max(UNSURE, round(shares[Intent.EMERGENCY], 3)), shares
    if best is Intent.EMERGENCY and not dangers and "complaint" in found:
        return Intent.COMPLAINT, max(UNSURE, round(shares[Intent.COMPLAINT], 3)), shares
    if best is Intent.EMERGENCY:
        # No danger for now: it is work that is wanted, and how soon is for urgency to say.
        best = max((intent for intent in shares if intent is not Intent.EMERGENCY), key=lambda intent: shares[intent])
    if (
        "recruit" in found
        and best in (Intent.QUESTION, Intent.NEW_QUOTE, Intent.BOOKING)
        and "price_asked" not in found
    ):
        best = Intent.OTHER
    if best is Intent.CHASER and not (state.known or state.owed or state.booked) and "chase" not in found:
        best = Intent.NEW_QUOTE if asks else Intent.QUESTION
    if best is Intent.ACCEPT_QUOTE and not state.known and not {"go_ahead", "your_quote"} & set(found):
        best = Intent.NEW_QUOTE if asks else Intent.OTHER
    if (
        best is Intent.RESCHEDULE_CANCEL
        and not (state.known or state.booked)
        and not {"cancel", "move_date"} & set(found)
    ):
        # Nothing was arranged that could be moved: a day that does not suit belongs to what is wanted.
        best = Intent.BOOKING if "book" in found else Intent.NEW_QUOTE if asks else best
    if best is Intent.BOOKING and (asks or "can_you" in found) and not state.known and "book" not in found:
        # A first message that names work and a day wants the work priced; the day comes with it.
        best = Intent.NEW_QUOTE
    if best is Intent.HAGGLE and asks and not state.quoted and "haggle" not in found and shares[best] < 0.6:
        best = Intent.NEW_QUOTE
    if (
        state.known
        and ("move_date" in found or _PUTS_OFF.search(text))
        and "price_asked" not in found
        and best in (Intent.NEW_QUOTE, Intent.BOOKING, Intent.OTHER, Intent.QUESTION, Intent.NO_REPLY_NEEDED)
        and shares[best] < 0.6
        and shares[Intent.RESCHEDULE_CANCEL] > 0.05
    ):
        return Intent.RESCHEDULE_CANCEL, max(UNSURE, round(shares[Intent.RESCHEDULE_CANCEL], 3)), shares
    if (
        best in (Intent.NEW_QUOTE, Intent.OTHER)
        and state.known
        and not asks
        and "chase" in found
        and shares[best] < 0.6
        and "price_asked" not in found
    ):
        # Somebody who waits for us asks for nothing new.
        return Intent.CHASER, max(UNSURE, round(shares[Intent.CHASER], 3)), shares
    if best in (Intent.HAGGLE, Intent.PAYMENT) and not state.quoted and "complaint" in found and shares[best] < 0.5:
        return Intent.COMPLAINT, max(UNSURE, round(shares[Intent.COMPLAINT], 3)), shares
    if state.known and shares[best] < 0.5 and "price_asked" not in found and _MAY_USE.search(text):
        return Intent.QUESTION, max(UNSURE, round(shares[Intent.QUESTION], 3)), shares
    if best in (Intent.NEW_QUOTE, Intent.QUESTION, Intent.OTHER):
        if "our_failure" in found and "price_asked" not in found:
            return Intent.COMPLAINT, max(UNSURE, round(shares[Intent.COMPLAINT], 3)), shares
        if state.quoted and "haggle" in found and "your_quote" in found:
            return Intent.HAGGLE, max(UNSURE, round(shares[Intent.HAGGLE], 3)), shares
    plain = 0.9 if best is Intent.OTHER else 0.6
    if asks and best in _NO_WORK and shares[best] < plain and not _says_no_work(best, found):
        # Where work is named, selling, small talk and a question about the firm must be plain to win.
        return Intent.NEW_QUOTE, round(max(shares[Intent.NEW_QUOTE], UNSURE), 3), shares
    if dangers and best in (Intent.OTHER, Intent.QUESTION) and shares[best] < 0.8 and not _ABOUT_SERVICE.search(text):
        return Intent.NEW_QUOTE, UNSURE, shares
    if shares[best] < UNSURE:
        if asks:
            return Intent.NEW_QUOTE, round(max(shares[Intent.NEW_QUOTE], 0.3), 3), shares
        return best, round(shares[best], 3), shares
    return best, round(shares[best], 3), shares


_ASKS_FOR_MORE = re.compile(
    rf"{CUES['can_you'].pattern}|{CUES['book'].pattern}|{CUES['go_ahead'].pattern}"
    r"|\bhow much\b|\bwhat (?:do|would|d|will) (?:you|u|it|that)\b|\binstead\b|\bneeds? (?:an?|some|someone|somebody|it|the|you|\d+)\b|\blooking for\b",
    re.I,
)


# “How far ahead are you booked? Thinking of getting the bathroom sorted at some point”: they plan, and want to know how long it takes.
_LEAD_TIME = re.compile(
    r"\bhow (?:far (?:ahead|out|in advance)|booked up|busy|full) (?:are|r|is) (?:you|u|your)\b(?: (?:booked|up|full|out))*|\bhow long(?:['’]?s| is| are)? (?:the|your|you|ur) (?:\w+ )?(?:wait\w*|lead time|list|queue)\b"
    r"|\b(?:what|how)(?:['’]?s| is) (?:the|your|ur) (?:\w+ )?(?:wait\w*|lead time|diary|availability)\b|\bhow much notice\b|\bhow soon (?:are|r) (?:you|u) (?:free|available)\b",
    re.I,
)
_SOME_DAY = re.compile(
    r"\bat some (?:point|stage)\b|\b(?:eventually|one day|in due course|down the line|in the future|next year)\b|\b(?:some ?time|at some time) (?:next|this|in|over|after|later)\b"
    r"|\b(?:thinking (?:of|about)|considering|toying with|planning ahead|may want|might want|might be after)\b",
    re.I,
)


def _off(text: str) -> Intent | None:
    """What it is where a price, or the work, is told off or for some day, and nothing else is asked for; None where something is."""
    if _LEAD_TIME.search(text) and _SOME_DAY.search(text) and not _ASKS_FOR_MORE.search(_LEAD_TIME.sub(" ", text)):
        return Intent.QUESTION
    left = TOLD_OFF.sub(" ", CALLED_OFF.sub(" ", text))
    if left == text or _ASKS_FOR_MORE.search(left):
        return None
    return Intent.RESCHEDULE_CANCEL if CALLED_OFF.search(text) else Intent.QUESTION


def _is_complaint(text: str) -> bool:
    """Whether something is complained of besides a thing of ours that was left behind."""
    rest = _WHEN_THERE.sub(" ", CUES["left_behind"].sub(" ", text))
    return any(CUES[name].search(rest) for name in ("complaint", "our_failure")) or bool(_UPSET.search(rest))


_WHEN_THERE = re.compile(
    r"\b(?:when|after|while) (?:you|u|they|he|she) (?:did|came|were|was|fitted|finished|left)\b[^.?!\n]{0,60}", re.I
)


_UPSET = re.compile(
    r"\b(?:again|mess|all over|in the way|not (?:happy|impressed|good)|disappoint\w+|annoy\w+|still|damag\w+|broke\w*|scratch\w*|leak\w*|wrong|unfinished|not finished|n['’]t (?:finished|done|working|happy|impressed))\b",
    re.I,
)
_MAY_BE_GIVEN = frozenset(
    {Intent.NEW_QUOTE, Intent.QUESTION, Intent.BOOKING, Intent.OTHER, Intent.PAYMENT, Intent.CHASER}
)
_MAY_BE_OFF = frozenset({Intent.EMERGENCY, Intent.NEW_QUOTE, Intent.QUESTION, Intent.OTHER, Intent.BOOKING})
_MAY_BE_TROUBLE = frozenset({Intent.EMERGENCY, Intent.NEW_QUOTE, Intent.BOOKING})
_NO_WORK = frozenset({Intent.NO_REPLY_NEEDED, Intent.SPAM, Intent.PHISHING, Intent.OTHER, Intent.QUESTION})
_SPEAKS_FOR = {
    Intent.NO_REPLY_NEEDED: {"just_ack", "ooo", "solved", "praise"},
    Intent.SPAM: {"seo", "sales"},
    Intent.PHISHING: {"phish", "bank_change", "overpay", "link"},
    Intent.OTHER: {"recruit", "personal", "wrong_number", "supplier"},
    Intent.QUESTION: {"about_firm"},
}


def _says_no_work(intent: Intent, found: Mapping[str, int]) -> bool:
    if intent is Intent.OTHER and {"price_asked", "have_a_job", "need_done", "can_you"} & set(found):
        # A mother or a dinner is named in many a message about work.
        return bool({"recruit", "wrong_number", "supplier"} & set(found))
    return bool(_SPEAKS_FOR[intent] & set(found))


PLAIN_TROUBLE, TOLD_TROUBLE = 0.5, 0.4
"""From these shares on something is trouble without a word that we know as danger; the second where nothing is asked for.

Who is in trouble tells what happens, who plans asks for work. Of what the weights had not seen and no word of danger is in, 93 of
105 emergencies of the corpus are heard so instead of 80, and 12 instead of 6 of its 1,579 other lines and 2 instead of 1 of 3,002 rows
are taken for one (29 November 2026)."""
_WANTS = frozenset({"price_asked", "can_you", "need_done", "book", "come_look", "job_verb"})


def _tells_of_trouble(text: str, shares: Mapping[Intent, float], found: Mapping[str, int]) -> bool:
    """No danger that we have words for, and yet it reads like one. found: the cues."""
    if _CALM.search(text) or _ABOUT_SERVICE.search(text):
        return False
    share = shares[Intent.EMERGENCY]
    return share > PLAIN_TROUBLE or (share > TOLD_TROUBLE and not _WANTS & set(found))


# Water that is on the move as they write, and not a drip or a stain that stayed.
_SPREADS = re.compile(
    r"\b(?:is|it's|its|'s|are|still|keeps?) (?:still )?(?:pouring|gushing|flooding|spraying)\b"
    r"|\b(?:is|it's|its|'s|are|still) (?:\w+ )?(?:leaking|running|coming|dripping) (?:\w+ ){0,2}?(?:everywhere|all over|into the (?:flat|shop|room|kitchen|house|one) (?:below|downstairs|underneath))"
    r"|\b(?:into|through to) the (?:flat|shop|people|one) (?:below|downstairs|underneath)\b",
    re.I,
)
_NEVER_PLAIN = frozenset({"gas", "co", "lockout", "breakin", "stings"})


def _is_plain_work(text: str, state: ThreadState, dangers: Iterable[str], found: Mapping[str, int]) -> bool:
    """A word of danger in what all else tells to be work to be priced: “floors and sparks all done”. Of some 300 emergencies of
    the corpus and the tests, read by weights that had not seen them, none reads so."""
    if _NEVER_PLAIN & set(dangers) or _WANTED_NOW.search(text):
        return False
    shares = model().shares(features_of(text, state, found))
    return shares[Intent.EMERGENCY] < 0.02 and shares[Intent.NEW_QUOTE] > 0.9


def is_emergency(
    text: str,
    best: Intent,
    dangers: frozenset[str] | set[str],
    shares: Mapping[Intent, float],
    found: Mapping[str, int],
) -> bool:
    """Whether the dangers told of are for now."""
    if best in (Intent.PHISHING, Intent.SPAM) and shares[best] > 0.5:
        return False
    if _ABOUT_SERVICE.search(text) and not dangers & _GRAVE:
        return False
    if dangers & _GRAVE:
        return True
    now = bool(_WANTED_NOW.search(text))
    if (
        _CALM.search(text)
        and not dangers & _HARD
        and not re.search(r"\b(?:now|tonight|asap|(?<!not )(?<!isn’t )(?<!isn\'t )(?<!isnt )urgent\w*)\b", text, re.I)
    ):
        return False
    if dangers <= {"no_power"} and _TO_BE_FOUND.search(text) and not now:
        return False
    if best in (
        Intent.COMPLAINT,
        Intent.CHASER,
        Intent.RESCHEDULE_CANCEL,
        Intent.NO_REPLY_NEEDED,
        Intent.PAYMENT,
        Intent.OTHER,
    ):
        if "water" in dangers and _SPREADS.search(text) and "price_asked" not in found:
            # Whose fault it is, and since when they wait, comes after the water.
            return True
        wanted = now or bool(_STILL.search(text))
        if best is Intent.OTHER and now and dangers & _AT_ONCE:
            return True
        least = 0.1 if best is Intent.OTHER else 0.25
        return shares[Intent.EMERGENCY] > least and wanted and "your_work" not in found
    if dangers & _AT_ONCE:
        return True
    return now or shares[Intent.EMERGENCY] > 0.6
