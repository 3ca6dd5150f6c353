"""Which thing an amount belongs to: the noun behind it, over its adjectives, or the one named before."""

from __future__ import annotations

from handlet.drafting.engine.reading.nouns import is_plural, singular, thing_at, thing_like
from handlet.drafting.engine.reading.quantities.units import unit_at
from handlet.drafting.engine.reading.quantities.words import Words

# After a number these are no things to count: people, animals, hours of the clock, visits already made, coats, quotes.
NOT_COUNTED = {
    "people", "person", "kids", "kid", "children", "child", "adults", "dogs", "dog", "cats", "cat", "boys", "girls", "babies", "coats", "coat", "times", "time", "quotes",
    "quote", "years", "year", "yrs", "yr", "months", "month", "weeks", "week", "days", "day", "minutes", "mins", "min", "minute", "seconds", "o'clock", "oclock", "am", "pm", "pounds", "pound", "quid", "grand", "k",
    "percent", "miles", "mile", "amp", "amps", "volts", "volt", "v", "w", "watt", "watts", "st", "nd", "rd", "th", "floor", "storey", "storeys", "story", "stories", "star",
    "stars", "way", "ways", "phase", "gang", "point", "degrees", "bar", "sides", "side", "ends", "end", "of", "or", "and", "to", "is", "are", "was", "in", "on", "at", "by", "for", "more", "less", "other",
    "others", "options", "option", "different", "separate", "things", "thing", "jobs", "job", "bits", "questions", "question", "photos", "photo", "pics", "pictures", "pic", "visits", "emails",
    "messages", "calls", "texts", "attempts", "firms", "companies", "builders", "plumbers", "electricians", "guys", "lads", "men", "ladies", "tenants", "neighbours", "properties", "occasions",
    "reasons", "hours", "hour", "bed", "road", "street", "lane", "avenue", "close", "drive", "court", "terrace", "gardens", "the", "a", "an", "but", "so", "it", "that", "this", "we", "i", "you",
    "please", "thanks", "ish", "odd", "plus", "from", "as", "if", "not", "no", "yes", "with", "would", "want", "wants", "need", "needs", "can", "could", "have", "has", "had", "will", "should",
    "attached", "off", "out", "up", "down", "left", "right", "lots", "sorts", "types", "kinds", "parts", "stage", "stages", "reviews", "weekends", "nights", "night", "evenings", "mornings", "trips",
    "doz", "ones", "till", "until", "now", "ago", "gcse", "bhp", "cc", "pets", "flats", "business", "working", "lever", "levers", "pin", "piece", "seater", "seat", "half",
}  # fmt: skip
_MODIFIERS = {
    "new", "old", "more", "extra", "additional", "other", "internal", "external", "single", "double", "broken", "cracked", "slipped", "missing", "loose", "small", "large", "big", "little", "white",
    "black", "oak", "pine", "upvc", "wooden", "wood", "timber", "plastic", "led", "electric", "gas", "smart", "standard", "spare", "front", "back", "side", "outside", "inside", "outdoor", "indoor", "matching",
    "separate", "blown", "damaged", "rotten", "wobbly", "dripping", "leaky", "leaking", "faulty", "dead", "fire", "rated", "chrome", "brass", "steel", "stainless", "anti-snap", "euro", "yale", "mortice", "sash",
    "casement", "bay", "concrete", "close", "board", "feather", "edge", "lap", "full", "half", "tall", "long", "short", "narrow", "wide", "good", "sized", "size", "medium", "average", "normal", "fitted", "floating",
    "thermostatic", "column", "designer", "panel", "panelled", "solid", "interior", "exterior", "kitchen", "bathroom", "bedroom", "living", "dining", "lounge", "hall", "garage", "shed", "loft", "downstairs", "upstairs",
    "plug", "light", "ceiling", "wall", "floor", "roof", "ridge", "garden", "fence", "metal", "dimmer", "double-panel", "blank", "identical", "nice", "proper", "empty", "unglazed", "painted", "unpainted", "existing", "bare",
    "victorian", "edwardian", "georgian", "cast", "iron", "flush", "hung", "hanging", "weatherproof", "ip65", "fire-rated", "interlinked", "mains", "wired", "wireless", "storage", "towel", "feature", "chimney",
    "and", "keyed", "alike", "lockable", "flat", "pack", "bed", "seat", "seater", "way", "gang", "lever", "piece", "tier", "bulb", "drawer", "door", "shelf", "pane", "ft", "foot", "inch", "m", "cm", "mm", "x",
    "-", "overgrown", "scruffy", "lovely", "really", "very", "dirty", "grubby", "stained", "blocked", "wonky", "sticking", "sticky", "squeaky", "plain", "red", "grey", "gray", "clay", "slate", "terracotta", "porcelain", "marble",
}  # fmt: skip


