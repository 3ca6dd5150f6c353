"""Meta's error codes: what each means for a message that was to go, and the sentence for the owner.

Codes and their meaning: Cloud API, error codes. Titles and texts of Meta's change; only the number is acted on.
"""

from __future__ import annotations

from handlet.channels.contract import (
    ConnectionRefused,
    PermanentFailure,
    ProviderUnreachable,
    ReconnectNeeded,
    SendOutcome,
    TemporaryFailure,
    UnknownOutcome,
)
from handlet.channels.whatsapp.graph import Refusal

WINDOW_SHUT = 131047
WANTS_NOTHING = 131050
SAME_PERSON = 131056

_BUSY = {1, 2, 4, 80007, 130429, 131000, 131016, 131057, 133016}
_DEAD = {0, 190}
_TIME_BETWEEN = 360

_KEY_DEAD = "WhatsApp no longer accepts the access token. Make a new one at Meta, then connect again."
_NOT_ALLOWED = (
    "The access token may not do this. Give its system user the permissions whatsapp_business_messaging and "
    "whatsapp_business_management at Meta, then connect again with a new token."
)
SENTENCES: dict[int, str] = {
    WINDOW_SHUT: "WhatsApp only takes free words for 24 hours after the customer last wrote, and those are over. Send one of "
    "your approved templates instead, or ring them.",
    WANTS_NOTHING: "They have told WhatsApp that they want no messages from you. Nothing more can be sent to them there.",
    131026: "WhatsApp cannot deliver to them: the number may not be on WhatsApp, or their app is too old. Ring them instead.",
    131030: "Your WhatsApp number is still a test number, and theirs is not on its list at Meta.",
    131031: "Meta has locked your WhatsApp business account. See the account quality page at Meta.",
    131037: "Meta has not approved your WhatsApp display name yet. Until then nothing can be sent.",
    131042: "Meta cannot charge for WhatsApp: check the payment method of your WhatsApp business account at Meta.",
    131045: "Your WhatsApp number is not registered for sending. Finish its registration at Meta.",
    131048: "Meta has stopped your messages for now, because too many were blocked or reported. Wait, and ring people instead.",
    131049: "Meta held this message back to keep people from getting too many. Try another day, or ring them.",
    131051: "WhatsApp does not take this kind of message.",
    131052: "WhatsApp could not give us the file that the customer sent.",
    131053: "WhatsApp did not take the file. Send the quote by its address instead.",
    131062: "WhatsApp wants their telephone number for this kind of message, and it has not given it to us.",
    131064: "Meta has stopped your messages for now, because too many were blocked or reported. Wait, and ring people instead.",
    132000: "The template’s blanks do not fit what is approved at Meta. Choose the template again.",
    132001: "This template is not approved at Meta in this language. Choose another.",
    132005: "The filled template is too long for WhatsApp. Shorten what stands in its blanks.",
    132007: "Meta has withdrawn this template because of its wording. Choose another.",
    132012: "What stands in the template’s blanks is not what WhatsApp takes there. Use plain words on one line.",
    132015: "Meta has paused this template because people disliked it. Choose another.",
    132016: "Meta has switched this template off because people disliked it. Choose another.",
    133010: "Your WhatsApp number is not registered for sending. Finish its registration at Meta.",
    368: "Meta has blocked your WhatsApp business account for now. See the account quality page at Meta.",
}


def sentence_of(code: int) -> str:
    """What a code means to the owner; plain words with the number where nobody wrote a sentence for it."""
    if code in _DEAD:
        return _KEY_DEAD
    if code in (3, 10) or 200 <= code <= 299:
        return _NOT_ALLOWED
    if 132000 <= code <= 132999 and code not in SENTENCES:
        return "WhatsApp did not take the template. Choose it again, or choose another."
    return SENTENCES.get(code, f"WhatsApp did not take it (error {code}).")


def outcome_of(refusal: Refusal) -> SendOutcome:
    """What a refusal of the send itself proves. An error of Meta's own that nobody has described proves nothing."""
    code = refusal.code
    sentence = sentence_of(code)
    if code in _DEAD or code in (3, 10) or 200 <= code <= 299:
        return ReconnectNeeded(sentence)
    if code == SAME_PERSON:
        wait = max(refusal.retry_after_seconds or 0, _TIME_BETWEEN)
        return TemporaryFailure("Too many messages to the same person in a short time.", wait)
    if code in _BUSY or (refusal.passing and code not in SENTENCES):
        return TemporaryFailure("WhatsApp is busy or limits how much may be sent at once.", refusal.retry_after_seconds)
    if refusal.status >= 500 and code not in SENTENCES:
        return UnknownOutcome(sentence)
    return PermanentFailure(sentence, alone=code == WANTS_NOTHING)


def error_of(refusal: Refusal) -> ConnectionRefused | ProviderUnreachable:
    """A refusal of anything else, as an error of the channel."""
    outcome = outcome_of(refusal)
    if isinstance(outcome, TemporaryFailure | UnknownOutcome):
        return ProviderUnreachable("WhatsApp does not answer properly at the moment. Handlet tries again by itself.")
    return ConnectionRefused(sentence_of(refusal.code))
