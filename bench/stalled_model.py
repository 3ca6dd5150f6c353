"""A language model that never answers, and the same house without one: does mail reach the open inbox any later?

Both halves in one run: the first without a model, the second with one that takes every request and says nothing until its
deadline. The figure to look at is the ratio.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import UTC, datetime

from bench import house
from bench.delivery import Page
from tests.peers.odd_model import Fault, odd_model


def agree_to(address: str) -> None:
    """The owner's agreement to the model that listens at `address`, in the running service."""
    from handlet.operations import database

    with database.django_at_hand():
        from django.utils.timezone import now

        from handlet.accounts.businesses import all_business_ids
        from handlet.accounts.models import Membership
        from handlet.accounts.tenancy import acting_for
        from handlet.drafting import model_settings
        from handlet.drafting.language_model.endpoint import Endpoint, Mode, Shape

        (business_id,) = all_business_ids()
        with acting_for(business_id):
            member = Membership.objects.select_related("user").get()
            endpoint = Endpoint(Shape.OPENAI, address, "odd-1", "key-of-the-bench", Mode.PROMPTED, "Bench", "UK")
            model_settings.use(
                by=member,
                endpoint=endpoint,
                choice="own",
                daily_limit=2000,
                agreement=model_settings.Agreement("For measuring.", "bench"),
                now=now(),
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=15, help="in each half")
    options = parser.parse_args()
    with (
        odd_model(Fault(how="stall")) as model,
        house.mail_servers() as server,
        house.folder() as data,
        house.service(data) as running,
    ):
        mailbox = server.mailbox()
        email = house.owner_of_mailboxes(data, [mailbox])
        page = Page(f"http://localhost:{running.port}", email)
        time.sleep(15)
        halves: list[list[float]] = []
        for half in range(2):
            if half:
                agree_to(f"{model.url}/v1")
            taken = []
            for number in range(half * 500 + 1, half * 500 + 1 + options.messages):
                page.expect(f"Customer {number:04d}")
                content = house.mail(number, datetime.now(UTC), mailbox.address).replace(
                    f"Customer {number} ".encode(), f"Customer {number:04d} ".encode()
                )
                begun = time.perf_counter()
                mailbox.deliver(content)
                if page.seen.wait(60):
                    taken.append(page.shown[page.wanted] - begun)
                time.sleep(0.5)
            halves.append(taken)
        asked = len(model.bodies)
        model.stop.set()
    without, stalled = (sorted(half) for half in halves)
    house.say(
        "stalled_model",
        without_model=house.spread(without),
        with_stalled_model=house.spread(stalled),
        ratio_of_medians=round(stalled[len(stalled) // 2] / without[len(without) // 2], 2),
        not_seen=2 * options.messages - len(without) - len(stalled),
        requests_that_stalled=asked,
    )


if __name__ == "__main__":
    os.environ.setdefault("HANDLET_ALLOW_PRIVATE_HOSTS", "1")
    main()
