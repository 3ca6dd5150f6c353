"""The embedded engine: reads, matches, prices, asks, writes and guards with no key, no network and no model."""

from handlet.drafting.engine.proposing import propose

__all__ = ["propose"]
