"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import (
    Declarations,
    LawfulBasis,
    ProcessingActivity,
    Recipient,
    RetentionRule,
    impersonal,
    personal,
)

KEYS = "An id, a time, a digest or a state; names nobody without the rows that it points to."
WRAPPED = "A key, wrapped by another; useless alone and about nobody."
OWN_TEXT = "Our own words, shown to everybody alike."

ACTIVITIES = [
    ProcessingActivity(
        "account",
        "Your account",
        "To let you sign in and use the service",
        "controller",
        LawfulBasis("6(1)(b)"),
        "Account information",
    ),
    ProcessingActivity(
        "connect",
        "Connected channels",
        "To read and send for you through the mailboxes that you connect",
        "controller",
        LawfulBasis("6(1)(a)", consent_scope="connection"),
        "Account information",
    ),
    ProcessingActivity(
        "consents",
        "What you agreed to",
        "To be able to show what was agreed to and withdrawn",
        "controller",
        LawfulBasis("6(1)(c)", note="with Article 7(1)"),
        "Account information",
    ),
    ProcessingActivity(
        "profile",
        "Your business",
        "To set up the service and to make suggestions fit",
        "controller",
        LawfulBasis("6(1)(b)"),
        "Business profile information",
    ),
    ProcessingActivity(
        "messages",
        "Messages and who wrote them",
        "To show and keep what your customers write, and your answers",
        "processor",
        LawfulBasis("instruction", note="the business’s basis: a contract or an enquiry towards one, or its interests"),
        "Customer communication data",
    ),
    ProcessingActivity(
        "drafts",
        "Suggested replies",
        "To read an enquiry and to suggest a reply and a quote; a person approves each",
        "processor",
        LawfulBasis("instruction", note="the business’s basis: a contract or an enquiry towards one"),
        "Customer communication data",
    ),
    ProcessingActivity(
        "quotes",
        "Quotes and acceptances",
        "To quote, to agree work, and to prove what was agreed",
        "processor",
        LawfulBasis("instruction", note="the business’s basis: contract, and the law on records"),
        "Customer communication data",
    ),
    ProcessingActivity(
        "security",
        "Security",
        "To keep accounts safe and to notice fraud",
        "controller",
        LawfulBasis(
            "6(1)(f)",
            assessment="Needed to protect accounts; addresses are cut, little is kept and for a short time, and only the "
            "person concerned sees it.",
        ),
        "Technical and usage data",
        objectable=True,
    ),
    ProcessingActivity(
        "rights",
        "Requests about data",
        "To answer requests about personal data, and to keep erasures done",
        "controller",
        LawfulBasis("6(1)(c)"),
        "Requests and records of them",
    ),
]

RETENTION = [
    RetentionRule(
        "account", "Account and profile", "the account is opened", "account", "delete", "Needed while it is used."
    ),
    RetentionRule("consent", "Secrets of a channel", "consent", "account", "shred", "Gone the moment it is withdrawn."),
    RetentionRule(
        "enquiry", "Enquiries without agreed work", "last message", "P12M", "shred", "People come back within a year."
    ),
    RetentionRule(
        "agreed", "Agreed quotes", "acceptance", "P6Y", "keep", "Tax records and claims; minimised until then."
    ),
    RetentionRule("raw", "Messages as they came", "read", "P7D", "delete", "Only until they are read."),
    RetentionRule("sessions", "Sign-ins", "last use", "P30D", "delete", "A phone stays signed in for a month."),
    RetentionRule(
        "security", "Security events", "the event", "P12M", "delete", "To notice what builds up over months."
    ),
    RetentionRule("limits", "Counts of attempts", "first use", "P1D", "delete", "A limit looks at minutes and hours."),
    RetentionRule(
        "ledger", "Consents and withdrawals", "last event", "P6Y", "keep", "Proof, for as long as a claim may come."
    ),
    RetentionRule("cases", "Requests about data", "closed", "P6Y", "delete", "Proof that they were answered."),
    RetentionRule(
        "marks", "Marks of what was erased", "erasure", "P6Y", "keep", "So that it stays erased; keyed hashes only."
    ),
]

