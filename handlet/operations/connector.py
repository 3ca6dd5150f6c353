"""How a worker reaches its queue: its own connections for fetching jobs, the job's transaction for deferring more.

Procrastinate's own connector for workers would write a deferred job outside the transaction of the job that defers it:
the next free place would begin it before what it is about is committed, find nothing and be done.
"""

from __future__ import annotations

from procrastinate.connector import BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

ALIAS = "default"


class WorkerConnector(PsycopgConnector):
    """Asynchronous calls (fetch, finish, listen) go through a pool of connections; synchronous ones, which jobs make from
    their threads, through Django's connection of that thread, so that they share its transaction.
    """

    def __init__(self) -> None:
        super().__init__(kwargs=connector_params(ALIAS))

    def get_sync_connector(self) -> BaseConnector:
        return DjangoConnector(alias=ALIAS)
