"""How `add` and `portals check` show a site: its system, its sources, three of its articles."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from scraper.formats.terminal import printable_text
from scraper.model import Article
from scraper.model.fields import Filled
from scraper.portals import Portal
from scraper.recognise import Examined, Proposal

Line = tuple[str, str]
"""A line and its style."""


def proposal_text(proposal: Proposal) -> Text:
    """What `add` found on a site."""
    look = proposal.look
    system = (
        f"{look.platform.name} (by {look.mark})"
        if look.mark
        else f"{look.platform.name}: no system was recognised"
    )
    lines: list[Line] = [(look.name, "bold"), (f"system: {system}", "")]
    for label, value in (("generator", look.generator), ("theme", look.theme)):
        if value:
            lines.append((f"{label}: {value}", ""))
    return _text([*lines, *_examined(proposal.seen), ("", "")])


def check_text(portal: Portal, seen: Examined, findings: Sequence[str]) -> Text:
    """How a portal's declaration did on the living site."""
    filled = Filled.of(seen.articles).having
    counts = ", ".join(f"{name} {count}/{len(seen.articles)}" for name, count in filled.items())
    heading = (
        (f"{portal.slug}: drift", "bold red") if findings else (f"{portal.slug}: verified", "bold")
    )
    return _text(
        [
            heading,
            *((f"  broke: {finding}", "red") for finding in findings),
            (f"  filled: {counts}", ""),
            *_examined(seen),
        ]
    )


def _text(lines: Sequence[Line]) -> Text:
    return Text("\n").join(Text(printable_text(text), style=style) for text, style in lines)


def _examined(seen: Examined) -> Iterator[Line]:
    for source in seen.sources:
        yield f"  source {source.url}: {source.broke or f'{source.named} links'}", ""
    for sample in seen.samples:
        if sample.article is None:
            yield f"  no article {sample.url}: {sample.broke}", ""
        else:
            yield from ((line, "") for line in _article_lines(sample.article))


def _article_lines(article: Article) -> Iterator[str]:
    names = ", ".join(f"{byline.name} ({byline.role.value})" for byline in article.bylines)
    words = sum(len(block.text.split()) for block in article.body)
    yield f"  article {article.url}"
    yield f"    {article.headline}"
    yield f"    {article.published_at or 'undated'}; {names or 'no byline'}; {words} words"
    yield f"    {article.body[0].text[:160]}"
