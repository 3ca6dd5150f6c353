"""Mail providers that UK businesses use, so that an address is enough to know the servers.

A value here is a suggestion the owner can change. Facts as the providers' help pages had them in 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Tls = Literal["implicit", "starttls"]


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider. hint: one sentence for the page. refusal: why a password cannot work here at all, or "".

    files_sent: the provider puts a copy of what its SMTP server took into Sent by itself.
    trusted_auth_hosts: names under which it writes Authentication-Results.
    """

    name: str
    imap_host: str
    smtp_host: str
    imap_port: int = 993
    smtp_port: int = 465
    hint: str = ""
    refusal: str = ""
    files_sent: bool = False
    trusted_auth_hosts: tuple[str, ...] = ()
    left_to_do: str = ""

    def settings(self) -> Mapping[str, Any]:
        """What goes into a connection's settings."""
        found: dict[str, Any] = {
            "imap_host": self.imap_host,
            "imap_port": self.imap_port,
            "imap_tls": "implicit" if self.imap_port == 993 else "starttls",
            "smtp_host": self.smtp_host,
            "smtp_port": self.smtp_port,
            "smtp_tls": "implicit" if self.smtp_port == 465 else "starttls",
        }
        if self.trusted_auth_hosts:
            found["trusted_auth_hosts"] = list(self.trusted_auth_hosts)
        return {key: value for key, value in found.items() if value}


_HOW = "Use an app password, not the password you sign in with:"

_GMAIL = Provider(
    "Gmail",
    "imap.gmail.com",
    "smtp.gmail.com",
    hint=f"{_HOW} turn on 2-Step Verification in your Google Account, then look for “App passwords”.",
    files_sent=True,
    trusted_auth_hosts=("mx.google.com",),
    left_to_do="Delete the app password in your Google Account too, under Security, App passwords.",
)
_OUTLOOK = Provider(
    "Outlook.com",
    "outlook.office365.com",
    "smtp-mail.outlook.com",
    smtp_port=587,
    refusal="Microsoft no longer lets other programs read Outlook.com, Hotmail and Live mailboxes with a password. "
    "Forward the mailbox to another address and connect that, or share your enquiry form.",
    files_sent=True,
)
_YAHOO = Provider(
    "Yahoo Mail",
    "imap.mail.yahoo.com",
    "smtp.mail.yahoo.com",
    hint=f"{_HOW} in your Yahoo account choose Security, then “Generate app password”.",
    left_to_do="Delete the app password in your Yahoo account too, under Security.",
)
_ICLOUD = Provider(
    "iCloud Mail",
    "imap.mail.me.com",
    "smtp.mail.me.com",
    smtp_port=587,
    hint=f"{_HOW} sign in at account.apple.com and choose “App-Specific Passwords”.",
    left_to_do="Revoke the app-specific password at account.apple.com too.",
)
_AOL = Provider(
    "AOL Mail",
    "imap.aol.com",
    "smtp.aol.com",
    hint=f"{_HOW} in your AOL account choose Security, then “Generate app password”.",
    left_to_do="Delete the app password in your AOL account too, under Security.",
)
_BT = Provider("BT", "mail.btinternet.com", "mail.btinternet.com", hint="Use your BT Email password.")
_FASTMAIL = Provider(
    "Fastmail",
    "imap.fastmail.com",
    "smtp.fastmail.com",
    hint=f"{_HOW} in Fastmail choose Settings, Privacy & Security, Manage app passwords.",
    left_to_do="Remove the app password in Fastmail’s settings too.",
)
_ZOHO = Provider(
    "Zoho Mail",
    "imap.zoho.com",
    "smtp.zoho.com",
    hint="Switch IMAP on in Zoho Mail’s settings first; with two-factor sign-in, use an app-specific password.",
)
_ZOHO_EU = Provider("Zoho Mail (EU)", "imap.zoho.eu", "smtp.zoho.eu", hint=_ZOHO.hint)
_SKY = Provider(
    "Sky",
    "imap.tools.sky.com",
    "smtp.tools.sky.com",
    hint=f"{_HOW} in Sky Yahoo Mail choose Account security, then “Generate app password”.",
)
_VIRGIN = Provider(
    "Virgin Media",
    "imap.virginmedia.com",
    "smtp.virginmedia.com",
    hint="Use your Virgin Media Mail password; it may differ from your My Virgin Media one.",
)
_TALKTALK = Provider("TalkTalk", "imap.talktalk.net", "smtp.talktalk.net", smtp_port=587)
_PLUSNET = Provider(
    "Plusnet", "imap.plus.net", "relay.plus.net", smtp_port=587, hint="The user name may be your Plusnet user name."
)
_IONOS = Provider("IONOS", "imap.ionos.co.uk", "smtp.ionos.co.uk")
_REG = Provider("123 Reg", "imap.123-reg.co.uk", "smtp.123-reg.co.uk")
_GMX = Provider(
    "GMX", "imap.gmx.com", "mail.gmx.com", hint="Allow access by IMAP in GMX’s settings first, under “POP3 & IMAP”."
)
_GMX_NET = Provider("GMX", "imap.gmx.net", "mail.gmx.net", hint=_GMX.hint)
_MAIL_COM = Provider("mail.com", "imap.mail.com", "smtp.mail.com", hint="IMAP is part of mail.com Premium.")
_PROTON = Provider(
    "Proton Mail",
    "",
    "",
    refusal="Proton Mail has no IMAP server that can be reached from outside. Run Proton Mail Bridge beside your own "
    "Handlet, or connect another address.",
)
_TUTA = Provider("Tuta", "", "", refusal="Tuta does not offer IMAP. Connect another address, or share your form.")
_HEY = Provider("HEY", "", "", refusal="HEY does not offer IMAP. Connect another address, or share your form.")

