"""The database and the cast are at hand in every test, wherever it lies."""

pytest_plugins = ["tests.database", "tests.cast"]
