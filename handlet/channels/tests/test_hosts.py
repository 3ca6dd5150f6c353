"""Providers that are known from the address alone."""

from __future__ import annotations

import pytest

from handlet.channels import registry
from handlet.channels.contract import InvalidSettings
from handlet.channels.imap import hosts


@pytest.mark.parametrize(
    ("address", "imap", "smtp", "port"),
    [
        ("asha@gmail.com", "imap.gmail.com", "smtp.gmail.com", 465),
        (" Asha@GoogleMail.com ", "imap.gmail.com", "smtp.gmail.com", 465),
        ("asha@yahoo.co.uk", "imap.mail.yahoo.com", "smtp.mail.yahoo.com", 465),
        ("asha@btinternet.com", "mail.btinternet.com", "mail.btinternet.com", 465),
        ("asha@icloud.com", "imap.mail.me.com", "smtp.mail.me.com", 587),
        ("asha@aol.com", "imap.aol.com", "smtp.aol.com", 465),
        ("asha@fastmail.com", "imap.fastmail.com", "smtp.fastmail.com", 465),
        ("asha@zohomail.eu", "imap.zoho.eu", "smtp.zoho.eu", 465),
        ("asha@sky.com", "imap.tools.sky.com", "smtp.tools.sky.com", 465),
        ("asha@virginmedia.com", "imap.virginmedia.com", "smtp.virginmedia.com", 465),
        ("asha@talktalk.net", "imap.talktalk.net", "smtp.talktalk.net", 587),
        ("asha@rowan.plus.com", "imap.plus.net", "relay.plus.net", 587),
        ("asha@ionos.co.uk", "imap.ionos.co.uk", "smtp.ionos.co.uk", 465),
        ("asha@123-reg.co.uk", "imap.123-reg.co.uk", "smtp.123-reg.co.uk", 465),
        ("asha@gmx.co.uk", "imap.gmx.com", "mail.gmx.com", 465),
    ],
)
def test_a_well_known_address_fills_in_the_servers(address: str, imap: str, smtp: str, port: int) -> None:
    provider = hosts.for_address(address)
    assert provider is not None
    found = provider.settings()
    assert (found["imap_host"], found["imap_port"], found["imap_tls"]) == (imap, 993, "implicit")
    assert (found["smtp_host"], found["smtp_port"]) == (smtp, port)
    assert found["smtp_tls"] == ("implicit" if port == 465 else "starttls")


def test_an_unknown_domain_tells_nothing() -> None:
    assert hosts.for_address("asha@rowanplumbing.example") is None
    assert hosts.for_address("asha@notplus.com") is None
    assert hosts.for_address("") is None


@pytest.mark.parametrize("address", ["a@proton.me", "a@hotmail.co.uk", "a@hey.com", "a@tuta.com"])
def test_a_provider_that_lets_nobody_in_is_named_before_anything_is_tried(address: str) -> None:
    domain = address.partition("@")[2]
    provider = hosts.for_address(address)
    assert provider is not None
    settings = {"address": address, "imap_host": f"imap.{domain}", "smtp_host": f"smtp.{domain}", **provider.settings()}
    with pytest.raises(InvalidSettings) as caught:
        registry.get("imap").prove(settings, {"password": "x"})
    assert caught.value.field == "address"


def test_gmail_and_microsoft_file_sent_mail_themselves_and_others_do_not() -> None:
    assert hosts.files_sent_itself({"smtp_host": "smtp.gmail.com"})
    assert hosts.files_sent_itself({"smtp_host": "SMTP.office365.com"})
    assert not hosts.files_sent_itself({"smtp_host": "smtp.mail.yahoo.com"})


def test_every_provider_says_how_to_get_in_or_why_not_in_curly_quotes() -> None:
    for provider in set(hosts._BY_DOMAIN.values()):
        assert provider.refusal or provider.imap_host
        for sentence in (provider.hint, provider.refusal, provider.left_to_do):
            assert "'" not in sentence
            assert '"' not in sentence


def test_disconnecting_says_what_is_left_to_do_at_the_provider() -> None:
    imap = registry.get("imap")
    assert "Google" in imap.revoke({"imap_host": "imap.gmail.com"}, {})
    assert "app password" in imap.revoke({"imap_host": "imap.unknown.example"}, {})
