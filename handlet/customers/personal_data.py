"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import Declarations, impersonal, personal

KEYS = "An id, a time or a switch; names nobody without the rows that it points to."

DECLARATIONS = Declarations(
    fields=[
        *personal(
            "customers_customer",
            "messages",
            "enquiry",
            "the row is deleted and the key destroyed",
            name="name",
            address="address",
            postcode="postcode",
            note="the owner’s note",
            plain={
                "kind": "householder or business",
                "no_ai": "the wish for no suggestions",
                "restricted": "a restriction",
            },
        ),
        *personal(
            "customers_contactpoint",
            "messages",
            "enquiry",
            "the row is deleted and the key destroyed",
            value="email address, phone number or messaging id",
            plain={"match": "keyed hash of the address", "kind": "kind of address", "strength": "how far it is proved"},
        ),
    ],
    not_personal=[
        *impersonal("customers_customer", KEYS, "key_id id created_at business_id"),
        *impersonal("customers_contactpoint", KEYS, "key_id id created_at business_id customer_id"),
    ],
)
