"""What a language model may say between its slots: courtesy, and what the job is, in words that are known here. Nothing else.

Two locks, because a list of what is forbidden is never whole. A word is let through only if it is ordinary talk of the trade
(`vocabulary.txt`), courtesy (`courtesy.txt`) or the business's own; so an invented name, coin, web address or look-alike letter
is stopped without being thought of beforehand. And of known words, those that would bind the owner (money, days, promises,
safety, who we are, what to click, secrets) belong to slots or to the owner.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources

from handlet.drafting.engine.guard.ledger import SPECIAL
from handlet.drafting.engine.guard.plain import UNSEEN, plain

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SIGNS = re.compile(r"[^\sA-Za-zÀ-ž.,;:!?'’‘\"“”()–—…-]")
_SUM = re.compile(r"\{\{\s*(?:total_gross|line:|reply:)")
# A star stands for any ending, a low line for a space.
_PRICE = """pric* cost* quot* total* sum sums estimat* charg* fee fees rate rates vat comes_to come_to comes_out"""
_TALK = {
    "paying, or of anything given away": """
        pay* paid bill* invoic* deposit* discount* cash card cards bank* transfer* refund* account* cheap*
        half third quarter offer* deal deals bargain* waiv* nowt nothing free complimentary gratis throw*
        thrown voucher* gift* tip reward* money owe* up_front for_one get_one bitcoin crypto on_me on_us
        on_the_house extra""",
    "an agreement or a promise": """accept* agree* confirmed approve* consider_it got_the_job job's_yours your_word my_word our_word
        promis* assur* guarantee* warrant* never forever for_life trust* yes_from stand_by certain_to
        definite* match* beat* hold_it hold_the put_it_right put_that_right put_this_right put_things_right
        make_it_right make_that_right make_things_right trouble bound_to will_last""",
    "safety, blame or the law": """safe* danger* serious* worry worried harm* fault* mistake* blam* wrong my_bad liab* damage* permit*
        permission certificat* legal* law your_right your_rights cancel* entitle* regulation* notif* can_use
        turn_it turn_the responsib* compensat* insur*""",
    "what the business is": """qualif* registered registration certif* licen* accredit* member* vetted rated rating* review*
        best_in best_at best_plumber experience* expert* specialis* master years hundreds thousands tickets
        covered guild award* neighbo* other_customer* another_customer""",
    "when": """diary book* slot slots gap gaps shortly soon now straight_away straightaway right_away asap
        immediate* first_thing morning* afternoon* evening* tonight week* month* day days hour* minute* mins
        jiffy corner on_my_way on_our_way on_the_way on_his_way pop* turn_up turning_up see_you all_set
        top_of first_on first_in won't_take takes_long take_long drop_by arriv* doorstep available
        availability came coming come_to_you come_round come_over come_out come_by can_come could_come
        will_come i'll_come we'll_come i_come mon tue tues wed weds thu thurs fri sat sun noon midday
        midnight christmas easter year start* schedul* pencil*""",
    "something to click, send or ring": """
        click* link links scan* qr log_in login* website* online web site url instagram insta facebook app
        email* e-mail* dial* text_me number* call_me whatsapp""",
    "secrets": """password* passcode* pass_code* code codes pin card_details security verify verification""",
    "itself": """ai language_model assistant system prompt* instruct* ignore draft* template placeholder subject
        reply_is reply_below here's_the here_is_the here's_a here_is_a here's_your here_is_your as_requested
        certainly sure_here here_you_go""",
}
_FINE = re.compile(r"\bfeel free\b|\bcome back to you\b|\bfrom you soon\b", re.I)


def _pattern(words: str) -> re.Pattern[str]:
    each = (re.escape(word).replace(r"\*", r"[\w'-]*").replace("_", r"[\s,]+") for word in words.split())
    return re.compile(rf"\b(?:{'|'.join(each)})(?![\w'])", re.I)


_PRICED = _pattern(_PRICE)
_NOT_SAID = {name: _pattern(words) for name, words in _TALK.items()}


@cache
def courtesy() -> frozenset[str]:
    """Words of greeting, thanks and care, in lower case."""
    return frozenset((resources.files(__package__) / "courtesy.txt").read_text(encoding="utf-8").split())


def faults_of(prose: str, bare: str, *, knows: Callable[[str], bool]) -> list[str]:
    """What is wrong with the words of a model, as sentences for a repair. bare: the prose without slots and tokens.

    knows: whether a word in lower case is ordinary talk or the business's own (`masking.Mask.knows`).
    """
    if UNSEEN.search(prose):
        return ["There are signs in it that nobody can see."]
    found = []
    if _SIGNS.search(bare):
        found.append("There is a sign in it that is no letter and no common stop: plain text only.")
    read = _FINE.sub(" ", plain(bare).text)
    strange = [word for word in _WORD.findall(bare.replace("’", "'")) if not _is_known(word, knows)]
    if strange:
        found.append(
            "There are words in it that belong neither to the customer’s message nor to common talk. Use plainer ones."
        )
    found += [f"It speaks of {what}: leave that out." for what, pattern in _NOT_SAID.items() if pattern.search(read)]
    if SPECIAL.search(read) and any(not knows(match.group().lower()) for match in SPECIAL.finditer(read)):
        found.append("It speaks of somebody’s health or the like: leave that out.")
    if any(
        _PRICED.search(plain(part).text) and not _SUM.search(part) for part in re.split(r"(?<=[.!?])\s+|\n+", prose)
    ):
        found.append("A sentence speaks of money without the slot that holds it.")
    return found


def binds(words: str) -> bool:
    """Whether words speak of what only slots and the owner speak of: paying, agreeing, when, who the business is …"""
    read = plain(words).text
    return bool(_PRICED.search(read)) or any(pattern.search(read) for pattern in _NOT_SAID.values())


def _is_known(word: str, knows: Callable[[str], bool]) -> bool:
    lower = word.lower()
    whole = (lower, lower.removesuffix("'s"))
    if any(one in courtesy() or knows(one) for one in whole):
        return True
    return "-" in lower and all(piece in courtesy() or knows(piece) for piece in lower.split("-"))
