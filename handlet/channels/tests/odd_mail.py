"""Odd and hostile mails, made by code so that every strange byte is meant. Each says what must be found in it."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

FROM = b"From: Dev Patel <dev@example.com>\r\n"
HEAD = FROM + b"To: rowan@example.co.uk\r\nSubject: Leaking tap\r\nDate: Tue, 24 Nov 2026 09:15:00 +0000\r\n"
ID = b"Message-ID: <m1@example.com>\r\n"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Odd:
    """shows, hides: words that must and must not be in `text`. says: part of a sentence in `problems` (None: any).

    files: names of the attachments, where they matter.
    """

    name: str
    content: bytes
    shows: Sequence[str] = ()
    hides: Sequence[str] = ()
    says: str | None = None
    files: Sequence[str] | None = None


def _plain(
    body: bytes, kind: bytes = b"text/plain; charset=utf-8", encoding: bytes = b"8bit", head: bytes = b""
) -> bytes:
    return (
        HEAD
        + ID
        + head
        + b"MIME-Version: 1.0\r\nContent-Type: "
        + kind
        + b"\r\nContent-Transfer-Encoding: "
        + encoding
        + b"\r\n\r\n"
        + body
    )


def _multi(kind: bytes, *parts: bytes, close: bool = True, head: bytes = b"") -> bytes:
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts)
    return (
        HEAD
        + ID
        + head
        + b"MIME-Version: 1.0\r\nContent-Type: multipart/"
        + kind
        + b"; boundary=edge\r\n\r\n"
        + body
        + (b"--edge--\r\n" if close else b"")
    )


def _part(kind: bytes, body: bytes, more: bytes = b"") -> bytes:
    return b"Content-Type: " + kind + b"\r\n" + more + b"\r\n" + body


def _html(body: str) -> bytes:
    return _plain(body.encode(), b"text/html; charset=utf-8")


def _deep(levels: int) -> bytes:
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) for level in range(levels)
    )
    return HEAD + ID + opened + b"Content-Type: text/plain\r\n\r\nthe innermost words\r\n"


def _packed(levels: int) -> bytes:
    inner = HEAD + b"\r\nthe packed words\r\n"
    for _ in range(levels):
        inner = HEAD + b"Content-Type: message/rfc822\r\n\r\n" + inner
    return inner


def _bounce(
    action: bytes, original: bytes = b"Message-ID: <ours@example.co.uk>\r\nSubject: Quote\r\n\r\nHi\r\n"
) -> bytes:
    return (
        b"From: MAILER-DAEMON@mx.example.net\r\nTo: rowan@example.co.uk\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        b"Message-ID: <b1@mx.example.net>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=edge\r\n\r\n"
        b"--edge\r\nContent-Type: text/plain\r\n\r\nThe mail system could not deliver it.\r\n"
        b"--edge\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
        b"Final-Recipient: rfc822; dev@example.com\r\nAction: " + action + b"\r\nStatus: 5.1.1\r\n\r\n"
        b"--edge\r\nContent-Type: message/rfc822\r\n\r\n" + original + b"\r\n--edge--\r\n"
    )


def _with_file(name_header: bytes, content: bytes = b"%PDF-1.4 x") -> bytes:
    return _multi(
        b"mixed",
        _part(b"text/plain", b"See attached."),
        _part(b"application/pdf", base64.b64encode(content), name_header + b"Content-Transfer-Encoding: base64\r\n"),
    )


def _tidy() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Dev <dev@example.com>", "rowan@example.co.uk", "Photos"
    message.set_content("Two photos of the boiler.")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="boiler front.png")
    message.add_attachment(PNG, maintype="image", subtype="png", filename="Küche.png")
    return message.as_bytes()


ODD: Sequence[Odd] = [
    # Nothing, or hardly anything
    Odd("zero bytes", b"", says="empty"),
    Odd("only line ends", b"\r\n\r\n\r\n", says="empty"),
    Odd("only zero bytes", b"\x00" * 500, says="could not be read"),
    Odd("every byte in turn", bytes(range(256)) * 40, says="could not be read"),
    Odd("random-looking bytes", base64.b64decode("8J2UvfCdlL7+" * 400), says="could not be read"),
    Odd("a picture saved as mail", PNG, says="could not be read"),
    Odd("words without any header", b"Hello, can you fix my tap?", ["fix my tap"], says="could not be read"),
    Odd("headers without a body", HEAD + ID, []),
    Odd("headers that end in the middle", HEAD + b"Subj", []),
    Odd("header without a blank line before the words", HEAD + b"Hello, my tap leaks\r\nPlease come\r\n", ["Please come"]),
    Odd("byte-order mark before the headers", b"\xef\xbb\xbf" + _plain(b"Marked."), ["Marked."]),
    Odd("empty lines before the headers", b"\r\n\r\n" + _plain(b"Late start."), ["Late start."]),
    Odd("saved as UTF-16", (b"\xff\xfe" + _plain(b"Wide letters.").decode().encode("utf-16-le")), ["Wide letters."]),
    Odd("mbox separator first", b"From dev@example.com Tue Nov 24 09:15:00 2026\r\n" + _plain(b"From a box."), ["From a box."]),
    Odd("old Macintosh line ends", _plain(b"One\r\rTwo").replace(b"\r\n", b"\r"), ["One", "Two"]),
    # Who, when, which
    Odd("no sender", ID + b"Subject: hm\r\n\r\nWho am I?", ["Who am I?"], says="who wrote it"),
    Odd("a sender that is only a name", b"From: Dave\r\n" + ID + b"\r\nIt is me, Dave.", ["It is me, Dave."]),
    Odd("two senders' headers", FROM + b"From: bank@example.org\r\n" + ID + b"\r\nTwo faces.", ["Two faces."], says="twice"),
    Odd("an address of brackets only", b"From: <>\r\n" + ID + b"\r\nNobody.", ["Nobody."], says="who wrote it"),
    Odd("address with unclosed quotes", b'From: "Dev <dev@example.com>\r\n' + ID + b"\r\nUnclosed.", ["Unclosed."]),
    Odd("five thousand open brackets", b"From: " + b"(" * 5000 + b"\r\n" + ID + b"\r\nBrackets.", ["Brackets."]),
    Odd("sender of three hundred thousand letters", b"From: " + b"a" * 300_000 + b"@example.com\r\n" + ID + b"\r\nLong.",
        ["Long."], says="too long"),
    Odd("four thousand recipients", FROM + b"To: " + b", ".join(b"p%d@example.com" % n for n in range(4000)) + b"\r\n" + ID
        + b"\r\nMany.", ["Many."], says="too long"),
    Odd("nobody named as recipient", FROM + b"To: undisclosed-recipients:;\r\n" + ID + b"\r\nQuiet.", ["Quiet."]),
    Odd("no date and no id", FROM + b"Subject: hi\r\n\r\nTimeless.", ["Timeless."]),
    Odd("an impossible date", FROM + ID + b"Date: Wed, 45 Nov 2026 99:99:99 +9999\r\n\r\nWhen?", ["When?"], says="date"),
    Odd("a date before mail", FROM + ID + b"Date: Sun, 1 Jan 1905 00:00:00 +0000\r\n\r\nOld.", ["Old."], says="date"),
    Odd("a date far away", FROM + ID + b"Date: Thu, 1 Jan 99999 00:00:00 +0000\r\n\r\nFar.", ["Far."], says="date"),
    Odd("a date in words", FROM + ID + b"Date: next Tuesday-ish\r\n\r\nSoon.", ["Soon."], says="date"),
    Odd("an id of square brackets", FROM + b"Message-ID: <[weird]@[10.0.0.1]>\r\n\r\nId.", ["Id."]),
    Odd("an id without brackets", FROM + b"Message-ID: plain-id@example.com\r\n\r\nId.", ["Id."]),
    # Letters
    Odd("cp-850, which no list has", _plain(b"It costs \x9c50", b"text/plain; charset=cp-850"), ["It costs £50"]),
    Odd("iso-8859-8-i", _plain(b"\xf9\xec\xe5\xed", b"text/plain; charset=iso-8859-8-i"), ["שלום"]),
    Odd("an invented charset", _plain("It’s £50".encode("cp1252"), b"text/plain; charset=x-mystery-9"), ["It’s £50"],
        says="letters"),
    Odd("a compression named as charset", _plain(b"Plain words", b"text/plain; charset=zlib"), ["Plain words"]),
    Odd("escapes named as charset", _plain(b"a\\x41b", b"text/plain; charset=unicode_escape"), ["a\\x41b"]),
    Odd("wrong bytes under utf-8", _plain(b"caf\xe9 for \xa350", b"text/plain; charset=utf-8"), ["café", "£50"],
        says="letters"),
    Odd("utf-8 under latin-1", _plain("A £50 job".encode(), b"text/plain; charset=iso-8859-1"), ["A £50 job"]),
    Odd("eight-bit letters without a charset", _plain(b"\xa350 \x96 ok", b"text/plain"), ["£50 – ok"]),
    Odd("raw eight-bit subject", FROM + ID + "Subject: Küche £5\r\n\r\nBare.".encode(), ["Bare."]),
    Odd("utf-7", _plain(b"+AKM-50 for the tap", b"text/plain; charset=utf-7"), ["£50 for the tap"]),
    Odd("japanese with escapes", _plain("水漏れ".encode("iso2022_jp"), b"text/plain; charset=iso-2022-jp"), ["水漏れ"]),
    Odd("zero-width letters in words", _plain("le\u200bak\u2060ing t\u00adap".encode()), ["leaking tap"]),
    Odd("tag letters that nobody sees", _plain(b"Hello" + "\U000e0069\U000e0067".encode() + b" there"),
        ["Hello there"]),
    Odd("direction tricks in a file name", _with_file(
        b"Content-Disposition: attachment; filename*=utf-8''photo%E2%80%AEgpj.exe\r\n"), files=["photogpj.exe"]),
    # Smuggling
    Odd("line breaks hidden in the subject", FROM + ID + b"Subject: =?utf-8?q?Hi=0D=0ABcc:_victim@example.com?=\r\n\r\nX",
        ["X"]),
    Odd("line breaks hidden in the name", b"From: =?utf-8?q?Dev=0D=0ABcc:_v@example.com?= <dev@example.com>\r\n" + ID
        + b"\r\nY", ["Y"]),
    Odd("folders in a file name", _with_file(b'Content-Disposition: attachment; filename="../../etc/passwd"\r\n'),
        files=["passwd"]),
    Odd("a Windows path in a file name", _with_file(b'Content-Disposition: attachment; filename="C:\\\\temp\\\\plan.pdf"\r\n'),
        files=["plan.pdf"]),
    Odd("a file name of a thousand letters", _with_file(
        b'Content-Disposition: attachment; filename="' + b"n" * 1000 + b'.pdf"\r\n')),
    Odd("a file without a name", _with_file(b"Content-Disposition: attachment\r\n"), files=["attachment-1.pdf"]),
    Odd("a name in pieces", _with_file(
        b"Content-Disposition: attachment;\r\n filename*0*=utf-8''K%C3%BC;\r\n filename*1=\"che.pdf\"\r\n"),
        files=["Küche.pdf"]),
    Odd("a name in encoded words", _with_file(b'Content-Disposition: attachment; filename="=?utf-8?b?S8O8Y2hlLnBkZg==?="\r\n'),
        files=["Küche.pdf"]),
    # Broken structure
    Odd("parts without a boundary", HEAD + ID + b"Content-Type: multipart/mixed\r\n\r\nStill words.\r\n", ["Still words."],
        says="parts"),
    Odd("a boundary that is never used", HEAD + ID + b"Content-Type: multipart/mixed; boundary=none\r\n\r\nLost words.",
        ["Lost words."], says="parts"),
    Odd("another boundary than announced", HEAD + ID + b"Content-Type: multipart/mixed; boundary=one\r\n\r\n--two\r\n"
        b"Content-Type: text/plain\r\n\r\nFound words.\r\n--two--\r\n", ["Found words."], ["Content-Type"], says="parts"),
    Odd("cut short inside a part", _multi(b"mixed", _part(b"text/plain", b"Cut wor"), close=False), ["Cut wor"],
        says="cut short"),
    Odd("four hundred levels", _deep(400), ["the innermost words"], says="nested"),
    Odd("three thousand levels", _deep(3000)),
    Odd("five thousand empty parts", HEAD + ID + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 5000),
    Odd("a type that is no type", _plain(b"Typeless.", b"!!!"), ["Typeless."]),
    Odd("a transfer encoding nobody knows", _plain(b"Uncoded.", encoding=b"x-rot-99"), ["Uncoded."]),
    Odd("base64 with holes", _plain(base64.b64encode(b"Broken but legible text")[:-3] + b"!*", encoding=b"base64"),
        ["Broken but legible"]),
    Odd("quoted-printable with strays", _plain(b"50=A3=ZZ off=", b"text/plain; charset=cp1252", b"quoted-printable"),
        ["50£"]),
    Odd("uuencode", _plain(b"begin 644 a\n+:&5L;&\\@=V]R;&0\n`\nend\n", encoding=b"x-uuencode"), ["hello world"]),
    Odd("a hundred thousand header lines", FROM + ID + b"X-Filler: y\r\n" * 100_000 + b"\r\nStill here.", ["Still here."]),
    # Messages inside messages
    Odd("a forwarded attachment", _multi(b"mixed", _part(b"text/plain", b"See below."), _part(
        b"message/rfc822", b"From: Ann <ann@example.com>\r\nSubject: Roof\r\n\r\nThe roof leaks.")),
        ["See below.", "The roof leaks.", "ann@example.com"], files=["Roof.eml"]),
    Odd("an attached message in base64", _multi(b"mixed", _part(b"message/rfc822", base64.b64encode(
        b"From: a@example.com\r\nSubject: In\r\n\r\nInner base words."), b"Content-Transfer-Encoding: base64\r\n")),
        ["Inner base words."]),
    Odd("a message in a message in a message, twelve deep", _packed(12), says="packed inside"),
    Odd("a bounce", _bounce(b"failed"), ["could not deliver"]),
    Odd("a warning of delay", _bounce(b"delayed"), ["could not deliver"]),
    Odd("a bounce of nothing", _bounce(b"failed", b""), ["could not deliver"]),
    # Sealed
    Odd("S/MIME", HEAD + ID + b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nMIIB", says="S/MIME", files=["smime.p7m"]),
    Odd("PGP", _multi(b"encrypted", _part(b"application/pgp-encrypted", b"Version: 1"),
        _part(b"application/octet-stream", b"-----BEGIN PGP MESSAGE-----")), says="PGP"),
    Odd("PGP in the words", _plain(b"-----BEGIN PGP MESSAGE-----\r\nhQEM\r\n-----END PGP MESSAGE-----\r\n"), says="PGP"),
    Odd("winmail.dat", _multi(b"mixed", _part(b"text/plain", b"Hello"), _part(b'application/ms-tnef; name="winmail.dat"',
        b"x\x9f>\"")), ["Hello"], says="winmail.dat", files=["winmail.dat"]),
    Odd("a pointer instead of a file", _multi(b"mixed", _part(b"text/plain", b"Get it"), _part(
        b"message/external-body; access-type=URL", b"Content-Type: image/png\r\n\r\n")), ["Get it"], says="pointer"),
    Odd("one piece of several", HEAD + ID + b"Content-Type: message/partial; id=x; number=1; total=3\r\n\r\nFrom: a@b.c\r\n\r\nx",
        says="piece"),
    # HTML
    Odd("scripts", _html("<p>Hello</p><script>alert('no')</script><style>p{color:red}</style>"), ["Hello"], ["alert", "color"]),
    Odd("hidden by display", _html("<div style='display:none'>secret order</div><p>Shown words</p>"), ["Shown words"],
        ["secret"], says="cannot be seen"),
    Odd("hidden by colour", _html("<p style='color:#ffffff'>white on white</p><p>Black words</p>"), ["Black words"],
        ["white on white"]),
    Odd("white on dark is seen", _html("<table><tr><td bgcolor='#003366'><font color='white'>Bright words</font></td></tr>"
        "</table>"), ["Bright words"]),
    Odd("hidden by size", _html("<p style='font-size:0'>tiny <b style='font-size:15px'>Big words</b></p>"), ["Big words"],
        ["tiny"]),
    Odd("hidden off the page", _html("<p style='position:absolute;left:-9999px'>far away</p>Near"), ["Near"], ["far away"]),
    Odd("hidden by a class", _html("<style>.q{display:none}</style><p class='q'>classified</p>Plain"), ["Plain"],
        ["classified"]),
    Odd("a class for small screens only", _html("<style>@media(max-width:9px){.q{display:none}}</style><p class=q>Seen</p>"),
        ["Seen"]),
    Odd("unclosed everything", _html("<table><tr><td><b>Open <i>ended<div>words"), ["Open", "ended", "words"]),
    Odd("two thousand divs deep", _html("<div>" * 2000 + "At the bottom" + "</div>" * 2000), ["At the bottom"]),
    Odd("text only in the picture's place", _html("<img src='https://t.example/x.gif' alt='logo'>")),
    Odd("html that declares another charset", _html("<html><head><meta charset='utf-16'></head><body>Still £5</body></html>"),
        ["Still £5"]),
    Odd("an empty plain form", _multi(b"alternative", _part(b"text/plain", b"\r\n"), _part(b"text/html", b"<p>Only here</p>")),
        ["Only here"]),
    Odd("a plain form that says nothing", _multi(b"alternative", _part(b"text/plain", b"Your program cannot show HTML."),
        _part(b"text/html", b"<p>My boiler makes a noise and the pressure drops every night.</p>")), ["pressure drops"]),
    Odd("two forms, one attachment inside", _multi(b"alternative", _part(b"text/plain", b"Invite"), _part(
        b"text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR")), ["Invite"]),
    Odd("words round a picture", _multi(b"mixed", _part(b"text/plain", b"Before it"), _part(b"image/png", PNG,
        b"Content-Disposition: inline; filename=a.png\r\n"), _part(b"text/plain", b"After it")), ["Before it", "After it"],
        files=["a.png"]),
    Odd("flowed lines", _plain(b"This is one \r\nsentence.\r\n> quoted \r\n> words\r\n", b"text/plain; format=flowed"),
        ["This is one sentence.", "> quoted words"]),
    Odd("a tidy mail with photos", _tidy(), ["Two photos"], files=["boiler front.png", "Küche.png"]),
    Odd("quoted-printable with soft breaks", _plain(quopri.encodestring("Über 50 £ für die Küche".encode()),
        encoding=b"quoted-printable"), ["Über 50 £ für die Küche"]),
]  # fmt: skip
