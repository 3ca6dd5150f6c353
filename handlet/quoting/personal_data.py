"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import Declarations, impersonal, personal

KEYS = "An id, a number, a sum, a time or a state; names nobody without the rows that it points to."
OWN = "The business’s own prices; about no person."

MINIMISED = "deleted, or minimised and kept under a records key where work was agreed"

DECLARATIONS = Declarations(
    fields=[
        *personal(
            "quoting_quoteversion",
            "quotes",
            "agreed",
            MINIMISED,
            details="name, places and words around the lines",
            kind_reason="why a firm price was given unseen",
            end_user_statement="what the customer said about being an end user",
            stages="stages of payment, in words",
            paperwork_reason="why the cancellation paperwork was left off",
            urgent_reason="why a repair was urgent",
            frozen="the document as it was sent",
            reason="why they said no",
            cautions_ticked="what the business was told before it sent a quote, and who ticked it",
            plain={
                "pdf_blob": "id of a sealed file: the document",
                "document_hash": "digest of the document",
                "reason_kind": "kind of reason why they said no",
                "opened_at": "when something was done on the customer’s page",
            },
        ),
        *personal("quoting_quotesection", "quotes", "agreed", MINIMISED, title="heading", note="words below it"),
        *personal(
            "quoting_quoteline",
            "quotes",
            "agreed",
            MINIMISED,
            description="what is to be done",
            vat_reason="why a reduced rate holds",
            vat_evidence="what shows that a reduced rate holds",
            question="what is still to be asked",
            customer_words="the customer’s words that caused a line",
            private_note="the owner’s note",
        ),
        *personal(
            "quoting_quotelink",
            "quotes",
            "enquiry",
            "the row is deleted and the key destroyed",
            token="the customer’s link",  # noqa: S106 - says what the column holds
            plain={
                "token_hash": "digest of the link",
                "used_at": "when the link was last sent, or used for something",
                "proof_sent_at": "when a fresh way in was last sent",
            },
        ),
        *personal(
            "quoting_acceptance",
            "quotes",
            "agreed",
            "kept, minimised: the device’s address and family go when the person is erased",
            name="name typed when accepting",
            relation="for whom they accepted",
            ticks="boxes ticked, with their words",
            early_ticks="an early start asked for after the yes: name, boxes ticked, with their words",
            evidence="cut network address, family of device, words as remembered",
            shown_text="the words of the page",
        ),
        *personal(
            "quoting_acceptancereversal",
            "quotes",
            "agreed",
            "kept without the reason",
            reason="why an acceptance was reversed",
        ),
        *personal(
            "quoting_cancellation",
            "quotes",
            "agreed",
            "kept without words and name",
            words="the words of cancelling",
            name="who cancelled",
        ),
        *personal(
            "quoting_agreedrate",
            "quotes",
            "enquiry",
            "the row is deleted and the key destroyed",
            unit_price="a price agreed with one customer",
        ),
    ],
    not_personal=[
        *impersonal(
            "quoting_quoteversion",
            KEYS,
            "key_id id version kind seen state valid_until revision customer_kind customer_vat_registered "
            "customer_reports_cis customer_end_user nation vat_registered assumed_tax_point reverse_charge cis_percent "
            "discount_percent discount_pounds start_from start_until deposit_kind deposit_percent deposit_pounds "
            "payment_days contract_setting paperwork urgent_repair with_goods credentials net_pence vat_pence "
            "gross_pence low_pence high_pence deposit_pence created_at issued_at decided_at terms_hash notice_version "
            "business_id issued_by_id decided_by_id quote_id",
        ),
        *impersonal("quoting_quotesection", KEYS, "key_id id position business_id version_id"),
        *impersonal(
            "quoting_quoteline",
            KEYS,
            "key_id id position kind quantity unit unit_price includes_vat discount_percent low_quantity high_quantity "
            "low_unit_price high_unit_price vat_treatment vat_rate optional chosen origin touched price_item_version "
            "cost_pounds worked_out removed_at business_id price_item_id past_line_id section_id version_id",
        ),
        *impersonal("quoting_quotelink", KEYS, "key_id id created_at expires_at revoked_at business_id quote_id"),
        *impersonal(
            "quoting_acceptance",
            KEYS,
            "key_id id method place document_hash terms_hash notice_version chosen gross_pence net_pence vat_pence "
            "deposit_pence vat_rows early_start honoured_after_expiry form_key at notice_given_at goods_received_on "
            "work_started_at early_asked_at reversed_at business_id recorded_by_id version_id message_id confirmation_id",
        ),
        *impersonal("quoting_acceptancereversal", KEYS, "key_id id at business_id acceptance_id by_id message_id"),
        *impersonal(
            "quoting_cancellation",
            KEYS,
            "key_id id how method at period_ended_on refund_due_by acknowledged_at business_id acceptance_id "
            "acknowledgement_id message_id recorded_by_id",
        ),
        *impersonal("quoting_agreedrate", KEYS, "key_id id agreed_at business_id customer_id item_id"),
        *impersonal(
            "quoting_quote",
            KEYS,
            "key_id id number variation created_at business_id conversation_id customer_id copied_from_id variation_of_id",
        ),
        *impersonal(
            "quoting_priceitem",
            OWN,
            "id code name description shape shape_values unit unit_price includes_vat vat_rate vat_treatment min_qty "
            "may_be_firm trade category synonyms exclusions rules rules_dropped confirmed position version valid_from "
            "valid_until changed_at retired_at business_id changed_by_id",
        ),
        *impersonal(
            "quoting_priceimport", OWN, "id state rows before made_at applied_at undone_at business_id made_by_id"
        ),
        *impersonal("quoting_pricingrule", OWN, "id text position business_id"),
    ],
)
