"""What intents are learned from: the corpus, and whole messages with known answers."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from handlet.drafting.engine.reading.training import corpus, of_rows
from handlet.drafting.port import Intent

PROFILE = {
    "business": "rowan",
    "name": "Rowan Plumbing",
    "owner": "Asha Rowan",
    "trade": "Plumber",
    "area": "LS",
    "hours": "Mon-Fri 08:00-18:00",
    "phone": "07700 900142",
    "qualifications": [],
    "not_done": [],
    "vat_registered": True,
    "timezone": "Europe/London",
    "tone": {"greetings": ["hi"], "sign_off": "Asha", "emoji": "none", "formality": "plain", "max_words": 80},
    "pricelist": "rowan.csv",
    "pricing_rules": [],
    "saved_replies": [],
    "past_replies": [],
}
AT = "2026-11-24T09:30:00Z"


def written(folder: Path, *rows: tuple[str, str, str, list[dict[str, str]]]) -> Path:
    """A folder as the scorer has it. rows: split, intent, message, thread."""
    folder.joinpath("businesses.jsonl").write_text(json.dumps(PROFILE), encoding="utf-8")
    with folder.joinpath("rowan.csv").open("w", encoding="utf-8", newline="") as lines:
        sheet = csv.writer(lines)
        sheet.writerow(["code", "name", "description", "unit", "price_net", "vat_rate", "min_qty"])
        sheet.writerow(["PL-01", "Fit customer's own tap", "", "each", "90.00", "20", ""])
    made = [
        {
            "id": f"rowan-{number}",
            "business": "rowan",
            "split": split,
            "input": {
                "channel": "whatsapp",
                "received_at": AT,
                "subject": "",
                "from": {"name": "Dev Patel", "phone": "+447700900555"},
                "thread": thread,
                "messages": [{"at": AT, "text": text}],
            },
            "gold": {"intent": intent},
        }
        for number, (split, intent, text, thread) in enumerate(rows)
    ]
    folder.joinpath("enquiries.jsonl").write_text("\n".join(map(json.dumps, made)), encoding="utf-8")
    return folder


def test_messages_with_known_answers_are_learned_from_as_they_are_read(tmp_path: Path) -> None:
    quoted = [{"dir": "out", "at": AT, "text": "The tap would be £108 including VAT. Asha"}]
    folder = written(
        tmp_path,
        ("tune", "new_quote", "Can you fit a tap?\n> On Monday somebody else wrote this", []),
        ("tune", "accept_quote", "Yes please, go ahead", quoted),
        ("held", "chaser", "Any news?", []),
    )
    first, second = of_rows([folder], ["tune"])
    assert (first.intent, second.intent) == (Intent.NEW_QUOTE, Intent.ACCEPT_QUOTE)
    # What they quote of an earlier mail is none of their words, and what was said before shows in the state of the thread.
    assert first.text.split() == ["Can", "you", "fit", "a", "tap?"]
    assert not first.state.quoted
    assert second.state.quoted
    assert {first.business, second.business} == {"rowan"}


def test_the_lines_of_the_corpus_were_written_to_nobody() -> None:
    assert all(not line.business for line in corpus())
