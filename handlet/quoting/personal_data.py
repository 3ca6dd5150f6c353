"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import Declarations, impersonal, personal

KEYS = "An id, a number, a sum, a time or a state; names nobody without the rows that it points to."
OWN = "The business’s own prices; about no person."

DECLARATIONS = Declarations(
    fields=[
        *personal(
            "quoting_quoteversion",
            "quotes",
            "agreed",
            "deleted, or minimised and kept under a records key where work was agreed",
            details="name, place and words around the lines",
            frozen="the document as it was sent",
            reason="why they said no",
            plain={"pdf_blob": "id of a sealed file: the document", "document_hash": "digest of the document"},
        ),
        *personal(
            "quoting_quoteline",
            "quotes",
            "agreed",
            "deleted, or minimised and kept under a records key where work was agreed",
            description="what is to be done",
            customer_words="the customer’s words that caused a line",
        ),
        *personal(
            "quoting_quotelink",
            "quotes",
            "enquiry",
            "the row is deleted and the key destroyed",
            token="the customer’s link",  # noqa: S106 - says what the column holds
            plain={"token_hash": "digest of the link"},
        ),
        *personal(
            "quoting_acceptance",
            "quotes",
            "agreed",
            "kept, minimised: the device’s address and family go when the person is erased",
            name="name typed when accepting",
            ticks="boxes ticked, with their words",
            evidence="cut network address, family of device, words as remembered",
            reversal_reason="why an acceptance was reversed",
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
            "key_id id version kind state valid_until revision vat_registered net_pence vat_pence gross_pence created_at "
            "issued_at decided_at business_id issued_by_id quote_id",
        ),
        *impersonal(
            "quoting_quoteline",
            KEYS,
            "key_id id position quantity unit unit_price vat_rate optional origin touched price_item_version removed_at "
            "business_id price_item_id version_id",
        ),
        *impersonal("quoting_quotelink", KEYS, "key_id id created_at expires_at revoked_at business_id quote_id"),
        *impersonal(
            "quoting_acceptance",
            KEYS,
            "key_id id method document_hash gross_pence at reversed_at business_id recorded_by_id version_id",
        ),
        *impersonal("quoting_agreedrate", KEYS, "key_id id agreed_at business_id customer_id item_id"),
        *impersonal("quoting_quote", KEYS, "key_id id number created_at business_id conversation_id customer_id"),
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
