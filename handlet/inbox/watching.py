"""Mailboxes that are listened to: each held by one worker through a lease, taken over by another when it dies.

A push is only a hint that there is news: what follows is an ordinary collection.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import connection as database
from django.db.models import Q

from handlet.accounts.tenancy import acting_for
from handlet.channels import connecting, registry
from handlet.channels.contract import ChannelError
from handlet.channels.models import Connection
from handlet.inbox import waking

log = structlog.get_logger("handlet.inbox")

LEASE = timedelta(seconds=60)
ROUND_SECONDS = 20.0
# How long one wait lasts; short enough that a lease is renewed in time and a revoked mailbox is let go soon.
WAIT_SECONDS = 25.0

Clock = Callable[[], datetime]


class Watchers:
    """One thread a mailbox, within one worker process. `run` returns when `stop` is set."""

    def __init__(self, name: str, clock: Clock, stop: threading.Event, most: int = 200) -> None:
        self.name, self.clock, self.stop, self.most = name, clock, stop, most
        self.threads: dict[uuid.UUID, threading.Thread] = {}

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self._take_over()
            except Exception:
                # The database may be away for a moment; the next round tries again.
                log.exception("watch_round_failed")
            finally:
                database.close()
            self.stop.wait(ROUND_SECONDS if self.threads else 3.0)
        for thread in self.threads.values():
            thread.join(timeout=5)

    def _take_over(self) -> None:
        self.threads = {id: thread for id, thread in self.threads.items() if thread.is_alive()}
        with database.cursor() as cursor:
            cursor.execute("SELECT business_id, connection_id FROM handlet_active_connections('imap')")
            active = cursor.fetchall()
        for business_id, connection_id in active:
            if connection_id in self.threads or len(self.threads) >= self.most:
                continue
            if self._lease(business_id, connection_id):
                thread = threading.Thread(
                    target=self._watch, args=(business_id, connection_id), name="watch", daemon=True
                )
                self.threads[connection_id] = thread
                thread.start()

    def _lease(self, business_id: uuid.UUID, connection_id: uuid.UUID) -> bool:
        """Take or renew; False where another worker holds it or the mailbox is no longer active."""
        now = self.clock()
        with acting_for(business_id):
            free = Q(watched_by="") | Q(watched_by=self.name) | Q(watched_until__lt=now) | Q(watched_until=None)
            active = Q(state__in=(Connection.State.LIVE, Connection.State.DEGRADED))
            return bool(
                Connection.objects.filter(free, active, pk=connection_id).update(
                    watched_by=self.name, watched_until=now + LEASE
                )
            )

    def _watch(self, business_id: uuid.UUID, connection_id: uuid.UUID) -> None:
        pause = 5.0
        first = True
        try:
            while not self.stop.is_set() and self._lease(business_id, connection_id):
                with acting_for(business_id):
                    row = Connection.objects.get(pk=connection_id)
                    settings, secret = row.settings or {}, connecting.secret_of(row)
                    if first:
                        waking.ask_to_collect(business_id=business_id, connection_id=connection_id)
                        first = False
                database.close()
                try:
                    news = registry.wait_for_news(row.kind, settings, secret, WAIT_SECONDS, self.stop)
                    pause = 5.0
                except ChannelError:
                    # The collection that runs anyway says on the card what is wrong.
                    self.stop.wait(pause)
                    pause = min(pause * 2, 300.0)
                    continue
                if news:
                    with acting_for(business_id):
                        waking.ask_to_collect(business_id=business_id, connection_id=connection_id)
        except Exception:
            log.exception("watch_failed", connection=str(connection_id))
        finally:
            registry.let_go("imap")
            database.close()
