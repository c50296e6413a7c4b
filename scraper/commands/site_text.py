"""How a site that was looked at is shown to a person: what it is, what its sources name, what three of its articles hold."""

from collections.abc import Sequence

from rich.text import Text

from scraper.formats.terminal import printable_text
from scraper.model.fields import Filled
from scraper.portals import Portal
from scraper.recognise import Examined, Proposal


def proposal_text(proposal: Proposal) -> Text:
    """What a site showed, for a person: its system, its sources, three articles of it."""
    look = proposal.look
    known = (
        f"{look.platform.name} (by {look.mark})"
        if look.mark
        else f"{look.platform.name}: no system was recognised"
    )
    lines = [(look.name, "bold"), (f"system: {known}", "")]
    lines += [
        (f"{label}: {said}", "")
        for label, said in (("generator", look.generator), ("theme", look.theme))
        if said
    ]
    return Text("\n").join(
        [
            *(Text(printable_text(text), style=style) for text, style in lines),
            _examined(proposal.seen),
            Text(),
        ]
    )


def check_text(portal: Portal, seen: Examined, broke: Sequence[str]) -> Text:
    """What trying a portal's declaration showed, for a person."""
    verdict = (
        (f"{portal.slug}: drift", "bold red") if broke else (f"{portal.slug}: verified", "bold")
    )
    counts = ", ".join(
        f"{name} {count}/{len(seen.articles)}"
        for name, count in Filled.of(seen.articles).having.items()
    )
    lines = [verdict, *((f"  broke: {one}", "red") for one in broke), (f"  filled: {counts}", "")]
    return Text("\n").join(
        [*(Text(printable_text(text), style=style) for text, style in lines), _examined(seen)]
    )


def _examined(seen: Examined) -> Text:
    lines = [f"  source {one.url}: {one.broke or f'{one.named} links'}" for one in seen.sources]
    for one in seen.samples:
        article = one.article
        if article is None:
            lines.append(f"  no article {one.url}: {one.broke}")
            continue
        names = (
            ", ".join(f"{byline.name} ({byline.role.value})" for byline in article.bylines)
            or "no byline"
        )
        words = sum(len(block.text.split()) for block in article.body)
        lines += [
            f"  article {article.url}",
            f"    {article.headline}",
            f"    {article.published_at or 'undated'}; {names}; {words} words",
        ]
        lines.append(f"    {article.body[0].text[:160]}")
    return Text("\n".join(map(printable_text, lines)))
