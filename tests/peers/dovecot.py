"""A real Dovecot for the tests: IMAP, submission and LMTP on loopback, in a folder of its own, as root or as anybody."""

from __future__ import annotations

import contextlib
import grp
import os
import pwd
import secrets
import shutil
import smtplib
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from handlet.kit import egress
from tests.peers import ports

HOST = "localhost"
_SPARE = 300

_TEMPLATE = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap submission lmtp
listen = 127.0.0.1
default_internal_user = {internal_user}
default_login_user = {login_user}
default_internal_group = {internal_group}
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
mail_max_userip_connections = 200
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=%u {folder}/passwd
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    special_use = \\Sent
    auto = subscribe
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
  {chroot}
}}
service imap {{
  process_limit = 300
}}
service submission-login {{
  inet_listener submission {{
    port = {submission}
  }}
  {chroot}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service anvil {{
  {chroot}
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
submission_relay_host = 127.0.0.1
submission_relay_port = {relay}
submission_relay_trusted = yes
hostname = mx.example.test
"""


class Unavailable(Exception):
    """Dovecot is not installed, or is of a version the template does not fit; the message says which."""


@dataclass(frozen=True)
class Mailbox:
    """One account. `settings` and `secret` are what a connection to it holds."""

    dovecot: Dovecot
    address: str
    password: str

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "address": self.address,
            "username": self.address,
            "sender_name": "Rowan Plumbing",
            "imap_host": HOST,
            "imap_port": self.dovecot.imaps,
            "imap_tls": "implicit",
            "smtp_host": HOST,
            "smtp_port": self.dovecot.submission,
            "smtp_tls": "starttls",
        }

    @property
    def secret(self) -> dict[str, str]:
        return {"password": self.password}

    def deliver(self, content: bytes) -> None:
        self.dovecot.deliver(self.address, content)

    @contextlib.contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """A plain client of the library's own, for looking at the mailbox from outside."""
        client = IMAPClient(HOST, self.dovecot.imaps, ssl=True, ssl_context=egress.tls_context())
        try:
            client.login(self.address, self.password)
            yield client
        finally:
            with contextlib.suppress(Exception):
                client.logout()

    def folder(self, name: str) -> dict[int, Mapping[bytes, Any]]:
        """UID, flags and raw bytes of every mail in a folder, without touching any."""
        with self.client() as client:
            client.select_folder(name, readonly=True)
            found: dict[int, Mapping[bytes, Any]] = dict(client.fetch(client.search(["ALL"]), ["FLAGS", "BODY.PEEK[]"]))
            return found

    def change_uidvalidity(self, number: int, folder: str = "INBOX") -> None:
        self.dovecot.doveadm("mailbox", "update", "--uid-validity", str(number), "-u", self.address, folder)


class Dovecot:
    """Started by `start`, stopped by `stop`; mailboxes are made by `mailbox` and seen by nobody else."""

    def __init__(self, folder: Path, relay_port: int, certificate: bytes, key: bytes) -> None:
        if shutil.which("dovecot") is None or shutil.which("doveadm") is None:
            raise Unavailable("Dovecot is not installed (Debian: dovecot-imapd dovecot-submissiond dovecot-lmtpd)")
        version = subprocess.run(["dovecot", "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
        if not version.startswith("2.3."):
            raise Unavailable(f"Dovecot {version}: the configuration of the tests is for 2.3")
        self.version = version
        self.folder = folder
        self.imap, self.imaps, self.submission, self.lmtp = ports.free(4)
        self.config = folder / "dovecot.conf"
        self._passwords: dict[str, str] = {}
        self._changes = 0
        # Dovecot looks at the file at most once a second, so most accounts are there from the start.
        self._spare = [f"rowan-{secrets.token_hex(6)}@example.test" for _ in range(_SPARE)]
        self._passwords.update({address: secrets.token_urlsafe(12) for address in self._spare})
        self._lay_out(relay_port, certificate, key)

    def _lay_out(self, relay_port: int, certificate: bytes, key: bytes) -> None:
        root = os.geteuid() == 0
        me, mine = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
        uid, gid = (65534, 65534) if root else (os.geteuid(), os.getegid())
        self.folder.chmod(0o755)
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir()
        if root:
            os.chown(self.folder / "mail", uid, gid)
        (self.folder / "cert.pem").write_bytes(certificate)
        (self.folder / "key.pem").write_bytes(key)
        (self.folder / "key.pem").chmod(0o600)
        self._write_passwords()
        self.config.write_text(
            _TEMPLATE.format(
                folder=self.folder,
                internal_user="dovecot" if root else me,
                login_user="dovenull" if root else me,
                internal_group="dovecot" if root else mine,
                uid=uid,
                gid=gid,
                chroot="" if root else "chroot =",
                imap=self.imap,
                imaps=self.imaps,
                submission=self.submission,
                lmtp=self.lmtp,
                relay=relay_port,
            )
        )

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["dovecot", "-F", "-c", str(self.config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            for port in (self.imaps, self.submission, self.lmtp):
                ports.wait_until_open(port)
        except TimeoutError as error:
            self.stop()
            raise RuntimeError(f"Dovecot did not start:\n{self.log()}") from error

    def stop(self) -> None:
        subprocess.run(["doveadm", "-c", str(self.config), "stop"], capture_output=True, check=False)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def restart(self) -> None:
        self.stop()
        self.start()

    def log(self) -> str:
        path = self.folder / "dovecot.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def mailbox(self, address: str = "", password: str = "") -> Mailbox:
        """A fresh account; with no address given, one that no other test has."""
        if not address and not password and self._spare:
            address = self._spare.pop()
            return Mailbox(self, address, self._passwords[address])
        address = address or f"rowan-{secrets.token_hex(6)}@example.test"
        password = password or secrets.token_urlsafe(12)
        self.set_password(address, password)
        return Mailbox(self, address, password)

    def set_password(self, address: str, password: str) -> None:
        """Returns once the new password is known to the running server."""
        self._passwords[address] = password
        self._write_passwords()
        for _ in range(100):
            done = subprocess.run(
                ["doveadm", "-c", str(self.config), "auth", "test", address, password], capture_output=True, check=False
            )
            if done.returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError(f"Dovecot does not take the new password:\n{self.log()}")

    def _write_passwords(self) -> None:
        self._changes += 1
        fresh = self.folder / "passwd.new"
        fresh.write_text("".join(f"{user}:{{PLAIN}}{word}\n" for user, word in self._passwords.items()))
        os.utime(fresh, (1_700_000_000 + self._changes,) * 2)
        fresh.replace(self.folder / "passwd")

    def knows(self, address: str) -> bool:
        return address in self._passwords

    def deliver(self, address: str, content: bytes) -> None:
        """Put a mail into the account's INBOX as a mail server would."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as lmtp:
            lmtp.sendmail("sender@example.test", [address], content)

    def doveadm(self, *arguments: str) -> str:
        done = subprocess.run(
            ["doveadm", "-c", str(self.config), *arguments], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"doveadm {' '.join(arguments)}: {done.stderr}")
        return done.stdout
