"""Every error Kliping raises on purpose, named for what the caller does next.

    ScraperError                 anything below; its text names the remedy
    ├── InputError               a file, URL or argument is wrong: correct it and call again
    │   └── TakenDown            the article was taken down: nothing brings it back
    ├── PortalError              a portal declaration is wrong: correct the named file and field
    ├── ConfigError              kliping.toml is wrong: correct the named key
    ├── SiteError                a site cannot be examined: check its address, or declare it by hand
    ├── PageError                the bytes cannot be read as a page: record it, go on with the next
    │   └── TooCostly            the page exceeds its budget: look at it, or raise page_budget
    │       └── WorkerEnded      the process that read it died: as above
    ├── NoWorkers                no process that reads pages can be started: see stderr
    └── ArchiveError             the archive cannot be used as it is
        ├── NotAnArchive         the file is something else: name another with --archive
        ├── ArchiveTooNew        a newer Kliping wrote it: upgrade Kliping
        ├── ArchiveDamaged       something in it is not what was stored: restore it from a backup
        ├── ArchiveReplaced      a file was deleted or replaced during a run: put it back, run again
        ├── PagesMissing         its file of pages is missing: restore it, or go on without it
        ├── PagesForeign         the file of pages is another archive's: put its own there
        └── ArchiveLocked        another run holds it: wait, or stop that run

Each class has the exit code with which the `kliping` command ends when the error reaches the top.
"""

from typing import ClassVar, Final

__all__ = [
    "BAD_INPUT",
    "DEGRADED",
    "FAILED",
    "INTERRUPTED",
    "LOCKED",
    "OK",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveLocked",
    "ArchiveReplaced",
    "ArchiveTooNew",
    "ConfigError",
    "InputError",
    "NoWorkers",
    "NotAnArchive",
    "PageError",
    "PagesForeign",
    "PagesMissing",
    "PortalError",
    "ScraperError",
    "SiteError",
    "TakenDown",
    "TooCostly",
    "WorkerEnded",
]

OK: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2
DEGRADED: Final = 3
LOCKED: Final = 75
INTERRUPTED: Final = 130


class ScraperError(Exception):
    """Any error that Kliping raises on purpose; `str(error)` is one line that names the remedy."""

    exit_code: ClassVar[int] = FAILED


class InputError(ScraperError):
    """A file, URL or argument that the user gave is wrong."""

    exit_code = BAD_INPUT


class TakenDown(InputError):
    """The article was archived and taken down."""

    def __init__(self, text: str, at: str) -> None:
        super().__init__(text)
        self.at = at
        """When it was taken down: UTC, ISO 8601 with Z."""


class PortalError(ScraperError):
    """A portal declaration is wrong; the text names the declaration and the field."""

    exit_code = BAD_INPUT


class ConfigError(ScraperError):
    """kliping.toml is wrong; the text names the file and the key."""

    exit_code = BAD_INPUT


class SiteError(ScraperError):
    """A site cannot be examined, or shows no article that could be declared."""


class PageError(ScraperError):
    """The bytes of a page cannot be read at all (not even as a refusal)."""

    exit_code = BAD_INPUT


class TooCostly(PageError):
    """Reading the page takes more CPU time or memory than a page may."""


class WorkerEnded(TooCostly):
    """The process that was reading the page died of something other than its budget."""


class NoWorkers(ScraperError):
    """No process that reads pages can be started."""


class ArchiveError(ScraperError):
    """The archive cannot be used as it is."""


class NotAnArchive(ArchiveError):
    """The file is not a Kliping archive; nothing in it was touched."""

    exit_code = BAD_INPUT


class ArchiveTooNew(ArchiveError):
    """The archive has migrations that this Kliping does not know; nothing in it was touched."""

    exit_code = BAD_INPUT


class ArchiveDamaged(ArchiveError):
    """A file, an index or a page of the archive is not what was stored."""


class ArchiveReplaced(ArchiveError):
    """A file of the archive was deleted or replaced while it was open.

    What was not committed before that is lost.
    """


class PagesMissing(ArchiveError):
    """The archive has a file of pages, and that file is missing."""


class PagesForeign(ArchiveError):
    """The file of pages beside the archive is another archive's; nothing in it was touched."""


class ArchiveLocked(ArchiveError):
    """Another run holds the archive's lock."""

    exit_code = LOCKED
