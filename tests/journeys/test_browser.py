"""The whole road as people walk it: the real service, a real mail server, a real browser on a phone.

With `HANDLET_SCREENSHOTS=DIR` each screen is kept as a picture (`bin/screenshots` makes those in docs/).
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from handlet.operations.tests.installation import Up
from tests.pages.seeing import faults_in_looks, overflow
from tests.peers.dovecot import Dovecot, Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.peers, pytest.mark.timeout(420)]

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PASSWORD = "a long enough pass phrase"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("There is no Chromium at /usr/bin/chromium.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


class Walk:
    """A person at one window. Everything that goes wrong on the way is kept and fails the walk."""

    def __init__(self, browser: Browser, base: str, size: dict[str, int]) -> None:
        self.base = base
        self.context = browser.new_context(viewport=size, locale="en-GB", base_url=base)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "409" not in message.text and "422" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.wrong.append(f"asked elsewhere: {request.url}")

    def look(self, name: str, *, check: bool = True) -> None:
        """Nothing sticks out, axe finds nothing, no script failed; at both widths and in a picture where wanted."""
        folder = os.environ.get("HANDLET_SCREENSHOTS")
        if check:
            assert faults_in_looks(self.page, [(DESK["width"], {}), (PHONE["width"], {})]) == [], name
        for width, size in (("desk", DESK), ("phone", PHONE)):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            if folder:
                # What is measured waits for nothing; a picture would show what is still on its way.
                self.page.wait_for_timeout(150)
                self.page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=width == "desk")
            assert overflow(self.page) <= 0, f"{name} at {width} is wider than its window"
        assert self.wrong == []


def letter(sender: str, to: str, text: str, subject: str, number: int) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Dev Patel <{sender}>", to, subject
    message["Message-ID"] = f"<dev-{number}-{sender}>"
    message.set_content(text)
    return message.as_bytes()


def link_in_account_mail(data: Path) -> str:
    """The confirmation link, where an installation without a mail server of its own puts it."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for file in (data / "account-mail").glob("*"):
            found = re.search(r"http\S+/confirm-email/\S+", file.read_text().replace("=\n", ""))
            if found:
                return found.group()
        time.sleep(0.2)
    raise AssertionError("No confirmation was written.")


def patiently(look: Any, what: str, seconds: float = 40.0) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.3)
    raise AssertionError(f"Not within {seconds:.0f} seconds: {what}")


def test_from_sign_up_to_an_accepted_quote(
    browser: Browser, dovecot: Dovecot, installation: Path, tmp_path: Path
) -> None:
    subprocess.run(["cp", "-a", f"{installation}/.", str(tmp_path)], check=True)
    authority = os.environ["HANDLET_EXTRA_CA"]
    settings = {"HANDLET_ALLOW_PRIVATE_HOSTS": "1", "HANDLET_EXTRA_CA": authority, "HANDLET_UNDO_SECONDS": "8"}
    with Up(tmp_path, **settings) as up:
        up.until_ready()
        base = f"http://localhost:{up.port}"
        owner, customer = Walk(browser, base, PHONE), Walk(browser, base, PHONE)
        hers, his = dovecot.mailbox(), dovecot.mailbox()
        _sign_up(owner, tmp_path)
        _first_run(owner)
        _connect(owner, hers)
        _form_and_prices(owner)
        conversation = _enquiry_arrives(owner, hers, his)
        _edit_and_send(owner, conversation)
        address = _quote_in_the_mail(his, hers)
        _accept(customer, address, base)
        _owner_sees_it(owner, conversation, his)
        _the_rest(owner)
        _disconnect(owner)
        assert owner.wrong == []
        assert customer.wrong == []


def _sign_up(walk: Walk, data: Path) -> None:
    page = walk.page
    page.goto("/")
    walk.look("home")
    page.goto("/accounts/signup/")
    walk.look("sign-up")
    page.get_by_label("Your name").fill("Asha Rowan")
    page.get_by_label(re.compile("Email", re.I)).first.fill("asha@rowan.example")
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(link_in_account_mail(data))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/start/business")


