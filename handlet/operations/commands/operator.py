"""`handlet operator`: who may see the operator's page."""

from __future__ import annotations

import argparse

from handlet.operations.trouble import Trouble

SUMMARY = "say who may see the operator's page (/operator)"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    verbs.add_parser("list", help="the addresses of those who may")
    for verb, words in (("add", "let somebody with an account see it"), ("remove", "let them see it no longer")):
        verbs.add_parser(verb, help=words).add_argument("email", help="the address they sign in with")


def run(options: argparse.Namespace) -> int:
    from handlet.operations import database

    with database.django_at_hand():
        from handlet.accounts import operators

        try:
            if options.verb == "add":
                operators.appoint(email=options.email)
            elif options.verb == "remove":
                operators.dismiss(email=options.email)
        except operators.NoSuchAccount as error:
            raise Trouble(str(error)) from None
        for user in operators.all_of_them():
            print(user.email)
    return 0
