"""What is new in INBOX and Sent, and at first the last ninety days, newest first. Changes nothing in the mailbox.

Folders are opened read-only and bodies fetched with PEEK. The cursor holds, for each folder: `uidvalidity`; `last`,
the highest UID seen; `newest`, the newest time of arrival seen; `since`, the day from which a first import takes; and
while an import is under way `back`: `below`, the UID it has come down to, `since`, and after a renumbering
`fresh_after`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from handlet.channels.contract import Batch, RawEvent
from handlet.channels.imap import sessions
from handlet.channels.imap.sessions import Client, Interrupted

FIRST_IMPORT = timedelta(days=90)
# After a renumbering everything older was imported before; a month covers clocks and slow relays.
MATCH_AGAIN = timedelta(days=30)
LARGEST_MAIL = 50_000_000
BATCH_COUNT = 50
BATCH_BYTES = 8_000_000
# UIDs asked for at once while catching up, and places asked for at once in a first import.
_STRETCH = 2_000
_WINDOW = 20_000
_BATCHES_AT_ONCE = 20

State = dict[str, Any]


def collect(
    settings: Mapping[str, Any], secret: Mapping[str, str], cursor: Mapping[str, Any], now: datetime
) -> Iterator[Batch]:
    """Batches of raw mail, each with the cursor after it; see `contract.Channel`.

    New mail always goes before the import of old mail, also while that is under way. A session that the server ends
    is opened once more, from the cursor reached. Raises a ChannelError.
    """
    state: State = copy.deepcopy(dict(cursor))
    state.setdefault("folders", {})
    try:
        with sessions.session(settings, secret) as client:
            yield from _Collection(client, state, now).batches()
    except Interrupted:
        # A folder renumbered or made again under an open session makes that session useless, not the mailbox.
        with sessions.session(settings, secret) as client:
            yield from _Collection(client, state, now).batches()


class _Collection:
    """One run over one session; `state` is the cursor, kept true after every batch."""

    def __init__(self, client: Client, state: State, now: datetime) -> None:
        self.client = client
        self.state = state
        self.now = now
        self.waiting: dict[str, list[int]] = {}

    def batches(self) -> Iterator[Batch]:
        folders = self._folders()
        while True:
            for folder, role in folders:
                yield from self._new(folder, role)
            behind = next((one for one in folders if self._folder(one[0]).get("back")), None)
            if behind is None:
                break
            yield from self._import_for_a_while(*behind)
        yield Batch([], self._cursor())

    def _folders(self) -> list[tuple[str, str]]:
        found = [("INBOX", "inbox")]
        sent = sessions.sent_folder(self.client)
        # A server that leaves folders out of its list does not lose us our place in them.
        if sent is None:
            sent = next((name for name, one in self.state["folders"].items() if one.get("role") == "sent"), None)
        if sent is not None and sent.upper() != "INBOX":
            found.append((sent, "sent"))
        return found

    def _folder(self, name: str) -> State:
        folder: State = self.state["folders"].setdefault(name, {})
        return folder

    def _cursor(self, more: bool = False) -> Mapping[str, Any]:
        return copy.deepcopy(self.state)

    # --- opening ---------------------------------------------------------------------------------------------------

    def _open(self, name: str, role: str) -> int | None:
        """Open read-only and bring the folder's state in line; the UID the next mail will have, None if not told.

        A folder that is not there any more keeps its state: it may only be away.
        """
        answer = self.client.select_folder(name, readonly=True)
        validity, upcoming = _whole(answer.get(b"UIDVALIDITY")), _whole(answer.get(b"UIDNEXT"))
        if upcoming is None:
            status = self.client.folder_status(name, ["UIDNEXT", "UIDVALIDITY"])
            upcoming = _whole(status.get(b"UIDNEXT"))
            validity = validity or _whole(status.get(b"UIDVALIDITY"))
        if upcoming is None:
            upcoming = max((uid for uid in self._uids("1:*")), default=0) + 1
        folder = self._folder(name)
        folder["role"] = role
        if "uidvalidity" not in folder:
            since = (self.now - FIRST_IMPORT).date().isoformat()
            folder |= {"uidvalidity": validity, "last": upcoming - 1, "since": since}
            folder["back"] = {"below": upcoming, "since": since}
        elif (validity is not None and folder["uidvalidity"] != validity) or upcoming <= int(folder["last"]):
            # Renumbered, or numbers given out twice, which only a broken or restored server does.
            self._start_again(folder, validity, upcoming)
            self.waiting.pop(name, None)
        return upcoming

    def _start_again(self, folder: State, validity: int | None, upcoming: int) -> None:
        newest = _moment(folder.get("newest"))
        unfinished = folder.get("back")
        since = str(folder.get("since") or (self.now - FIRST_IMPORT).date().isoformat())
        if not unfinished and newest is not None:
            since = max(since, (newest - MATCH_AGAIN).date().isoformat())
        folder |= {"uidvalidity": validity, "last": upcoming - 1}
        folder["back"] = {"below": upcoming, "since": since}
        if newest is not None:
            folder["back"]["fresh_after"] = newest.isoformat()

    # --- new mail --------------------------------------------------------------------------------------------------

    def _new(self, name: str, role: str) -> Iterator[Batch]:
        try:
            upcoming = self._open(name, role)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            if name == "INBOX":
                raise
            return
        folder = self._folder(name)
        while upcoming is not None and int(folder["last"]) < upcoming - 1:
            first = int(folder["last"]) + 1
            final = first + _STRETCH >= upcoming
            last = upcoming - 1 if final else first + _STRETCH - 1
            # With nothing newer, `n:*` still answers with the last mail there is; what is not newer is left out.
            uids = sorted(uid for uid in self._uids(f"{first}:{'*' if final else last}") if uid >= first)
            for some in _split(uids, BATCH_COUNT):
                for events in self._fetch(name, role, some, historical=False):
                    yield self._stored(folder, events)
                folder["last"] = max(int(folder["last"]), some[-1])
            folder["last"] = max(int(folder["last"]), last)

    def _stored(self, folder: State, events: Sequence[RawEvent]) -> Batch:
        uids = [int(event.provider_event_id.rsplit("/", 1)[1]) for event in events]
        folder["last"] = max([int(folder["last"]), *uids])
        self._note_newest(folder, events)
        return Batch(list(events), self._cursor(), more=True)

    def _note_newest(self, folder: State, events: Sequence[RawEvent]) -> None:
        times = [moment for event in events if (moment := _moment(event.meta.get("internal_date"))) is not None]
        known = _moment(folder.get("newest"))
        # A clock far ahead at the provider must not make everything after it look old.
        newest = max([moment for moment in times if moment <= self.now + timedelta(days=1)], default=None)
        if newest is not None and (known is None or newest > known):
            folder["newest"] = newest.isoformat()

    def _uids(self, span: str) -> list[int]:
        return [int(uid) for uid in self.client.search(["UID", span])]

    # --- old mail --------------------------------------------------------------------------------------------------

    def _import_for_a_while(self, name: str, role: str) -> Iterator[Batch]:
        """Batches of a first import, until something new comes, it is finished, or it is time to look elsewhere.

        Opening a folder of many thousand mails costs some servers a second, so it stays open for several batches.
        """
        folder = self._folder(name)
        try:
            answer = self.client.select_folder(name, readonly=True)
            if name not in self.waiting:
                self.waiting[name] = self._older(folder["back"], _whole(answer.get(b"EXISTS")) or 0)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            if name == "INBOX":
                raise
            folder.pop("back", None)
            return
        for _ in range(_BATCHES_AT_ONCE):
            batch = self._import_some(name, role)
            if batch is None:
                return
            yield batch
            if any(b"EXISTS" in answer for answer in self.client.noop()[1] if isinstance(answer, tuple)):
                return

    def _import_some(self, name: str, role: str) -> Batch | None:
        """The next batch of a first import of the open folder, or None with the import marked as finished."""
        folder = self._folder(name)
        back = folder["back"]
        waiting = self.waiting[name]
        if not waiting:
            folder.pop("back", None)
            self.waiting.pop(name, None)
            return None
        some, self.waiting[name] = waiting[:BATCH_COUNT], waiting[BATCH_COUNT:]
        fetching = self._fetch(name, role, some, historical=True, fresh_after=str(back.get("fresh_after") or ""))
        events = next(fetching, [])
        done = int(events[-1].provider_event_id.rsplit("/", 1)[1]) if events else some[-1]
        # What did not go into one group for its size waits for the next batch.
        self.waiting[name] = [uid for uid in some if uid < done] + self.waiting[name]
        back["below"] = done
        self._note_newest(folder, events)
        return Batch(events, self._cursor(), more=True)

    def _older(self, back: Mapping[str, Any], total: int) -> list[int]:
        """UIDs that a first import still has to take, highest first. Asked for by places, so that no answer is huge."""
        since = date.fromisoformat(str(back["since"]))
        below = int(back["below"])
        found: set[int] = set()
        top = total
        while top > 0:
            bottom = max(1, top - _WINDOW + 1)
            found.update(
                int(uid) for uid in self.client.search([f"{bottom}:{top}", "SINCE", since]) if int(uid) < below
            )
            top = bottom - 1
        return sorted(found, reverse=True)

    # --- bodies ----------------------------------------------------------------------------------------------------

    def _fetch(
        self, name: str, role: str, uids: Sequence[int], *, historical: bool, fresh_after: str = ""
    ) -> Iterator[list[RawEvent]]:
        """Groups of events in the order of `uids`, no group larger than BATCH_BYTES by more than its last mail.

        A mail that is gone meanwhile is left out; one that cannot be fetched, or is too large, becomes an event that
        says so.
        """
        sizes = self._sizes(uids)
        group: list[int] = []
        weight = 0
        for uid in uids:
            size = sizes.get(uid, 0)
            if group and weight + size > BATCH_BYTES:
                yield from self._fetched(name, role, group, sizes, historical, fresh_after)
                group, weight = [], 0
            group.append(uid)
            weight += min(size, LARGEST_MAIL)
        if group:
            yield from self._fetched(name, role, group, sizes, historical, fresh_after)

    def _fetched(
        self,
        name: str,
        role: str,
        uids: Sequence[int],
        sizes: Mapping[int, int],
        historical: bool,
        fresh_after: str,
    ) -> Iterator[list[RawEvent]]:
        small = [uid for uid in uids if sizes.get(uid, 0) <= LARGEST_MAIL]
        bodies = self._bodies(small)
        events: list[RawEvent] = []
        validity = self._folder(name)["uidvalidity"]
        for uid in uids:
            size = sizes.get(uid, 0)
            found = self._heads(uid) if size > LARGEST_MAIL else bodies.get(uid)
            if found is None:
                continue
            body, arrived, trouble = found
            if size > LARGEST_MAIL:
                trouble = f"This message is {size // 1_000_000} MB large and was not fetched. Open it in your own mail program."
            meta: dict[str, Any] = {
                "folder": name,
                "role": role,
                "collected_at": self.now.isoformat(),
                "historical": historical,
            }
            if arrived is not None:
                meta["internal_date"] = arrived.isoformat()
            if fresh_after:
                meta["fresh_after"] = fresh_after
            if trouble:
                meta["trouble"] = trouble
            events.append(RawEvent(f"{name}/{validity}/{uid}", body, meta))
        if events:
            yield events

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        try:
            answer = self.client.fetch(uids, ["RFC822.SIZE"])
        except IMAPClientAbortError:
            raise
        except (IMAPClientError, ValueError, KeyError, IndexError, TypeError):
            return {}
        return {int(uid): _whole(one.get(b"RFC822.SIZE")) or 0 for uid, one in answer.items()}

    def _bodies(self, uids: Sequence[int]) -> dict[int, tuple[bytes, datetime | None, str]]:
        if not uids:
            return {}
        try:
            found = self._ask(uids, "BODY.PEEK[]", b"BODY[]")
        except IMAPClientAbortError:
            raise
        except (IMAPClientError, ValueError, KeyError, IndexError, TypeError):
            found = {}
        refused = 0
        for uid in uids:
            if uid not in found and (one := self._one(uid)) is not None:
                found[uid] = one
                refused += bool(one[2])
        if refused == len(uids) > 1:
            raise Interrupted("The mail server hands out no messages at the moment.")
        return found

    def _ask(self, uids: Sequence[int], item: str, key: bytes) -> dict[int, tuple[bytes, datetime | None, str]]:
        answer = self.client.fetch(uids, [item, "INTERNALDATE"])
        found: dict[int, tuple[bytes, datetime | None, str]] = {}
        for uid, one in answer.items():
            body = one.get(key)
            if isinstance(body, bytes):
                found[int(uid)] = (body, _moment(one.get(b"INTERNALDATE")), "")
        return found

    def _one(self, uid: int) -> tuple[bytes, datetime | None, str] | None:
        """A mail that was missing from an answer for many: asked for alone; None where it is gone from the folder."""
        try:
            alone = self._ask([uid], "BODY.PEEK[]", b"BODY[]").get(uid)
            if alone is not None:
                return alone
            if uid not in {int(one) for one in self.client.search(["UID", str(uid)])}:
                return None
        except IMAPClientAbortError:
            raise
        except (IMAPClientError, ValueError, KeyError, IndexError, TypeError) as error:
            if any(code in str(error) for code in ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]")):
                raise Interrupted("The mail server hands out no messages at the moment.") from error
            self.client.noop()
        return b"", None, "The mail server could not hand this message out. Look for it in your own mail program."

    def _heads(self, uid: int) -> tuple[bytes, datetime | None, str] | None:
        try:
            found = self._ask([uid], "BODY.PEEK[HEADER]", b"BODY[HEADER]").get(uid)
        except IMAPClientAbortError:
            raise
        except (IMAPClientError, ValueError, KeyError, IndexError, TypeError):
            found = None
        return found if found is not None else (b"", None, "")


def _split(uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for at in range(0, len(uids), size):
        yield uids[at : at + size]


def _whole(value: Any) -> int | None:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else None
    try:
        return int(value) if value is not None else None
    except (TypeError, ValueError):
        return None


def _moment(value: Any) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    try:
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