def _first_run(walk: Walk) -> None:
    page = walk.page
    page.get_by_label("Business name").fill("Rowan Plumbing")
    page.get_by_label("Trade", exact=True).select_option("plumber")
    page.locator("label", has_text=re.compile("^Yes$")).click()
    page.get_by_label("VAT number").fill("123 4567 82")
    page.get_by_label("Where you work").fill("Leeds: postcode areas LS, WF")
    page.get_by_label("When you work").fill("Mon-Fri 8 to 6")
    walk.look("first-run-business")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/start/prices")
    walk.look("first-run-prices")
    page.get_by_role("button", name="These are my prices").click()
    page.wait_for_url("**/start/connect")
    walk.look("first-run-connect")


def _connect(walk: Walk, mailbox: Mailbox) -> None:
    page = walk.page
    page.goto("/channels/mailbox")
    walk.look("connect-mailbox")
    page.get_by_label("Email address").fill(mailbox.address)
    page.get_by_label("Password, or app password").fill("not the password")
    page.get_by_text("Servers, if your provider").click()
    settings = mailbox.settings
    for label, key in (
        ("Incoming server (IMAP)", "imap_host"),
        ("Incoming port", "imap_port"),
        ("Outgoing server (SMTP)", "smtp_host"),
        ("Outgoing port", "smtp_port"),
    ):
        page.get_by_label(label).fill(str(settings[key]))
    if settings["imap_tls"] != "implicit" or settings["smtp_tls"] != "implicit":
        page.get_by_label("Incoming server (IMAP)").fill(str(settings["imap_host"]))
    page.locator("label", has_text="I agree").click()
    page.get_by_role("button", name="Connect").click()
    page.wait_for_load_state()
    assert page.locator(".error-summary, [role=alert]").first.is_visible()
    page.get_by_label("Password, or app password").fill(mailbox.secret["password"])
    if not page.get_by_label(re.compile("I agree")).is_checked():
        page.locator("label", has_text="I agree").click()
    page.get_by_role("button", name="Connect").click()
    page.wait_for_url("**/channels")
    assert page.get_by_text(mailbox.address).first.is_visible()


def _form_and_prices(walk: Walk) -> None:
    page = walk.page
    page.get_by_role("button", name="Open the form").click()
    page.wait_for_load_state()
    walk.look("channels")
    address = page.locator("a[href*='/e/']").first.get_attribute("href")
    assert address
    page.goto(address)
    walk.look("enquiry-form")
    page.goto("/prices")
    walk.look("price-list")


def _enquiry_arrives(walk: Walk, hers: Mailbox, his: Mailbox) -> str:
    """The inbox is open; the mail arrives; the row appears by itself, already read."""
    page = walk.page
    page.goto("/inbox")
    text = "Hi, can you fit a kitchen tap for me? I've already bought the tap. LS27 8RT. Thursday would be good. Thanks, Dev"
    hers.deliver(letter(his.address, hers.address, text, "Kitchen tap", 1))
    page.get_by_text("Dev Patel").first.wait_for(timeout=45_000)

    def drafted() -> bool:
        page.goto("/inbox")
        page.get_by_text("Dev Patel").first.click()
        page.wait_for_load_state()
        return page.locator("#draft-text").count() == 1

    patiently(drafted, "a draft")
    assert "£108.00" in page.locator("#draft-text").input_value()
    walk.look("conversation")
    page.goto("/inbox")
    walk.look("inbox")
    page.get_by_text("Dev Patel").first.click()
    page.wait_for_load_state()
    return re.sub(r"[#?].*", "", page.url)


def _edit_and_send(walk: Walk, conversation: str) -> None:
    """From the inbox to a sent quote in four taps; taken back; the words changed, and let go."""
    page = walk.page
    page.goto(f"{conversation}")
    page.get_by_role("link", name=re.compile("Check the quote")).click()
    page.wait_for_load_state()
    walk.look("quote-editor")
    page.get_by_role("link", name=re.compile("See it as")).click()
    page.wait_for_load_state()
    walk.look("quote-preview")
    assert _four_taps(walk) == 4
    undo = page.get_by_role("button", name=re.compile("Undo|Take it back", re.I))
    undo.first.click()
    page.locator("#draft-text").fill(page.locator("#draft-text").input_value() + "\n\nPS: ring me any time.")
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Send reply").click()
    page.get_by_role("button", name=re.compile("Undo|Take it back", re.I)).wait_for()
    walk.look("undo", check=False)
    undo = page.get_by_role("button", name=re.compile("Undo|Take it back", re.I))
    if undo.count():
        undo.first.click()
        page.locator("#draft-text").wait_for()
        assert "PS: ring me any time." in page.locator("#draft-text").input_value()
        page.get_by_role("button", name="Send reply").click()
        page.get_by_role("button", name=re.compile("Undo|Take it back", re.I)).wait_for()


