"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import Declarations, impersonal, personal

KEYS = "An id, a time or a state of the link; no content."

DECLARATIONS = Declarations(
    fields=[
        *personal(
            "channels_connection",
            "connect",
            "account",
            "deleted with the account",
            label="the mailbox’s address or the telephone number",
            settings="the mailbox’s address and servers; a WhatsApp number’s ids at Meta",
        ),
        *personal(
            "channels_connectionsecret",
            "connect",
            "consent",
            "the row is deleted and its key destroyed when the owner disconnects",
            secret="password of the mailbox; token and app secret of a WhatsApp number",  # noqa: S106 - says what the column holds
        ),
    ],
    not_personal=[
        *impersonal(
            "channels_connection",
            KEYS,
            "key_id id kind state cursor consent_id created_at revoked_at last_collected_at last_event_at trouble watched_by "
            "watched_until business_id connected_by_id",
        ),
        *impersonal("channels_connectionsecret", KEYS, "key_id id business_id connection_id"),
    ],
)
