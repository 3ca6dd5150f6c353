"""The privacy centre, the register, the operator’s health page."""

from __future__ import annotations

from datetime import date

from handlet.web.ui.contexts import health, privacy, states
from handlet.web.ui.forms.people import CaseForm
from handlet.web.ui.samples.people import NOW, Screen, ago, made_id

REGISTER = privacy.Register(
    "2026-11-24.1",
    date(2026, 11, 24),
    "Example Operations",
    "privacy@operator.example",
    [
        privacy.RegisterGroup(
            "Account",
            "controller",
            [
                privacy.RegisterRow(
                    "Name, email address, password as a hash",
                    "To run your account",
                    "Contract, Article 6(1)(b)",
                    "Until the account is closed",
                    "The operator",
                    "Asha Rowan, asha@…",
                )
            ],
            "About people who have an account here.",
        ),
        privacy.RegisterGroup(
            "Customer communication",
            "processor",
            [
                privacy.RegisterRow(
                    "Messages, photos, contact details",
                    "To show and answer them",
                    "On the business’s instructions",
                    "24 months after the last activity",
                    "The business",
                )
            ],
            "About the customers of a business.",
        ),
    ],
    [privacy.Recipient("The mailbox provider of the business", "to send approved replies", "chosen by the business")],
    "Information Commissioner’s Office",
    "https://ico.org.uk/make-a-complaint/",
)

CASES = [
    privacy.CaseRow(
        made_id(100),
        "To be erased",
        "Dev Patel",
        states.State("Received", "info"),
        date(2026, 12, 21),
        27,
        "Confirm that the message is a request",
    ),
    privacy.CaseRow(
        made_id(101),
        "To see what you hold",
        "Moira Glen",
        states.State("In progress", "draft"),
        date(2026, 11, 20),
        -4,
        "Send the copy",
    ),
]

PRIVACY = privacy.PrivacyCentrePage(
    CASES,
    [
        privacy.CaseRow(
            made_id(102),
            "To be erased",
            "A former customer",
            states.State("Done", "good"),
            None,
            None,
            "Certificate E-7Q2M",
        )
    ],
    [
        privacy.RetentionRow("Enquiries without an accepted quote", "12 months", "11 months", ago(hours=9)),
        privacy.RetentionRow("Accepted quotes", "6 years after the tax year", "2 years", ago(hours=9)),
        privacy.RetentionRow("Spam", "30 days", "41 days", ago(days=2), 3),
    ],
    [
        privacy.ConsentRow("Mailbox asha@rowanplumbing.example", "Given", ago(days=90)),
        privacy.ConsentRow("Mailbox asha.rowan@example.com", "Withdrawn", ago(days=22)),
    ],
    [privacy.AskedRow(made_id(2), "Tom Hadfield", ago(days=1))],
)

CASE = privacy.CasePage(
    made_id(100),
    "To be erased",
    "Dev Patel",
    states.State("In progress", "info"),
    date(2026, 12, 21),
    27,
    [
        privacy.CaseEvent(ago(days=3), "Received", "Noticed in an email"),
        privacy.CaseEvent(ago(days=1), "You confirmed it is a request"),
        privacy.CaseEvent(None, "Answer by 21 December 2026", ahead=True),
    ],
    [
        privacy.CaseStep("preview", "See what would be erased", main=True, link="/privacy-centre/x"),
        privacy.CaseStep("refuse", "Refuse", danger=True, asks_reason=True),
    ],
    [("Messages", 14), ("Photos", 3), ("Quotes", 2)],
    conversation=made_id(1),
)

ERASE = privacy.ErasePreview(
    made_id(100),
    "Dev Patel",
    [
        privacy.EraseItem("messages", 14),
        privacy.EraseItem("photos", 3),
        privacy.EraseItem("drafts and readings", 6),
        privacy.EraseItem("quotes never accepted", 2),
    ],
    [
        privacy.EraseItem(
            "quote accepted on 3 November 2026",
            1,
            "Sales records must be kept for tax. His messages go, the sums stay.",
            date(2033, 4, 5),
        )
    ],
    ["The emails in your own mailbox", "His number in your phone"],
    "d2",
)

CERTIFICATE = privacy.CertificateView(
    made_id(110),
    "E-7Q2M",
    NOW,
    [privacy.EraseItem("messages", 14), privacy.EraseItem("photos", 3)],
    [privacy.EraseItem("accepted quote", 1, "kept for tax.", date(2033, 4, 5))],
    [("Last backup that holds the key", date(2026, 12, 1))],
    ["The business’s own mailbox"],
    "2026-11-24.1",
    "5f0c…e21a",
)

HEALTH = health.HealthPage(
    states.State("Needs a look", "draft"),
    [
        health.HealthGroup(
            "Service",
            [
                health.HealthRow("Database", states.State("Well", "good"), "3 ms"),
                health.HealthRow("Jobs", states.State("Well", "good"), "0 waiting, oldest 0 s"),
            ],
        ),
        health.HealthGroup(
            "Channels", [health.HealthRow("Mailboxes", states.State("Degraded", "draft"), "1 of 5 needs its owner")]
        ),
    ],
    NOW,
)


SCREENS: dict[str, Screen] = {
    "privacy-centre": ("owner/privacy_centre.html", lambda: {"page": PRIVACY}),
    "case": ("owner/case.html", lambda: {"page": CASE}),
    "case-open": ("owner/case_open.html", lambda: {"form": CaseForm()}),
    "erase-preview": ("owner/erase_preview.html", lambda: {"page": ERASE}),
    "certificate": ("owner/certificate.html", lambda: {"page": CERTIFICATE}),
    "register": ("owner/register.html", lambda: {"register": REGISTER}),
    "export": ("owner/export.html", dict),
    "operator-health": ("operator/health.html", lambda: {"page": HEALTH}),
}
