"""Scrapy's process, which Kliping ends within two seconds of a signal."""

import signal
from types import FrameType
from typing import Final

from scrapy.crawler import AsyncCrawlerProcess

GRACE: Final = 1.0
"""Seconds that requests in flight have to finish after a signal; then they are given up and stay
due."""
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Process(AsyncCrawlerProcess):
    """The stock process, which by itself waits up to half a minute for each answer in flight."""

    def run(self) -> None:
        """Run the crawls added by `crawl` to their end, then restore the signal handlers."""
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        # The stock process leaves SIGHUP to the system, which kills the process.
        if before[signal.SIGHUP] is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._signal_shutdown)
        try:
            self.start()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _signal_shutdown(self, signum: int, frame: FrameType | None) -> None:
        # At the top of the file, the import would install a reactor before Scrapy installs its own.
        from twisted.internet import reactor  # noqa: PLC0415

        super()._signal_shutdown(signum, frame)
        reactor.callFromThread(reactor.callLater, GRACE, self._stop_reactor)
