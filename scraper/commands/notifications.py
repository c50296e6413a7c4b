"""Tell the operator that a run went wrong: by mail, webhook, or any service that Apprise knows.

Apprise is optional: `pip install 'kliping[notify]'`.
"""

from collections.abc import Sequence
from importlib.util import find_spec

from scraper.errors import ConfigError


def check_addresses(urls: Sequence[str]) -> None:
    """Check before a run that its notification can be sent after it.

    Raises:
        ConfigError: Apprise is not installed, or does not know one of the URLs.
    """
    if not urls:
        return
    if find_spec("apprise") is None:
        raise ConfigError(
            "notify: Apprise is not installed: pip install 'kliping[notify]',"
            " or remove `notify` from kliping.toml"
        )
    from apprise import Apprise

    for number, url in enumerate(urls, start=1):
        if not Apprise().add(url):
            raise ConfigError(
                f"notify: Apprise does not know URL {number} of {len(urls)}: correct it"
                " (it may contain a password, so it is not shown)"
            )


def notify_operator(urls: Sequence[str], subject: str, lines: Sequence[str]) -> bool:
    """Send the lines to every URL; False if one of them could not be reached.

    Call `check_addresses` first.
    """
    from apprise import Apprise

    sender = Apprise()
    for url in urls:
        sender.add(url)
    return bool(sender.notify(title=subject, body="\n".join(lines)))
