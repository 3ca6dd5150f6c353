"""Several people, or several workers, at the same moment: each in a thread and on a database connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or the exception that it raised, in the order of the acts. They begin together.

    An act that waits for another for half a minute fails the test: it is a deadlock.
    """
    gate = threading.Barrier(len(acts))
    ended: list[Any] = [TimeoutError("It did not end.")] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=30)
            ended[place] = act()
        except Exception as error:
            ended[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return ended


def faults_of(ended: list[Any]) -> list[Exception]:
    return [one for one in ended if isinstance(one, Exception)]
