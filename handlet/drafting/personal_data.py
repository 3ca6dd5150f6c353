"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import Declarations, impersonal, personal

KEYS = "An id, a time, a digest or a state; names nobody without the rows that it points to."

DECLARATIONS = Declarations(
    fields=[
        *personal(
            "drafting_draft",
            "drafts",
            "enquiry",
            "the row is deleted and the key destroyed",
            subject="subject of a suggested reply",
            text="suggested reply",
            proposed_text="suggested reply",
            grounds="why it says what it says",
        ),
        *personal(
            "drafting_storedreading",
            "drafts",
            "enquiry",
            "the row is deleted and the key destroyed",
            content="facts found in a message",
            plain={"intent": "what they want, in a word", "urgency": "how urgent, in a word"},
        ),
        *personal(
            "drafting_savedreply",
            "profile",
            "account",
            "deleted with the account",
            title="title of a saved reply",
            text="words of a saved reply",
        ),
    ],
    not_personal=[
        *impersonal(
            "drafting_draft",
            KEYS,
            "key_id id state action engine written_by_owner revision made_at decided_at based_on_id business_id "
            "conversation_id quote_version_id",
        ),
        *impersonal("drafting_storedreading", KEYS, "key_id id made_at business_id conversation_id message_id"),
        *impersonal("drafting_savedreply", KEYS, "key_id id created_at business_id"),
        *impersonal(
            "drafting_approval",
            KEYS,
            "id at text_hash recipients_hash attachments_hash taken_back_at business_id by_id message_id draft_id",
        ),
    ],
)
