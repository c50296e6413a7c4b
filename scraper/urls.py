"""Canonical URLs: one spelling for every URL, by which an article is known."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from scraper.errors import InputError

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
MAX_URL: Final = 2048
"""Characters. A longer text is not taken for a link: no portal has one, and browsers, servers and
sitemaps (sitemaps.org) have about the same limit."""
URN_PREFIX: Final = "urn:kliping:sha256:"

AMP: Final = ((r"^(?:/amp)+(?=/)", ""), (r"(?<=.)(?<!./amp)(?:/amp)+$", ""))
"""(regular expression, replacement) for the path of an article's page for phones, on any system."""

_PATH_SAFE: Final = "/%:@!$&'()*+,;=~"
_MIRROR: Final = re.compile(r"^(?:(?:m|amp|mobile|www)\.)+(?=[^.]+\.)")
_NO_HOST: Final = re.compile(r"[\x00-\x20\x7f\"#%/:<>?@\[\\\]^`{|}]")
"""Characters that no host name has (the URL standard's forbidden domain code points)."""
_ESCAPED: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SESSION: Final = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
"""What servlet containers append to a path for visitors without cookies."""
_DAY: Final = re.compile(
    r"/(?:(?=\d{4}[/-]\d{2}[/-]\d{2}(?:/|$)|\d{14}-)|(?<=/read/)(?=\d{8}/))(?P<year>(?:19|20)\d{2})[/-]?(?P<month>\d{2})[/-]?(?P<day>\d{2})"
)
_TRACKING: Final = re.compile(
    r"^(utm_.*|fbclid|gclid|yclid|igshid|mc_[ce]id|_ga|ref|source|medium|campaign|from|phpsessid|jsessionid)$",
    re.IGNORECASE,
)


class Parts(StrEnum):
    """How a portal addresses the further pages of one article; the value shows the second page."""

    QUERY = "?page=2"
    """In the query, which a canonical URL drops."""
    PATH = "/2"
    """As a last path segment: a page number, an offset (`/15`), or `/all` for the whole article."""
    SLUG = "-part2"
    """At the end of the slug."""
    BEHIND = "/1"
    """As a last path segment that counts the pages after the first."""
    FILE = "-1.html"
    """Counted the same way, after the code at the end of the article's file name:
    `…-07a089-1.html`."""

    @property
    def aliases(self) -> tuple[tuple[str, str], ...]:
        """(regular expression, replacement): from the path of a further page to that of the first.

        A pattern matches a whole run of them, from its beginning: no further one stands before it.
        """
        match self:
            case Parts.QUERY:
                return ()
            case Parts.PATH:
                return (
                    (
                        r"(?<=[^/])(?<![^/]/\d)(?<![^/]/\d\d)(?<![^/]/(?:\d\d\d|all))(?:/(?:\d{1,3}|all))+$",
                        "",
                    ),
                )
            case Parts.SLUG:
                return ((r"(?<!-part\d)(?<!-part\d\d)(?<!-part\d\d\d)(?:-part\d{1,3})+$", ""),)
            case Parts.BEHIND:
                return ((r"(?<=[^/])(?<![^/]/\d)(?<![^/]/\d\d)(?:/\d{1,2})+$", ""),)
            case Parts.FILE:
                return ((r"(?<=-[0-9a-f]{6})-\d{1,2}(?=\.html$)", ""),)


def normalise(url: str, *, drop_query: bool = False, keep_query: Iterable[str] = ()) -> str:
    """The URL in its canonical spelling.

    The host is in lower case; fragment, default port, tracking parameters, session and trailing
    slash are removed. The scheme stays: a page of 2016 was at http. (The archive compares URLs
    without their scheme.) `drop_query` removes the whole query but the names in `keep_query`.
    Idempotent.

    >>> normalise("HTTP://Solo.Tribunnews.com:80/2020/10/09/vaksin/?utm_source=x#top")
    'http://solo.tribunnews.com/2020/10/09/vaksin'

    Raises:
        InputError: the text is not an absolute http(s) URL.
    """
    try:
        return _normalised(url, drop_query, frozenset(keep_query))
    except ValueError as error:
        raise InputError(
            f"{url[:100]!r} is not a URL ({error}): give an absolute http(s) URL"
        ) from error


def _normalised(url: str, drop_query: bool, kept: frozenset[str]) -> str:
    parts, host, port = _taken_apart(url.strip())
    if parts.scheme.lower() not in DEFAULT_PORTS or not host:
        raise InputError(
            f"{url!r} is not an absolute http(s) URL: give one such as"
            " https://jateng.tribunnews.com/…"
        )
    scheme = parts.scheme.lower()
    name = f"[{host}]" if ":" in host else host
    netloc = name if port in (None, DEFAULT_PORTS[scheme]) else f"{name}:{port}"
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name in kept or not (drop_query or _TRACKING.match(name))
    ]
    path = quote(_SESSION.sub("", parts.path).rstrip("/"), safe=_PATH_SAFE) or "/"
    return urlunsplit((scheme, netloc, path, urlencode(query), ""))


# Each link of a source is asked for three times in a row: uncached, a quarter of the time that a
# sitemap takes.
@lru_cache(maxsize=64)
def _taken_apart(url: str) -> tuple[SplitResult, str, int | None]:
    """The parts, host and port of a URL from outside.

    Raises:
        ValueError: it cannot be a URL, or its host is not a valid name (RFC 1035, RFC 5891).
    """
    if len(url) > MAX_URL:
        raise ValueError(f"it has {len(url):,} characters, more than {MAX_URL:,}")
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    url.encode()  # raises for half of a surrogate pair, which broken JSON may hold
    if host and ":" not in host:
        _check_name(host)
    return parts, host, port


