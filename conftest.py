"""The database, the cast and the mail servers are at hand in every test, wherever it lies."""

pytest_plugins = ["tests.database", "tests.cast", "tests.peers.plugin"]
