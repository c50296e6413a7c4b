"""The archive's lock: one run at a time; it is free again when its process has died."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.archive.storage.database import resolve_path
from scraper.errors import ArchiveError, ArchiveLocked, InputError


@contextmanager
def lock_archive(archive_path: Path) -> Iterator[None]:
    """Hold the archive's lock (`archive.db.lock` beside it) during the block.

    The system releases the lock when the process ends, however it ends.

    Raises:
        ArchiveLocked: another run holds it.
        InputError: there is no such folder.
        ArchiveError: the folder may not be written.
    """
    archive_path = resolve_path(archive_path)  # through a link it is the same lock
    path = archive_path.with_name(f"{archive_path.name}.lock")
    try:
        file = path.open("a+", encoding="ascii")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(
            f"there is no folder {path.parent}: make it, or name another place with --archive"
        ) from error
    except OSError as error:
        raise ArchiveError(
            f"{path} may not be written ({error.strerror}): give yourself the right to write its"
            " folder"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise ArchiveLocked(
                f"{archive_path}: another run holds it (process"
                f" {file.read().strip() or 'unknown'}): wait for it"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield  # the file stays: unlinked, two runs could lock two files of the same name