@lru_cache(maxsize=64)  # all links of a source have the same few hosts
def _check_name(host: str) -> None:
    if _NO_HOST.search(host):
        raise ValueError(f"{host!r} is not a host name")
    host.removesuffix(".").encode("idna")


def host_of(url: str) -> str:
    """The host name in lower case, without port; empty where the text is not a URL."""
    try:
        return _taken_apart(url.strip())[1]
    except ValueError:
        return ""


def spellings(host: str) -> tuple[str, ...]:
    """The hosts that are one site with `host`, judged by name.

    They are itself, itself without the prefix of a mirror, and that with `www.`.

    >>> spellings("m.jateng.tribunnews.com")
    ('m.jateng.tribunnews.com', 'jateng.tribunnews.com', 'www.jateng.tribunnews.com')
    """
    bare = _MIRROR.sub("", host)
    return tuple(dict.fromkeys((host, bare, f"www.{bare}")))


def spelled(url: str) -> tuple[str, ...]:
    """The URL and its equivalent spellings (RFC 3986, 6.2.2).

    They have unreserved letters unescaped, escapes in either case, and the host without final dot.
    A canonical URL keeps its escapes, so that its citation never changes. Where an article must not
    come back under any spelling, all of these are looked up.

    >>> spelled("https://kabar.example./j%61lan")
    ('https://kabar.example./j%61lan', 'https://kabar.example/jalan')
    """
    scheme, mark, rest = url.partition("://")
    netloc, slash, path = rest.partition("/")
    host, colon, port = netloc.partition(":") if netloc.count(":") < 2 else (netloc, "", "")
    place = f"{scheme}{mark}{host.removesuffix('.')}{colon}{port}{slash}"
    upper = place + _ESCAPED.sub(lambda found: _unescaped(found[0].upper()), path)
    lower = place + _ESCAPED.sub(lambda found: _unescaped(found[0].lower()), path)
    return tuple(dict.fromkeys((url, upper, lower)))


def _unescaped(escape: str) -> str:
    letter = chr(int(escape[1:], 16))
    return letter if letter in _UNRESERVED else escape


def day_in(url: str) -> date | None:
    """The day in the path of an article's URL; None where it holds none for certain.

    Eight bare digits are not taken for a day: other portals number their articles like that.

    >>> day_in("https://www.suara.com/lifestyle/2022/09/18/165000/pola-makan")
    datetime.date(2022, 9, 18)
    """
    found = _DAY.search(url.partition("?")[0])
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def first_page(path: str, aliases: Iterable[tuple[str, str]]) -> str:
    """The path with all aliases applied until none applies.

    A page can be at `/slug/amp/2` and at `/slug/2/amp`.
    """
    table = tuple(aliases)
    while True:
        shorter = path
        for pattern, replacement in table:
            shorter = re.sub(pattern, replacement, shorter)
        shorter = shorter.rstrip("/") or "/"
        if len(shorter) >= len(path):
            return shorter
        path = shorter


_DETOURS: Final = (*AMP, (r"/(?:amp|xml)(?=/)", ""), (r"/{2,}", "/"))
"""What the path of an article's page for phones or machines has in addition, on any portal."""
_OTHER_PARTS: Final = ((r"/full$", ""), *(alias for parts in Parts for alias in parts.aliases))


def likely(url: str, *, first: bool = False) -> Iterator[str]:
    """Canonical URLs that the article linked as `url` may have, the likeliest first.

    No portal's declaration is used. This is for looking up an archive, which holds only the URLs of
    articles: a wrong guess finds nothing. With `first` the URL is taken for that of a further page,
    and the guesses are for the first page.

    >>> list(likely("http://m.kabar.example/amp/jalan?x=1"))[-1]
    'http://www.kabar.example/jalan.html'

    Raises:
        InputError: the text is not an absolute http(s) URL.
    """
    plain = normalise(url)
    scheme, _, rest = plain.partition("://")
    place, mark, query = rest.partition("?")
    netloc, _, path = place.partition("/")
    host = host_of(plain)
    short = first_page(f"/{path}", (*_DETOURS, *_OTHER_PARTS) if first else _DETOURS)
    paths = dict.fromkeys(
        (short, f"{short}.html") if first else (f"/{path}", short, f"{short}.html")
    )
    for spelling in spellings(host):
        base = f"{scheme}://{netloc.replace(host, spelling, 1)}"
        for one in paths:
            yield from dict.fromkeys((f"{base}{one}{mark}{query}", f"{base}{one}"))


def absolute(base: str, href: str) -> str | None:
    """`href` resolved against `base`; None for any other than http(s), and for broken ones."""
    try:
        return _resolved(base, href)
    except ValueError:
        return None


def is_broken(base: str, href: str) -> bool:
    """True where `href` cannot be a link.

    Its port or host is impossible, a bracket is left open, or it is longer than `MAX_URL`.
    """
    try:
        _resolved(base, href)
    except ValueError:
        return True
    return False


def _resolved(base: str, href: str) -> str | None:
    if len(href) > MAX_URL:
        raise ValueError(f"it has {len(href):,} characters, more than {MAX_URL:,}")
    url = urljoin(base.strip(), href.strip())
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS:
        return None
    return url if _taken_apart(url)[1] else None


def urn(headline: str, paragraphs: Iterable[str]) -> str:
    """The name of an article that has no URL: `urn:kliping:sha256:…` of headline and body."""
    text = "\n".join([headline, *paragraphs])
    return URN_PREFIX + hashlib.sha256(text.encode()).hexdigest()
