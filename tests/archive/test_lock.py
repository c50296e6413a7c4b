"""One run at a time; a dead process holds nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.archive import lock_archive
from scraper.errors import LOCKED, ArchiveLocked, InputError

HOLD = """
import sys, time
from pathlib import Path
from scraper.archive import lock_archive
with lock_archive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_run_is_told_who_holds_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with (
        lock_archive(path),
        pytest.raises(ArchiveLocked, match=rf"process {os.getpid()}"),
        lock_archive(path),
    ):
        pass
    with lock_archive(path):
        assert (tmp_path / "archive.db.lock").exists()
    assert ArchiveLocked.exit_code == LOCKED


def test_two_archives_have_two_locks(tmp_path: Path) -> None:
    with lock_archive(tmp_path / "a.db"), lock_archive(tmp_path / "b.db"):
        pass


def test_a_killed_process_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ArchiveLocked, match=f"process {holder.pid}"), lock_archive(path):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    with lock_archive(path):
        pass


def test_a_missing_folder_is_the_users_to_correct(tmp_path: Path) -> None:
    with (
        pytest.raises(InputError, match="there is no folder"),
        lock_archive(tmp_path / "tiada" / "archive.db"),
    ):
        pass
