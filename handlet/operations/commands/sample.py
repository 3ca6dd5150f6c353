"""`handlet sample`: the sample business “Rowan Plumbing”, with its price list and a few weeks of invented messages."""

from __future__ import annotations

import argparse

SUMMARY = "make the sample business and print how to sign in"


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> int:
    from handlet.operations import database

    with database.django_at_hand(tables=False) as here:
        from django.utils.timezone import now

        from handlet.operations import migrating, sample_business

        if not database.tables_are_current(here):
            migrating.migrate(here)
        sign_in = sample_business.make(now=now())
    print(f"Sample  {sign_in.email}")
    print(f"        password {sign_in.password}")
    return 0
