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
        ProcessingActivity(
            "language_model",
            "Words for a language model",
            "To word a suggestion, where the business has chosen and agreed to a language model: the customer’s new words, with "
            "names, numbers and addresses replaced and health and the like left out; never used to train",
            "processor",
            LawfulBasis(
                "instruction",
                consent_scope="language_model",
                note="the business’s basis: its interest in answering well; a customer marked “no AI” is left out",
            ),
            "Customer communication data",
            objectable=True,
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
            "model_requests",
            "What was sent to a language model, and its answer",
            "sent",
            "P30D",
            "delete",
            "So that you can see word for word what left.",
        ),
        RetentionRule(
            "model_key",
            "The key to a language model of yours",
            "switched off",
            "account",
            "delete",
            "Needed for as long as the model is in use.",
        ),
        RetentionRule(
            "writing", "Words a model is just writing", "written", "P1D", "delete", "Gone as soon as it has ended."
        ),
        RetentionRule(
            "follow_ups",
            "Whether follow-ups of quotes worked",
            "sent or stopped",
            "P12M",
            "delete",
            "To see whether following up does any good.",
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
            "drafting_followup",
            "drafts",
            "enquiry",
            "emptied a week after it was sent or stopped; gone with the person and the key",
            text="words that ask after a quote, as approved",
            proposed_text="the same as they were suggested",
            plain={"stopped_because": "why it did not go, in a word"},
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
        *personal(
            "drafting_modelrequest",
            "language_model",
            "model_requests",
            "the row is deleted and the key destroyed",
            sent="what was sent to a language model, word for word",
            answer="what it answered",
        ),
        *personal(
            "drafting_modelsettings",
            "language_model",
            "model_key",
            "deleted when the model is switched off, and with the account",
            key="the key to a language model’s account",
        ),
        *personal(
            "drafting_writing",
            "language_model",
            "writing",
            "the row is deleted and the key destroyed",
            text="what a model is just writing, not checked",
        ),
    ],
    not_personal=[
        *impersonal(
            "drafting_draft",
            KEYS,
            "key_id id state action engine written_by_owner revision made_at decided_at model_asked_at based_on_id business_id "
            "conversation_id quote_version_id quote_waits",
        ),
        *impersonal(
            "drafting_followup",
            KEYS,
            "key_id id kind step state due_at inbound_seen outbound_seen planned_at sent_at ended_at business_id customer_id "
            "conversation_id message_id",
        ),
        *impersonal("drafting_followupquote", KEYS, "id business_id follow_up_id version_id"),
        *impersonal(
            "drafting_followupapproval",
            KEYS,
            "id at text_hash recipients_hash offer_hash ended_at business_id by_id follow_up_id",
        ),
        *impersonal(
            "drafting_followuprules",
            "The hours and days of a business; about no customer.",
            "id on days before_expiry weekdays opens closes rest_on_holidays changed_at business_id changed_by_id",
        ),
        *impersonal("drafting_storedreading", KEYS, "key_id id made_at business_id conversation_id message_id"),
        *impersonal(
            "drafting_modelrequest",
            KEYS,
            "key_id id step model provider mode tokens_in tokens_out pence milliseconds outcome at business_id conversation_id "
            "draft_id",
        ),
        *impersonal("drafting_writing", KEYS, "key_id id started_at business_id conversation_id"),
        *impersonal(
            "drafting_modelsettings",
            "The terms of an endpoint, which tell nothing of a person.",
            "key_id id choice shape base_url model key_ends mode provider country keeps_days price_in price_out daily_limit "
            "consent_id agreed_at trouble trouble_at business_id agreed_by_id",
        ),
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
