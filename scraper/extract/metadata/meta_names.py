"""Names of the meta tags and script fields that describe an article.

They are in lower case, and the most trusted come first.
"""

from typing import Final

from scraper.extract.text.word_tables import items
from scraper.model import Role

PUBLISHED: Final = items("""
article:published_time, og:article:published_time, http://ogp.me/ns/article#published_time
article:published, article.published, dtk:publishdateunix, content_publisheddate, dtk:publishdate
parsely-pub-date, cxenseparse:recs:publishtime, cxenseparse:publishtime, sailthru.date
publisheddate, published_at, published, publishdate, publish-date, pub_date, pubdate, pdate
datepublished, date.available, date.created, dcterms.date, dcterms.created, dc.date.issued, dc.date
prism.publicationdate, date, datecreated, createdate, sn-post-date, og:pubdate, og:published_time
originalpublicationdate, content:publishdate, cxenseparse:recs:published_time
""")
MODIFIED: Final = items("""
article:modified_time, og:article:modified_time, http://ogp.me/ns/article#modified_time
article:modified, article.updated, og:updated_time, datemodified, dateupdated, date.modified
dcterms.modified, last-modified, lastupdate, updated-date, last_modified
""")
HEADLINES: Final = items(
    "og:title, twitter:title, headline, dc.title, title, parsely-title, sailthru.title"
)
AUTHORS: Final = items("""
content_author, dtk:author, dable:author, article:author_name, article:byline, parsely-author
cxenseparse:author, sailthru.author, dcterms.creator, dc.creator, byl, articleauthor, og:author
og:article:author, article:author, author, http://ogp.me/ns/article#author
""")
EDITORS: Final = items("content_editor")
SECTIONS: Final = items(
    "article:section, og:section, parsely-section, prism.section, dc.subject,"
    " http://ogp.me/ns/article#section"
)
DESCRIPTIONS: Final = items("og:description, description, twitter:description, dc.description")
TAGS: Final = items(
    "article:tag, content_tags, parsely-tags, sailthru.tags, news_keywords, keywords"
)
OUTLETS: Final = items(
    "og:site_name, application-name, publisher, dc.publisher, apple-mobile-web-app-title,"
    " twitter:site"
)
MANY: Final = frozenset(items("article:tag, article:author, author, parsely-author, dc.creator"))
"""Meta names that a page may repeat, with one value each."""

LAYER_ROLES: Final = {
    **dict.fromkeys(items("penulis, reporter, reporters, author, authors"), Role.REPORTER),
    **dict.fromkeys(items("editor, editors"), Role.EDITOR),
}
"""The role of the names in a script field, by the field."""
LAYER_DATES: Final = items(
    "publish_date, published_date, publisheddate, publishdate, articlepublisheddate"
)
LAYER_MARKS: Final = ("dataLayer", "articleTitle", "article_title")
"""Words by which a script that describes its article is recognised."""
SITE_FIELDS: Final = frozenset(items("meta:content_author, meta:dtk:author"))
"""Fields that a site keeps for its reporters; editors have one of their own."""
