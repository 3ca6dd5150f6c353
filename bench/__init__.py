"""Figures of docs/performance.md, one command each: `.venv/bin/python -m bench.start` and so on. Each prints JSON.

They are commands, never tests: a machine is shared and noisy. Runs on Linux with the development environment; those with
mailboxes need Dovecot.
"""
