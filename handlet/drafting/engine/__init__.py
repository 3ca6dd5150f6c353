"""The embedded engine: no model, no network, the same answer every time."""
