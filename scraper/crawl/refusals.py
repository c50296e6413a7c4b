"""Why a request was not sent, or its answer not followed.

Scrapy hands each to the request's errback, and the errback to the archive.
"""

from scrapy.exceptions import IgnoreRequest


class OffSite(IgnoreRequest):
    """The URL, or what it redirects to, is on no host of its portal."""


class BadRedirect(IgnoreRequest):
    """The answer redirects to what can be no http(s) URL."""


class RobotsForbid(IgnoreRequest):
    """The host's robots.txt forbids the URL."""


class RobotsUnreadable(IgnoreRequest):
    """The host's robots.txt could not be had, so that everything on it is off limits (RFC 9309, section 2.3.1.4)."""


class Damaged(IgnoreRequest):
    """The answer's bytes are not what its headers say."""


class Unasked(IgnoreRequest):
    """A visitor who has nothing yet is told that nothing has changed: believed, that would hide that there is no article."""


class BackedOff(IgnoreRequest):
    """The run has stopped asking the portal; the URL was not fetched and stays due."""
