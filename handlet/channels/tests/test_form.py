"""A post of the enquiry form as a message."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlet.channels import registry
from handlet.channels.contract import Handle, HandleKind, Incoming, Outgoing, PermanentFailure, RawEvent, Strength

AT = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)
FORM = registry.get("form")


def parsed(posted: dict[str, Any] | bytes, **meta: Any) -> Incoming:
    body = posted if isinstance(posted, bytes) else json.dumps(posted).encode()
    [incoming] = FORM.parse(RawEvent("form:n1", body, {"received_at": AT.isoformat(), **meta}), {})
    return incoming


def test_an_enquiry_becomes_a_message_with_what_was_asked_beside() -> None:
    found = parsed(
        {
            "text": "Tap drips.\r\nSink too.",
            "contact": " Dev@Example.com",
            "name": "Dev",
            "postcode": "LS1 4AP",
            "when": "Tue",
        }
    )
    assert found.text == "Tap drips.\nSink too.\n\nPostcode: LS1 4AP\nWhen: Tue"
    # All of it is newly written: nothing is folded away, and the reading sees it.
    assert found.reply_text == found.text
    assert found.sender == Handle(HandleKind.EMAIL, "dev@example.com", "Dev@Example.com", "Dev", Strength.CLAIMED)
    assert (found.external_id, found.sent_at, found.arrived_at) == ("form:n1", AT, AT)
    assert not found.suspect
    assert not found.historical


@pytest.mark.parametrize(
    ("typed", "number"),
    [("07700 900123", "+447700900123"), ("0113 496 0123", "+441134960123"), ("+353 1 234 5678", "+35312345678")],
)
def test_a_telephone_number_is_kept_as_typed_and_as_the_world_dials_it(typed: str, number: str) -> None:
    found = parsed({"text": "x", "contact": typed}).sender
    assert found is not None
    assert (found.kind, found.value, found.shown) == (HandleKind.PHONE, number, typed)


def test_a_contact_that_is_neither_stays_readable_and_two_such_people_stay_two() -> None:
    found = parsed({"text": "x", "contact": "ask at the pub", "name": "Dave"})
    assert "ask at the pub" in found.text
    assert found.sender is not None
    assert found.sender.kind is HandleKind.NAME_ONLY
    assert found.sender.value == "unknown:form:n1"
    assert parsed({"text": "x", "contact": "?"}).sender is None


def test_files_come_with_safe_names() -> None:
    content = base64.b64encode(b"PNG").decode()
    found = parsed(
        {"text": "x", "contact": "a@b.example", "files": [
            {"name": "../../tap.jpg", "type": "image/jpeg", "content": content},
            {"name": "photo\u202egpj.exe", "type": "nonsense", "content": content},
            {"name": "broken", "type": "image/png", "content": "%%%"},
            "not a file",
        ]}
    )  # fmt: skip
    assert [(one.name, one.content_type, one.content) for one in found.attachments] == [
        ("tap.jpg", "image/jpeg", b"PNG"),
        ("photogpj.exe", "application/octet-stream", b"PNG"),
    ]
    assert len(found.problems) == 2


def test_what_fell_into_the_trap_is_kept_and_marked() -> None:
    assert parsed({"text": "Buy now", "contact": "a@b.example"}, suspect=True).suspect


@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["text", "contact", "name", "files", "when", "x"]), inner), max_leaves=8,
    ).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_nothing_posted_stops_the_reading(body: bytes) -> None:
    found = parsed(body)
    assert found.external_id == "form:n1"
    for value in (found.text, *(one.name for one in found.attachments)):
        value.encode()


def test_a_form_cannot_send() -> None:
    assert not FORM.capabilities.can_send
    message = Outgoing("id@x", "a@b.example", "", [Handle(HandleKind.EMAIL, "c@d.example", "c@d.example")], "s", "t")
    assert isinstance(FORM.send({}, {}, message), PermanentFailure)
    assert list(FORM.collect({}, {}, {}, AT)) == []
