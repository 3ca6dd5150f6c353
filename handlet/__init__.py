"""Handlet: inbox and quoting for UK trades."""
