"""Tone: few levers, each with what it sounds like; set by hand, or learned from sent messages and confirmed; deletable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from handlet.accounts import profiles
from handlet.accounts.models import BusinessProfile
from handlet.drafting import toning
from handlet.drafting.engine import style
from handlet.drafting.models import LearnedTone
from handlet.web.request import Asked, for_members, now, refuse
from handlet.web.ui.contexts.learning import LearnedHabit, LearnedLever, LearnedTonePage, ToneSample, ToneSetting
from handlet.web.ui.forms.drafts import ToneForm

NAMES = {"formality": "Formality", "warmth": "Warmth", "length": "Length", "emoji": "Emoji"}
SETTINGS = {
    "formality": ("As to a friend", "Easy", "In between", "Polite", "As in a letter"),
    "warmth": ("To the point", "Plain", "In between", "Warm", "Very warm"),
    "length": ("A few words", "Short", "In between", "Longer", "In full"),
    "emoji": ("None", "Hardly any", "Now and then", "Often", "Nearly always"),
}
EMOJI = (
    "No emoji, whatever they write.",
    "An emoji in about one reply in eight.",
    "An emoji in about one reply in three.",
    "An emoji in about two replies in three.",
    "An emoji in every reply, but never to somebody who is upset or in trouble.",
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def tone(request: Asked) -> HttpResponse:
    """By hand; what is learned waits above until it is answered."""
    found = BusinessProfile.objects.get(business_id=request.member.business_id).tone or {}
    if request.method == "POST" and request.POST.get("forget"):
        toning.forget(by=request.member, now=now())
        messages.success(request, "Forgotten. Suggestions sound as they did at first.")
        return redirect("settings_tone")
    form = ToneForm(request.POST or None, initial=_by_hand(found, request.user.name))
    if request.method == "POST" and form.is_valid():
        wanted = _tone_of(form.cleaned_data)
        if request.POST.get("save"):
            profiles.change_tone(by=request.member, tone=_kept(found, wanted), now=now())
            messages.success(request, "Saved. New suggestions sound like this.")
            return redirect("settings_tone")
        found = wanted
    waiting = toning.waiting()
    context = {
        "form": form,
        "sample": ToneSample(toning.sample(found, request.user.name)),
        "learned": _shown(waiting, found, request.user.name) if waiting is not None else None,
        "settings": settings_of(found, request.user.name),
        "habits": _habits(toning.habits_in_use(found), found),
    }
    return render(request, "owner/settings/tone.html", context, status=422 if form.errors else 200)


@require_POST
@for_members
def learned(request: Asked) -> HttpResponse:
    """Look at sent messages; use what was found; set it aside; or take back how letters open or close."""
    verbs: dict[str, Callable[..., object]] = {
        "look": toning.look,
        "apply": toning.apply,
        "reject": toning.reject,
        "greeting": partial(toning.take_back, name="greeting"),
        "signoff": partial(toning.take_back, name="signoff"),
    }
    try:
        verbs[request.POST.get("verb", "look")](by=request.member, now=now())
    except KeyError:
        return refuse(request, "Choose what to do with it.")
    except (toning.TooFew, toning.NoReasons, toning.NothingWaiting) as error:
        return refuse(request, str(error))
    return redirect("settings_tone")


def levels_of(found: Mapping[str, Any]) -> dict[str, int]:
    """The four settings as they stand."""
    if "levels" in found:
        return {name: int(found["levels"][name]) for name in style.LEVERS}
    words = int(found.get("max_words", 90))
    return {
        "formality": {"casual": 1, "formal": 4, "polite": 3}.get(found.get("formality", "casual"), 2),
        "warmth": int(found.get("warmth", 2)),
        "length": min(range(5), key=lambda place: abs(style.WORDS[place] - words)),
        "emoji": 2 if found.get("emoji") else 0,
    }


def settings_of(found: Mapping[str, Any], owner: str) -> Sequence[tuple[str, Sequence[ToneSetting]]]:
    """Each lever with what each of its settings would sound like, all else as it stands."""
    levels = levels_of(found)
    shown = []
    for name in style.LEVERS:
        rows: list[ToneSetting] = []
        for value in range(style.MOST + 1):
            if name == "emoji":
                rows.append(ToneSetting(SETTINGS[name][value], EMOJI[value], now=value == levels[name]))
                continue
            sounds = toning.sample(toning.with_levers(found, **{**levels, name: value}), owner)
            word, in_use = SETTINGS[name][value], value == levels[name]
            if rows and rows[-1].sounds == sounds:
                # Said openly: these two make the same letter.
                rows[-1] = replace(rows[-1], word=f"{rows[-1].word} · {word}", now=rows[-1].now or in_use)
            else:
                rows.append(ToneSetting(word, sounds, now=in_use))
        shown.append((NAMES[name], rows))
    return shown


def _shown(waiting: LearnedTone, found: Mapping[str, Any], owner: str) -> LearnedTonePage:
    levels, levers = levels_of(found), toning.levers_of(waiting)
    wanted = {name: levers[name].value for name in style.LEVERS if name in levers}
    return LearnedTonePage(
        sample=waiting.sample,
        levers=[
            LearnedLever(
                name=NAMES[name],
                now=SETTINGS[name][levels[name]],
                wanted=SETTINGS[name][levers[name].value],
                sure=_sure(levers[name].confidence),
                reasons=[reason.words for reason in levers[name].reasons],
                sounds=toning.sample(toning.with_levers(found, **{**levels, name: levers[name].value}), owner),
            )
            for name in style.LEVERS
            if name in levers
        ],
        sounds=toning.sample(
            toning.with_habits(toning.with_levers(found, **{**levels, **wanted}), toning.habits_of(waiting)), owner
        ),
        habits=_habits(toning.habits_of(waiting), found),
        can_apply=len(wanted) == len(style.LEVERS) and all(lever.reasons for lever in levers.values()),
    )


def _habits(habits: Mapping[str, style.Habit], found: Mapping[str, Any]) -> Sequence[LearnedHabit]:
    """Each with its reason, and what is set now (or was before, once it is in use)."""
    learned = found.get("learned") or {}
    now_set = {"greeting": (found.get("greetings") or ["hi"])[0], "signoff": found.get("signoff") or ""}
    before = {
        name: (said[0] if isinstance(said, list) else said or "")
        for name, said in ((name, one["before"]) for name, one in learned.items())
    }
    return [
        LearnedHabit(
            code=name,
            name={"greeting": "How you open", "signoff": "How you sign"}[name],
            words=" / ".join(_capital(word) for word in habit.words),
            now=_capital(before.get(name, now_set[name])),
            reason=f"You {'open' if name == 'greeting' else 'sign'} like this in {habit.count} of {habit.of}.",
        )
        for name, habit in habits.items()
    ]


def _kept(found: Mapping[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """What was learned stays where the hand left it as it was; what was set by hand is the owner's own."""
    learned = dict(found.get("learned") or {})
    greetings, signoff = found.get("greetings") or [""], found.get("signoff") or ""
    if greetings[0].lower() == wanted["greetings"][0].lower():
        wanted["greetings"] = greetings
    else:
        learned.pop("greeting", None)
    if signoff != wanted["signoff"]:
        learned.pop("signoff", None)
    return {**wanted, "learned": learned} if learned else wanted


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sure(confidence: float) -> str:
    return "sure" if confidence >= 0.75 else "fairly sure" if confidence >= 0.45 else "a guess"


def _by_hand(found: Mapping[str, Any], name: str) -> dict[str, Any]:
    levels = levels_of(found)
    return {
        "formality": levels["formality"],
        "warmth": levels["warmth"],
        "brevity": levels["length"],
        "emoji": levels["emoji"],
        "greeting": _capital((found.get("greetings") or ["Hi"])[0]),
        "signoff": found.get("signoff") or name.split(" ")[0],
    }


def _tone_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    said = {"greetings": [answers["greeting"].strip()], "signoff": answers["signoff"].strip()}
    return toning.with_levers(
        said,
        formality=answers["formality"],
        warmth=answers["warmth"],
        length=answers["brevity"],
        emoji=answers["emoji"] or 0,
    )
