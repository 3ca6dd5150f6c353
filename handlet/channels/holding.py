"""What channels hold: the connections of a business and their secrets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlet.channels.models import Connection, ConnectionSecret
from handlet.privacy.subjects import Subject
from handlet.privacy.walk import Holder, Holding


class ChannelsHolder(Holder):
    def holdings(self, subject: Subject) -> Sequence[Holding]:
        if subject.kind != "business":
            return []
        return [
            Holding("connection secrets", ConnectionSecret.objects.filter(business_id=subject.id)),
            Holding("connections", Connection.objects.filter(business_id=subject.id)),
        ]

    def export(self, subject: Subject) -> Mapping[str, Any]:
        """What is connected and since when; never the secret."""
        if subject.kind != "business":
            return {}
        return {
            "connections": [
                {"kind": row.kind, "label": row.label, "state": row.state, "since": row.created_at}
                for row in Connection.objects.filter(business_id=subject.id).order_by("created_at")
            ]
        }