_BY_DOMAIN: Mapping[str, Provider] = {
    **dict.fromkeys(("gmail.com", "googlemail.com"), _GMAIL),
    **dict.fromkeys(
        ("outlook.com", "outlook.co.uk", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk", "msn.com"), _OUTLOOK
    ),
    **dict.fromkeys(("yahoo.com", "yahoo.co.uk", "yahoo.ie", "ymail.com", "rocketmail.com"), _YAHOO),
    **dict.fromkeys(("icloud.com", "me.com", "mac.com"), _ICLOUD),
    **dict.fromkeys(("aol.com", "aol.co.uk", "aim.com"), _AOL),
    **dict.fromkeys(("btinternet.com", "btopenworld.com", "talk21.com"), _BT),
    **dict.fromkeys(("fastmail.com", "fastmail.co.uk", "fastmail.fm", "fastmail.uk", "sent.com"), _FASTMAIL),
    **dict.fromkeys(("zoho.com", "zohomail.com"), _ZOHO),
    **dict.fromkeys(("zoho.eu", "zohomail.eu"), _ZOHO_EU),
    "sky.com": _SKY,
    **dict.fromkeys(("virginmedia.com", "virgin.net", "blueyonder.co.uk", "ntlworld.com"), _VIRGIN),
    **dict.fromkeys(("talktalk.net", "tiscali.co.uk", "lineone.net", "onetel.com", "worldonline.co.uk"), _TALKTALK),
    **dict.fromkeys(("plus.com", "plus.net"), _PLUSNET),
    **dict.fromkeys(("ionos.co.uk", "1and1.co.uk", "ionos.com"), _IONOS),
    "123-reg.co.uk": _REG,
    **dict.fromkeys(("gmx.com", "gmx.co.uk", "gmx.us"), _GMX),
    **dict.fromkeys(("gmx.net", "gmx.de", "gmx.at", "gmx.ch"), _GMX_NET),
    "mail.com": _MAIL_COM,
    **dict.fromkeys(("proton.me", "protonmail.com", "pm.me", "protonmail.ch"), _PROTON),
    **dict.fromkeys(("tuta.com", "tuta.io", "tutanota.com", "tutamail.com", "keemail.me"), _TUTA),
    "hey.com": _HEY,
}
# Servers that file what they send, however the mailbox's own domain is called.
_FILING = ("smtp.gmail.com", "smtp.googlemail.com", "smtp-mail.outlook.com", "smtp.office365.com")


def for_address(address: str) -> Provider | None:
    """The provider behind an address, or None where its domain tells nothing."""
    domain = address.strip().rpartition("@")[2].lower().rstrip(".")
    if domain in _BY_DOMAIN:
        return _BY_DOMAIN[domain]
    # Plusnet gives every customer a name of their own below plus.com.
    return _PLUSNET if domain.endswith(".plus.com") else None


def for_settings(settings: Mapping[str, Any]) -> Provider | None:
    """The provider whose servers these are, or None."""
    host = str(settings.get("imap_host", "")).lower()
    return next((one for one in _BY_DOMAIN.values() if host and one.imap_host == host), None)


def files_sent_itself(settings: Mapping[str, Any]) -> bool:
    """Whether the SMTP server puts its own copy into Sent, so that ours would be a second one."""
    return str(settings.get("smtp_host", "")).lower() in _FILING
