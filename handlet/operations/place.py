"""The data folder and the master key in it.

postgres/       the embedded database
blobs/          sealed files
account-mail/   confirmation mail, where no mail server was set
logs/           what web, worker and database wrote
master.key      32 bytes in base64; readable by the owner of the folder only
"""

from __future__ import annotations

import base64
import binascii
import os
import sys
from pathlib import Path

from handlet.operations.trouble import Trouble

CHECKOUT = Path(__file__).resolve().parents[2]
KEY_BYTES = 32


def data_folder() -> Path:
    """The folder from HANDLET_DATA (which `--data` sets), or `data` in the checkout. Made when it is missing.

    Raises Trouble where it cannot be made or written to.
    """
    data = Path(os.environ.get("HANDLET_DATA") or CHECKOUT / "data").expanduser().resolve()
    try:
        if not data.exists():
            data.mkdir(parents=True, exist_ok=True)
            # As root, the database runs as another user who has to pass through.
            data.chmod(0o711 if os.geteuid() == 0 else 0o700)
        for name in ("blobs", "account-mail", "logs", "static"):
            (data / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"The data folder {data} cannot be used ({error.strerror}). Name another one with --data or HANDLET_DATA."
        ) from error
    if not os.access(data, os.W_OK):
        raise Trouble(f"The data folder {data} cannot be written to. Name another one with --data or HANDLET_DATA.")
    os.environ["HANDLET_DATA"] = str(data)
    return data


def master_key(data: Path, *, create: bool = True) -> bytes:
    """The key from HANDLET_MASTER_KEY, or from the file in the data folder, which the first start makes.

    Raises Trouble where it is malformed, or missing beside data that was sealed with it.
    """
    given = os.environ.get("HANDLET_MASTER_KEY")
    file = data / "master.key"
    if given:
        return _decode(given, "HANDLET_MASTER_KEY")
    if file.exists():
        try:
            return _decode(file.read_text(), str(file))
        except OSError as error:
            raise Trouble(f"The master key {file} cannot be read ({error.strerror}).") from error
    if not create or (data / "postgres" / "PG_VERSION").exists():
        raise Trouble(
            f"The master key is missing: there is no {file}, and HANDLET_MASTER_KEY is not set. Without it nothing in "
            "this data folder can be read. Put your copy of it back."
        )
    key = os.urandom(KEY_BYTES)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write(base64.b64encode(key).decode() + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    print(
        f"A new master key was made: {file}\n"
        "Copy it to a safe place now, away from the data and its backups: without it nothing can be read again.\n",
        file=sys.stderr,
    )
    return key


def _decode(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise Trouble(f"{where} is not a master key: it must be {KEY_BYTES} bytes, written in base64.")
    return key
