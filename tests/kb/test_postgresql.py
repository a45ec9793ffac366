from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests.needs import POSTGRESQL
from tests.postgresql import binaries, cluster


def test_the_newest_server_is_taken(tmp_path: Path) -> None:
    for version in ("9.6", "15", "13"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert binaries(tmp_path) == tmp_path / "15" / "bin"


def test_without_a_server_there_is_none(tmp_path: Path) -> None:
    assert binaries(tmp_path) is None


@pytest.mark.skipif(not POSTGRESQL.found(), reason=POSTGRESQL.install)
def test_a_server_answers_and_is_gone_afterwards_even_after_an_error() -> None:
    class Interrupted(Exception):
        pass

    seen: list[str] = []

    def use_and_fail() -> None:
        with cluster() as address:
            with psycopg.connect(address) as connection:
                found = connection.execute("SHOW data_directory").fetchone() or ("",)
                seen.extend([address, found[0]])
            raise Interrupted

    with pytest.raises(Interrupted):
        use_and_fail()
    address, folder = seen
    assert not Path(folder).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)
