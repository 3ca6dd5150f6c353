"""What this room holds about people, declared beside it. See docs/privacy.md."""

from __future__ import annotations

from handlet.privacy.register import Declarations, impersonal, personal

KEYS = "An id, a time or a state of a library’s own; names nobody without the rows that it points to."
JOBS = "Jobs carry ids only, never an address or a word; a test reads their arguments."
EMPTY = "A table of the framework that this service does not use."
CODE = "Names of tables, permissions and migrations: code, not people."

DECLARATIONS = Declarations(
    fields=[
        *personal(
            "account_emailaddress", "account", "account", "deleted with the account", plain={"email": "email address"}
        ),
        *personal(
            "account_emailconfirmation",
            "account",
            "account",
            "deleted with the account",
            plain={"key": "key of a confirmation"},
        ),
        *personal(
            "mfa_authenticator",
            "account",
            "account",
            "deleted with the account",
            plain={"data": "passkeys and codes", "type": "kind of second factor"},
        ),
        *personal(
            "django_session",
            "account",
            "sessions",
            "deleted when it ends",
            plain={"session_data": "signed-in session", "session_key": "key of a session"},
        ),
        *personal(
            "usersessions_usersession",
            "security",
            "sessions",
            "deleted when it ends",
            plain={
                "ip": "cut network address",
                "user_agent": "family of device",
                "session_key": "key of a session",
                "data": "nothing of ours",
                "last_seen_at": "last use",
            },
        ),
    ],
    not_personal=[
        *impersonal("account_emailaddress", KEYS, "id verified primary user_id"),
        *impersonal("account_emailconfirmation", KEYS, "id created sent email_address_id"),
        *impersonal("mfa_authenticator", KEYS, "id user_id created_at last_used_at"),
        *impersonal("django_session", KEYS, "expire_date"),
        *impersonal("usersessions_usersession", KEYS, "id created_at user_id"),
        *impersonal("auth_group", EMPTY, "id name"),
        *impersonal("auth_group_permissions", EMPTY, "id group_id permission_id"),
        *impersonal("auth_permission", CODE, "id name content_type_id codename"),
        *impersonal("django_content_type", CODE, "id app_label model"),
        *impersonal("django_migrations", CODE, "id app name applied"),
        *impersonal("procrastinate_events", JOBS, "id job_id type at"),
        *impersonal(
            "procrastinate_jobs",
            JOBS,
            "id queue_name task_name lock args status scheduled_at attempts queueing_lock priority abort_requested worker_id",
        ),
        *impersonal("procrastinate_periodic_defers", JOBS, "id task_name defer_timestamp job_id periodic_id"),
        *impersonal("procrastinate_workers", JOBS, "id last_heartbeat"),
    ],
)
