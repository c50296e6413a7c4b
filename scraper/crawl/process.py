"""Scrapy's process as Kliping runs it: told to end, it ends within two seconds, whatever is in flight."""

import signal
from types import FrameType
from typing import Final

from scrapy.crawler import AsyncCrawlerProcess

GRACE: Final = 1.0
"""Seconds that what is in flight has once the command was told to end; after them it is given
up, and stays due."""
_ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Process(AsyncCrawlerProcess):
    """A stock process, but for its end: that one waits for every answer that is on its way, half a minute for each."""

    def run(self) -> None:
        """Start what was added by `crawl`, and return when it is over; then signals do again what they did before."""
        before = {number: signal.getsignal(number) for number in _ENDING}
        if (
            before[signal.SIGHUP] is not signal.SIG_IGN
        ):  # the stock process leaves it to the system, which kills
            signal.signal(signal.SIGHUP, self._signal_shutdown)
        try:
            self.start()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _signal_shutdown(self, signum: int, frame: FrameType | None) -> None:
        from twisted.internet import (
            reactor,
        )

        super()._signal_shutdown(signum, frame)
        reactor.callFromThread(reactor.callLater, GRACE, self._stop_reactor)
