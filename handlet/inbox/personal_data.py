"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import Declarations, impersonal, personal

KEYS = "An id, a time, a size, a count or a state; names nobody without the rows that it points to."

DECLARATIONS = Declarations(
    fields=[
        *personal(
            "inbox_conversation",
            "messages",
            "enquiry",
            "the row is deleted and the key destroyed",
            preview="first words of the last message",
            plain={
                "headline": "one word on what they want",
                "is_emergency": "flag",
                "is_complaint": "flag",
                "is_rights_request": "flag",
                "is_personal": "flag",
                "is_spam": "flag",
            },
        ),
        *personal(
            "inbox_message",
            "messages",
            "enquiry",
            "the row and its files are deleted and the key destroyed",
            subject="subject",
            text="message",
            reply_text="message",
            html="message",
            envelope="addresses, message ids, whether the sender is in doubt, and the template that was sent",
            problems="what could not be read",
            plain={
                "external_id": "the id of the message in the mail system or at WhatsApp",
                "thread_id": "keyed hash of the provider’s own id",
            },
        ),
        *personal(
            "inbox_attachment",
            "messages",
            "enquiry",
            "the row and its file are deleted and the key destroyed",
            name="name of a file",
            plain={"blob": "id of a sealed file (photo, document)", "digest": "digest of a file"},
        ),
        *personal(
            "inbox_rawevent",
            "messages",
            "raw",
            "the file is deleted and its key destroyed once it is read",
            plain={"blob": "id of a sealed file: the message as it came", "meta": "folder and times"},
        ),
        *personal(
            "inbox_searchentry", "messages", "enquiry", "the row is deleted", plain={"stems": "keyed hashes of words"}
        ),
    ],
    not_personal=[
        *impersonal(
            "inbox_conversation",
            KEYS,
            "key_id id state channel last_message_at last_inbound_at unread message_count snoozed_until assigned_to_id "
            "business_id customer_id",
        ),
        *impersonal(
            "inbox_message",
            KEYS,
            "key_id id channel direction raw_blob sent_at arrived_at historical automatic seen_at delivery delivery_note "
            "due_at attempts claimed_at settled_at began_as_suggestion business_id connection_id conversation_id customer_id",
        ),
        *impersonal("inbox_attachment", KEYS, "key_id id content_type size inline business_id message_id"),
        *impersonal(
            "inbox_rawevent",
            KEYS,
            "key_id id provider_event_id size state reason stored_at processed_at business_id connection_id",
        ),
        *impersonal("inbox_searchentry", KEYS, "message_id business_id conversation_id"),
    ],
)