def noun_at(said: Words, j: int) -> tuple[str, int, int] | None:
    """The thing after a number, over its adjectives: our name, the token it begins at, the token after it."""
    at = j
    for _ in range(6):
        if at >= len(said.tokens) or said.tokens[at].kind in ("break",):
            return None
        found = thing_at(said.words, at)
        if found is not None:
            name, after = found
            # "door handles", "fence posts", "kitchen doors": a noun before a noun only describes it.
            further = thing_at(said.words, after) if after < len(said.words) else None
            while (
                further is not None
                and said.tokens[after].start - said.tokens[after - 1].end <= 1
                and (not is_plural(said.w(after - 1)) or said.w(after - 1) in ("stairs", "glass"))
            ):
                name, at, after = further[0], after, further[1]
                further = thing_at(said.words, after) if after < len(said.words) else None
            if (
                after < len(said.tokens)
                and said.tokens[after].kind == "word"
                and not is_plural(said.w(after - 1))
                and is_plural(said.w(after))
                and said.w(after) not in NOT_COUNTED
                and len(said.w(after)) > 3
                and said.w(after)
                not in (
                    "this",
                    "does",
                    "goes",
                    "thus",
                    "less",
                    "says",
                    "gets",
                    "lets",
                    "adds",
                    "runs",
                    "needs",
                    "wants",
                    "leaks",
                    "drips",
                    "sticks",
                    "looks",
                    "works",
                    "always",
                    "thanks",
                    "comes",
                    "keeps",
                    "please",
                    "seems",
                    "stays",
                    "trips",
                    "across",
                    "as",
                    "plus",
                )
            ):
                return singular(said.w(after)), after, after + 1
            return name, at, after
        word = said.w(at)
        if said.language != "en" and said.tokens[at].kind == "word" and at - j < 3:
            alike = thing_like(word)
            if alike:
                return alike, at, at + 1
        if word in _MODIFIERS or (
            said.tokens[at].kind == "word"
            and word.endswith(("ed", "en", "ing"))
            and word not in NOT_COUNTED
            and at - j < 3
        ):
            at += 1
            continue
        if said.tokens[at].kind == "number" and unit_at(said, at + 1) and at - j < 4:
            at = (unit_at(said, at + 1) or ("", at + 1))[1]
            continue
        if said.tokens[at].text in (",", "&", "/", "(") and at > j and at - j < 4:
            at += 1
            continue
        # A plural nobody listed is still something counted.
        if (
            said.tokens[at].kind == "word"
            and is_plural(word)
            and word not in NOT_COUNTED
            and len(word) > 3
            and said.language == "en"
        ):
            return singular(word), at, at + 1
        if (
            said.tokens[at].kind == "word"
            and word not in NOT_COUNTED
            and at + 1 < len(said.tokens)
            and said.tokens[at + 1].kind == "word"
            and at - j < 2
            and (thing_at(said.words, at + 1) or (is_plural(said.w(at + 1)) and said.w(at + 1) not in NOT_COUNTED))
        ):
            at += 1
            continue
        if at - j < 4 and leads_to_things(said, at):
            at += 1
            continue
        return None
    return None


def leads_to_things(said: Words, at: int) -> bool:
    """A word or a mark that we do not know with several things behind it: “police-approved key safes”, “FD30 fire doors”."""
    token = said.tokens[at]
    of_word = at > 0 and token.kind != "sign" and said.is_code(at)
    up = said.w(at) in ("up", "out", "off", "in") and said.w(at - 1).endswith("ed")
    if not (up or of_word or token.text == "-" or (token.kind == "word" and said.w(at) not in NOT_COUNTED)):
        return False
    for ahead in range(at + 1, min(at + 4, len(said.tokens))):
        found = thing_at(said.words, ahead)
        if found is not None and is_plural(said.w(found[1] - 1)):
            return True
        plain = said.tokens[ahead].kind == "word" and said.w(ahead) not in NOT_COUNTED
        if not (plain or said.tokens[ahead].text == "-" or said.is_code(ahead) or found is not None):
            return False
    return False


def near_thing(said: Words, i: int, j: int, *, before_first: bool = False) -> str:
    """The thing a measure belongs to: behind "of", else just behind, else the last one before it in the sentence.

    before_first: what is told of a thing (its age, its power) follows it, unless it stands right before it.
    """
    if before_first and not thing_at(said.words, j):
        for at in range(i - 1, max(-1, i - 8), -1):
            if said.tokens[at].kind == "break" or said.w(at) in (".", "?", "!"):
                break
            thing = thing_ending(said, at)
            if thing:
                return thing
    at = j
    for _ in range(5):
        if (
            at >= len(said.tokens)
            or said.tokens[at].kind == "break"
            or said.w(at) in (".", ",", "?", "!", "and", "plus")
        ):
            break
        found = thing_at(said.words, at)
        if found:
            return found[0]
        at += 1
    at = i - 1
    for _ in range(9):
        if at < 0 or said.tokens[at].kind == "break" or said.w(at) in (".", "?", "!"):
            break
        thing = thing_ending(said, at)
        if thing:
            return thing
        at -= 1
    return ""


def thing_ending(said: Words, at: int) -> str:
    for begin in range(max(0, at - 3), at + 1):
        found = thing_at(said.words, begin)
        if found and found[1] == at + 1:
            return found[0]
    return ""


def thing_before(said: Words, i: int) -> tuple[str, int] | None:
    at = i - 1
    at -= said.w(at) in ("(", "-", ":", ",")
    thing = thing_ending(said, at)
    return (thing, at) if thing else None


def last_thing(said: Words, i: int, *, several: bool = False) -> str:
    """The last thing named before token i; empty where none was. several: rather one named in the plural."""
    named = ""
    for at in range(i - 1, max(-1, i - 40), -1):
        thing = thing_ending(said, at)
        if thing and (not several or is_plural(said.w(at))):
            return thing
        named = named or thing
    return named
