"""Why does this business have my details? The notice for a business's customers, from the register."""

from __future__ import annotations

from django.conf import settings

from handlet.accounts.models import Business
from handlet.web.ui.contexts.offer import WhyPage


def page_of(business: Business, *, back: str) -> WhyPage:
    """What is held, why, how long, and how to ask; in the business's name, because the business decides."""
    profile = business.profile
    contact = profile.privacy_contact or profile.email or profile.phone
    return WhyPage(
        business=business.name,
        contact=contact,
        rows=[
            ("Your name and how to reach you", "To answer you", "12 months after your last message"),
            (
                "What you wrote, with photos and files",
                "To answer you and to price the work",
                "12 months after your last message",
            ),
            (
                "Quotes, and your answer to them",
                "To agree the work",
                "6 years once agreed, because tax law asks; else 12 months",
            ),
        ],
        who_else=[
            f"{settings.HANDLET_OPERATOR_NAME or 'The operator of this Handlet service'}, who runs the service for {business.name}",
            "The mail provider through which you write to each other",
        ],
        rights=[
            "See what is held about you, and take it with you",
            "Have something put right",
            "Be erased, where no law asks for it to be kept",
            "Object, or have it left alone while that is looked into",
            "Complain, to the business and to the regulator",
        ],
        regulator=settings.HANDLET_REGULATOR_NAME,
        regulator_url=settings.HANDLET_REGULATOR_URL,
        operator=settings.HANDLET_OPERATOR_NAME,
        operator_contact=settings.HANDLET_OPERATOR_CONTACT,
        back=back,
    )
