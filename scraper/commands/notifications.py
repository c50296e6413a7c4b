"""A word to the operator when a run went wrong, by mail, webhook or whatever else Apprise speaks (`pip install 'kliping[notify]'`)."""

from collections.abc import Sequence
from importlib.util import find_spec

from scraper.errors import ConfigError


def check_address(urls: Sequence[str]) -> None:
    """Call it before a run whose end is to be told: a message that cannot be sent must not be found out about then.

    Raises:
        ConfigError: Apprise is not installed, or does not know one of the URLs.
    """
    if not urls:
        return
    if find_spec("apprise") is None:
        raise ConfigError(
            "notify: Apprise is not installed: pip install 'kliping[notify]', or take `notify` out"
            " of kliping.toml"
        )
    from apprise import Apprise

    for number, url in enumerate(urls, start=1):
        if not Apprise().add(url):
            raise ConfigError(
                f"notify: Apprise does not know URL {number} of {len(urls)}: mend it (its text may"
                " hold a password, so it is not shown)"
            )


def notify_operator(urls: Sequence[str], subject: str, lines: Sequence[str]) -> bool:
    """Send the lines to every URL; False where one of them could not be reached.

    Call `check_address` first.
    """
    from apprise import Apprise

    sender = Apprise()
    for url in urls:
        sender.add(url)
    return bool(sender.notify(title=subject, body="\n".join(lines)))
