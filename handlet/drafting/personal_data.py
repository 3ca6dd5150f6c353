"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import (
    Declarations,
    LawfulBasis,
    ProcessingActivity,
    RetentionRule,
    impersonal,
    personal,
)

KEYS = "An id, a time, a digest or a state; names nobody without the rows that it points to."

DECLARATIONS = Declarations(
    activities=[
        ProcessingActivity(
            "learning",
            "Learning from your changes",
            "To make suggestions fit: what you change in them, what you tell Handlet to remember, and how you write; each is "
            "shown to you and can be deleted, and nothing of it reaches another business",
            "processor",
            LawfulBasis(
                "instruction", note="the business’s basis: its interest in answering well, with a way to say no"
            ),
            "Customer communication data",
        ),
    ],
    retention=[
        RetentionRule(
            "learning",
            "Text sent in place of a suggestion",
            "sent",
            "P7D",
            "delete",
            "Long enough to learn from, no longer.",
        ),
        RetentionRule(
            "changes", "Masked pieces of what was changed", "sent", "P90D", "delete", "A habit shows over weeks."
        ),
        RetentionRule(
            "outcomes",
            "What became of suggestions",
            "sent or discarded",
            "P12M",
            "delete",
            "To see whether they get better.",
        ),
        RetentionRule(
            "memories", "What you told Handlet to remember", "told", "account", "delete", "Until you delete it."
        ),
        RetentionRule(
            "set_aside", "Discarded and overtaken drafts", "discarded", "P30D", "delete", "To read them once more."
        ),
    ],
    fields=[
        *personal(
            "drafting_draft",
            "drafts",
            "enquiry",
            "emptied a week after it was sent, deleted thirty days after it was set aside; gone with the person and the key",
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
        *personal(
            "drafting_outcome",
            "learning",
            "changes",
            "emptied after ninety days; gone with the row and the key",
            changes="short pieces of what was changed in a suggestion, masked",
        ),
        *personal(
            "drafting_outcome",
            "learning",
            "outcomes",
            "the row is deleted and the key destroyed",
            verdict_reason="why a suggestion was not right",
            plain={
                "intent": "what they wanted, in a word",
                "kind": "what became of a suggestion, in a word",
                "classes": "kinds of change, in a word each",
            },
        ),
        *personal(
            "drafting_outcome",
            "learning",
            "learning",
            "emptied after seven days; gone with the row and the key",
            sent_text="what was sent instead of a suggestion",
        ),
        *personal(
            "drafting_memory",
            "learning",
            "memories",
            "the row is deleted; one about a customer goes with them and their key",
            text="something to remember: a fact, a wording, a way of working",
        ),
        *personal(
            "drafting_learnedtone",
            "learning",
            "memories",
            "the row is deleted",
            levers="four numbers on how the owner writes, with why",
        ),
        *personal(
            "drafting_exemplar",
            "learning",
            "memories",
            "the row is deleted and the key destroyed",
            text="how the owner wrote to somebody once, with names, dates, prices and places masked",
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
            "drafting_outcome",
            KEYS,
            "key_id id distance filled_one_gap engine verdict verdict_at at business_id conversation_id draft_id message_id",
        ),
        *impersonal(
            "drafting_memory",
            KEYS,
            "key_id id kind state origin times mark made_at changed_at business_id customer_id decided_by_id",
        ),
        *impersonal("drafting_learnedtone", KEYS, "key_id id state sample made_at decided_at business_id"),
        *impersonal("drafting_exemplar", KEYS, "key_id id channel made_at business_id customer_id"),
        *impersonal(
            "drafting_approval",
            KEYS,
            "id at text_hash recipients_hash attachments_hash taken_back_at business_id by_id message_id draft_id",
        ),
    ],
)
