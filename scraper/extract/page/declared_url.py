"""The URL that a page declares for itself, for pages that come without one."""

import re
from typing import Final

import lxml.html

from scraper.urls import absolute

_HEAD_END: Final = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)
_HEAD_LIMIT: Final = 512 * 1024


def declared_url(body: bytes) -> str | None:
    """The canonical link, else `og:url`, in the page's head; None where neither is an absolute URL.

    Only the head is parsed: the page itself is parsed once, by `extract`.
    """
    found = _HEAD_END.search(body, 0, _HEAD_LIMIT)
    head = body[: found.start()] if found else body[:_HEAD_LIMIT]
    parser = lxml.html.HTMLParser(encoding="utf-8")
    root = lxml.html.document_fromstring(b"<html>" + head, parser=parser)
    claims = {
        _name(element): element.get("href") or element.get("content") or ""
        for element in root.iter("link", "meta")
    }
    return next(
        (url for name in ("canonical", "og:url") if (url := absolute("", claims.get(name, "")))),
        None,
    )


def _name(element: lxml.html.HtmlElement) -> str:
    return (
        (element.get("rel") or element.get("property") or element.get("name") or "").strip().lower()
    )
