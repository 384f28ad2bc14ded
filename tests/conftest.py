"""What every test shares: quiet, repeatable runs of hypothesis and no network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# No deadline and no complaint about a slow machine: a test says what is right, not how fast.
settings.register_profile(
    "warraq",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("warraq")


@pytest.fixture(autouse=True, scope="session")
def _no_memory_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what builds remember out of the user's cache folder, and theirs out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})
_connect = socket.socket.connect


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that connects to another machine: warraq works without a network."""

    def refuse(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in _THIS_MACHINE:
            pytest.fail(f"a connection to {address[0]} was attempted")
        _connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
