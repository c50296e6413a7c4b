"""Why a request was not sent, or its answer not used.

Raised by the middlewares. Scrapy passes each to the request's errback, which records it.
"""

from scrapy.exceptions import IgnoreRequest


class OffSite(IgnoreRequest):
    """The URL, or what it redirects to, is on no host of its portal."""


class BadRedirect(IgnoreRequest):
    """The answer redirects to something that is no http(s) URL."""


class RobotsForbid(IgnoreRequest):
    """The host's robots.txt forbids the URL."""


class RobotsUnreadable(IgnoreRequest):
    """The host's robots.txt could not be read, so everything on it is off limits.

    RFC 9309, section 2.3.1.4.
    """


class Damaged(IgnoreRequest):
    """The answer's bytes are not what its headers say."""


class Unasked(IgnoreRequest):
    """The server answers "not modified" to a request without a condition.

    Believing it would hide that we do not have the page.
    """


class BackedOff(IgnoreRequest):
    """The run has stopped asking the portal; the URL was not fetched and stays due."""