DECLARATIONS = Declarations(
    activities=ACTIVITIES,
    retention=RETENTION,
    recipients=[
        Recipient(
            "mail", "The mail provider of the business", "carries mail in and out, chosen by the business", "as chosen"
        ),
        Recipient(
            "meta",
            "Meta (WhatsApp)",
            "carries WhatsApp messages in and out, where the business has connected its own number under its own agreement",
            "Ireland and the United States, by Meta’s terms",
        ),
        Recipient(
            "operator", "The operator of this installation", "runs the service for the business", "where it runs"
        ),
    ],
    fields=[
        *personal(
            "accounts_user",
            "account",
            "account",
            "the row is deleted",
            plain={
                "email": "email address",
                "name": "name",
                "password": "password (scrypt)",
                "last_login": "last sign-in",
                "terms_version": "terms agreed to",
            },
        ),
        *personal(
            "accounts_business",
            "profile",
            "account",
            "emptied",
            plain={"name": "business name", "trade": "trade", "slug": "address of the form"},
        ),
        *personal(
            "accounts_businessprofile",
            "profile",
            "account",
            "the row is deleted and the key destroyed",
            legal_name="legal name",
            address="business address",
            phone="phone",
            email="email for customers",
            area="area served",
            hours="hours",
            not_done="work never done",
            tone="tone",
            terms="terms",
            privacy_contact="contact for questions on data",
            registered_office="registered office of the company",
            partners="names of partners",
            payment_terms="how quotes are paid",
            complaints="where to complain",
            letterhead="line on the letterhead",
            bank="bank details",
            plain={
                "company_number": "company number",
                "registered_in": "where the company is registered",
                "vat_number": "VAT number",
                "legal_form": "legal form",
                "cis_status": "status under CIS",
                "logo_blob": "id of a sealed file: the logo",
            },
        ),
        *personal(
            "accounts_credential",
            "profile",
            "account",
            "the row is deleted and the key destroyed",
            number="registration number",
            holder="who holds it",
            plain={
                "scheme": "scheme or insurer",
                "categories": "kinds of work covered",
                "proof_blob": "id of a sealed file: the certificate",
            },
        ),
        *personal(
            "accounts_membership", "account", "account", "the row is deleted", plain={"role": "what they may do"}
        ),
        *personal(
            "accounts_apitoken",
            "account",
            "account",
            "the row is deleted",
            plain={"label": "name of a key", "token_hash": "digest of a key"},
        ),
        *personal(
            "accounts_securityevent",
            "security",
            "security",
            "the row is deleted",
            plain={
                "kind": "what happened",
                "at": "when",
                "cut_address": "cut network address",
                "device": "family of device",
            },
        ),
        *personal(
            "accounts_throttle",
            "security",
            "limits",
            "the row is deleted",
            plain={"key": "keyed hash of a network address"},
        ),
        *personal(
            "accounts_sharedcount",
            "security",
            "limits",
            "the row is deleted",
            plain={
                "key": "keyed hash of who tries to sign in, of their network, or of a code that was used",
                "value": "when they tried",
            },
        ),
        *personal(
            "privacy_consentevidence",
            "consents",
            "ledger",
            "the key is destroyed",
            evidence="which mailbox was agreed to",
        ),
        *personal(
            "privacy_consentrecord",
            "consents",
            "ledger",
            "stays: ids, digests and times",
            plain={
                "subject_id": "id of the person",
                "commitment": "salted digest of the evidence",
                "control": "control used",
            },
        ),
        *personal(
            "privacy_rightscase",
            "rights",
            "cases",
            "the key is destroyed",
            note="what was asked and answered",
            plain={"subject_id": "id of the person"},
        ),
        *personal(
            "privacy_tombstone",
            "rights",
            "marks",
            "stays: a keyed hash",
            plain={"mark": "keyed hash of something erased"},
        ),
        *personal(
            "privacy_erasurecertificate",
            "rights",
            "cases",
            "stays: counts and reasons",
            plain={"commitment": "salted digest of the identity"},
        ),
    ],
    not_personal=[
        *impersonal("accounts_user", KEYS, "id is_active is_operator date_joined"),
        *impersonal("accounts_business", KEYS, "id created_at closing_at"),
        *impersonal(
            "accounts_businessprofile",
            KEYS,
            "key_id id vat_registered vat_from vat_until nation quote_valid_days payment_days bank_changed_at tells_opened "
            "setup_step updated_at business_id",
        ),
        *impersonal("accounts_credential", KEYS, "key_id id nation valid_from valid_until checked_on business_id"),
        *impersonal("accounts_membership", KEYS, "id since business_id user_id"),
        *impersonal("accounts_apitoken", KEYS, "id created_at last_used_at revoked_at business_id membership_id"),
        *impersonal("accounts_securityevent", KEYS, "id user_id"),
        *impersonal("accounts_throttle", KEYS, "win uses until"),
        *impersonal("accounts_sharedcount", KEYS, "until"),
        *impersonal("privacy_businesskey", WRAPPED, "business_id wrapped created_at"),
        *impersonal("privacy_datakey", WRAPPED, "id subject_kind subject_id wrapped created_at business_id"),
        *impersonal("privacy_consentevidence", KEYS, "key_id id business_id record_id"),
        *impersonal(
            "privacy_consentrecord",
            KEYS,
            "id sequence previous hash event scope activity subject_kind about at business_id notice_id",
        ),
        *impersonal("privacy_notice", OWN_TEXT, "digest text first_shown_at"),
        *impersonal(
            "privacy_rightscase", KEYS, "key_id id kind state subject_kind received_at due_on closed_at business_id"
        ),
        *impersonal("privacy_caseevent", KEYS, "id verb at business_id by_id case_id"),
        *impersonal("privacy_tombstone", KEYS, "id kind pepper_version erased_at business_id"),
        *impersonal(
            "privacy_erasurecertificate",
            KEYS,
            "id code at register_version removed kept elsewhere keys_gone_at business_id case_id",
        ),
    ],
)