def _four_taps(walk: Walk) -> int:
    """Nothing is missing: open the conversation, look at the quote, “It is right”, send. How many taps the page counted."""
    page = walk.page
    taps: list[str] = []
    page.expose_function("tapped", lambda words: taps.append(words))
    page.add_init_script(
        "addEventListener('click', event => { if (event.isTrusted) tapped(event.target.innerText) }, true)"
    )
    page.goto("/inbox")
    page.get_by_text("Dev Patel").first.click()
    page.wait_for_load_state()
    page.get_by_role("link", name=re.compile("Check the quote")).click()
    page.wait_for_load_state()
    page.get_by_role("button", name="It is right", exact=True).click()
    page.wait_for_url("**/conversations/**")
    page.get_by_role("button", name="Send reply").click()
    page.get_by_role("button", name=re.compile("Undo|Take it back", re.I)).first.wait_for()
    return len(taps)


def _quote_in_the_mail(his: Mailbox, hers: Mailbox) -> str:
    def arrived() -> list[bytes]:
        return [bytes(row[b"BODY[]"]) for row in his.folder("INBOX").values()]

    (mail,) = patiently(arrived, "the reply in Dev’s mailbox")
    assert b"PS: ring me any time." in mail
    assert patiently(lambda: len(hers.folder("Sent")) == 1, "the copy in Sent")
    plain = mail.decode(errors="replace").replace("=\r\n", "")
    found = re.search(r"http://localhost:\d+/q/[\w-]+", plain)
    assert found
    return found.group()


def _accept(walk: Walk, address: str, base: str) -> None:
    page = walk.page
    page.goto(address)
    walk.look("customer-quote")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Keep a copy")).click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_role("link", name="Accept").click()
    page.wait_for_load_state()
    walk.look("customer-check")
    page.get_by_role("button", name=re.compile("Accept and agree to pay £108.00")).click()
    page.wait_for_load_state()
    assert "Your full name" in page.locator("body").inner_text()
    page.get_by_label("Your full name").fill("Dev Patel")
    page.get_by_role("button", name=re.compile("Accept and agree to pay £108.00")).click()
    page.get_by_role("heading", name="Thank you, it is agreed").wait_for()
    walk.look("customer-accepted")
    page.goto(f"{address[:-3]}xyz")
    assert "This link no longer works" in page.locator("body").inner_text()
    walk.wrong = [line for line in walk.wrong if "404" not in line]


def _owner_sees_it(walk: Walk, conversation: str, his: Mailbox) -> None:
    page = walk.page

    def accepted() -> bool:
        page.goto("/inbox")
        return page.get_by_text("Accepted").count() > 0

    patiently(accepted, "“Accepted” in the inbox")
    page.goto(conversation)
    walk.look("conversation-accepted")
    patiently(lambda: len(his.folder("INBOX")) == 2, "the customer’s confirmation")


def _the_rest(walk: Walk) -> None:
    page = walk.page
    for path, name in (
        ("/quotes", "quotes"),
        ("/privacy-centre", "privacy-centre"),
        ("/privacy-centre/cases", "privacy-case-open"),
        ("/settings", "settings"),
        ("/settings/profile", "settings-profile"),
        ("/settings/security", "settings-security"),
        ("/privacy", "privacy"),
        ("/inbox?q=tap", "search"),
    ):
        page.goto(path)
        walk.look(name)


def _disconnect(walk: Walk) -> None:
    page = walk.page
    page.goto("/channels")
    page.get_by_role("link", name=re.compile("Disconnect")).first.click()
    page.wait_for_load_state()
    walk.look("disconnect")
    page.get_by_role("button", name="Disconnect").click()
    page.wait_for_url("**/channels")
    assert page.get_by_text("Disconnected").first.is_visible()
