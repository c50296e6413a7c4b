from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A fresh archive on disk."""
    with Archive.open(tmp_path / "archive.db", create=True) as opened:
        yield opened
