"""Finds where the article is in a text dump: headline, body, and the lines around them.

Every line has a weight. The body is the run of lines with the highest sum of weights (Ruzzo and
Tompa's algorithm) and the most signs of an article; a list of other articles, the comments or a
signature ends it. The headline is the line above the body whose words the body repeats most. A dump
may begin anywhere and hold the whole page, so that no portal's order of lines is assumed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scraper.extract.dump.lines import DumpLine, LineKind, is_outlet_byline
from scraper.extract.text.credits import split_credit
from scraper.extract.text.dateline import split_dateline
from scraper.extract.text.person_names import is_organisation
from scraper.extract.text.signature import split_signature

__all__ = ["Layout", "find_layout"]

_WEIGHTS: Final = {
    LineKind.SENTENCE: 0.9,
    LineKind.ITEM: 0.15,
    LineKind.CAPTION: 0.0,
    LineKind.SHORT: -0.7,
    LineKind.BYLINE: -1.0,
    LineKind.DATE: -1.5,
    LineKind.SOURCE: -2.0,
    LineKind.TAGS: -3.0,
    LineKind.PHOTO: -0.2,
    LineKind.RELATED: -0.3,
    LineKind.PAGING: -0.3,
    LineKind.NOISE: -0.5,
    LineKind.HEADING: -3.0,
}
_ENDINGS: Final = frozenset((LineKind.HEADING, LineKind.SOURCE, LineKind.TAGS, LineKind.BYLINE))
"""Kinds that close an article once it has a body."""
_HEADER: Final = frozenset((LineKind.BYLINE, LineKind.DATE))
_ENOUGH: Final = 25.0
"""Weight above which more text does not count for a run: some ten paragraphs."""
_DATELINE: Final = 8.0
"""Added to a run that has a dateline near its beginning."""
_HEAD_OF_ARTICLE: Final = 5.0
"""Added to a run under a byline or date."""
_SIGNED: Final = 4.0
"""Added to a run that a signature or a byline closes."""
_TITLE: Final = 1.5
"""Subtracted for every headline in a run: a list of teasers has one each. Subheads are shorter."""
_TEXTS: Final = frozenset((LineKind.PROSE, LineKind.SENTENCE, LineKind.CAPTION))
_TAG_HEADINGS: Final = frozenset(
    ("tag", "tags", "tag terkait", "topik terkait", "topik", "kata kunci", "tagar")
)
_COMMENTS: Final = re.compile(
    r"^\d*\s?(?:komentar|comments?|kommentare?|beri komentar|tulis komentar|kirim komentar)\b",
    re.IGNORECASE,
)

_HEADER_REACH: Final = 40
"""Lines above the body in which its headline is looked for: the dump of a whole page has menus
between them."""
_LONGEST_HEADLINE: Final = 200
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")
_SUFFIX: Final = re.compile(r"(?<!\s)\s+[-–—|:]\s+(?P<outlet>[^-–—|]{3,40})$")
_CRUMBS: Final = re.compile(r"(?:(?<!\s)\s+)?[>»›/]\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a dump, as lines."""

    headline: DumpLine
    above: tuple[DumpLine, ...]
    """Before the headline, the nearest last."""
    between: tuple[DumpLine, ...]
    """From the headline to the body: standfirst, byline, date, photo."""
    body: tuple[DumpLine, ...]
    below: tuple[DumpLine, ...]
    """After the body, up to the next list or the comments."""
    end: int
    """Number of the first line after the body."""


def find_layout(lines: Sequence[DumpLine]) -> Layout | None:
    """The parts of a dump, or None where it holds no run of prose or no headline."""
    start, end = _run(lines)
    if end <= start:
        return None
    start = _after_header(lines, start, end)
    end = _cut(lines, start, end)
    start = _after_photo(lines, start, end)
    if end <= start:
        return None
    headline = _headline(lines, start, end)
    if headline is None:
        return None
    return Layout(
        headline=headline,
        above=tuple(lines[max(0, headline.number - 6) : headline.number]),
        between=tuple(lines[headline.number + 1 : start]),
        body=tuple(lines[start:end]),
        below=tuple(_below(lines, end)),
        end=end,
    )


def without_outlet(headline: str) -> str:
    """A document title without the outlet at its end."""
    match = _SUFFIX.search(headline)
    return headline[: match.start()] if match and is_organisation(match["outlet"]) else headline


def crumbs(line: str) -> list[str]:
    """The steps of a breadcrumb that is printed in one line; empty for other lines."""
    steps = [step for step in _CRUMBS.split(line) if step]
    is_breadcrumb = len(steps) > 1 and ">" in line
    return steps if is_breadcrumb and all(len(step.split()) <= 4 for step in steps[:-1]) else []


def _weight(line: DumpLine) -> float:
    if line.kind is LineKind.PROSE:
        return 1.0 + min(len(line.text), 300) / 150
    return _WEIGHTS[line.kind]


def _run(lines: Sequence[DumpLine]) -> tuple[int, int]:
    """(start, end) of the run of lines that is most likely the article.

    By weight only, a long list of teasers would win. So a dateline, a byline or date just above,
    and a signature count for a run.
    """

    def score(run: tuple[int, int, float]) -> float:
        start, end, weight = run
        return min(weight, _ENOUGH) + _signs(lines, start, end)

    return max(_heaviest_runs(lines), key=score, default=(0, 0, 0.0))[:2]


def _heaviest_runs(lines: Sequence[DumpLine]) -> list[tuple[int, int, float]]:
    """(start, end, weight) of all maximal runs of positive weight, in linear time."""
    runs: list[tuple[int, int, float, float]] = []  # start, end, sum before it, sum at its end
    total = 0.0
    for line in lines:
        weight = _weight(line)
        before, total = total, total + weight
        if weight <= 0:
            continue
        start, end, left = line.number, line.number + 1, before
        while runs:
            place = next((i for i in range(len(runs) - 1, -1, -1) if runs[i][2] < left), None)
            if place is None or runs[place][3] >= total:
                break
            start, left = runs[place][0], runs[place][2]
            del runs[place:]
        runs.append((start, end, left, total))
    return [(start, end, right - left) for start, end, left, right in runs]


def _signs(lines: Sequence[DumpLine], start: int, end: int) -> float:
    """What counts for a run besides its weight."""
    signs = 0.0
    if _opens_with_dateline(lines[start : min(end, start + 10)]):
        signs += _DATELINE
    if _has_header(lines, start):
        signs += _HEAD_OF_ARTICLE
    if _is_closed(lines, start, end):
        signs += _SIGNED
    short = (line for line in lines[start:end] if line.kind is LineKind.SHORT)
    return signs - sum(_TITLE for line in short if len(line.text.split()) > 5)


def _opens_with_dateline(opening: Sequence[DumpLine]) -> bool:
    prose = [line for line in opening if line.kind is LineKind.PROSE]
    return any(split_dateline(line.text) for line in prose[:5])


def _has_header(lines: Sequence[DumpLine], start: int) -> bool:
    """True where a byline or date is printed above a run or in its first lines."""
    above = lines[max(0, start - _HEADER_REACH) : start]
    near = [line for line in above if line.kind is not LineKind.NOISE][-12:]
    return any(line.kind in _HEADER for line in (*near, *lines[start : start + 3]))


def _is_closed(lines: Sequence[DumpLine], start: int, end: int) -> bool:
    """True where a signature is printed at the end of a run, or a byline under it."""
    closing = lines[max(start, end - 6) : end + 2]
    if any(split_signature(line.text)[1] for line in closing):
        return True
    return any(line.kind is LineKind.BYLINE for line in lines[end : end + 6])


def _after_header(lines: Sequence[DumpLine], start: int, end: int) -> int:
    """The first line of the body: the dateline's, else the first text after byline and date."""
    prose = [line for line in lines[start : min(end, start + 12)] if line.kind is LineKind.PROSE]
    for line in prose[:5]:
        if split_dateline(line.text):
            return line.number
    head = start
    for line in lines[start : min(end, start + 8)]:
        if line.kind in _HEADER or is_outlet_byline(line.text):
            head = line.number + 1
    while head < end and lines[head].kind not in _TEXTS:
        head += 1
    return head


def _cut(lines: Sequence[DumpLine], start: int, end: int) -> int:
    """The end of the body: before the first line that closes an article, or after a signature."""
    prose = 0
    for line in lines[start:end]:
        if line.kind in _ENDINGS and prose and not _is_inside_text(lines, line.number, end):
            return line.number
        if line.kind in {LineKind.PROSE, LineKind.SENTENCE}:
            prose += 1
        if (prose or line.kind is LineKind.PROSE) and split_signature(line.text)[1] is not None:
            return line.number + 1
    return end


def _is_inside_text(lines: Sequence[DumpLine], number: int, end: int) -> bool:
    """True for the head of a list of other articles, if a signature follows further down."""
    if lines[number].kind is not LineKind.HEADING or _COMMENTS.match(lines[number].text):
        return False
    for line in lines[number + 1 : end + 2]:
        if line.kind in {LineKind.DATE, *_ENDINGS}:
            return False
        if split_signature(line.text)[1] is not None:
            return True
    return False


def _after_photo(lines: Sequence[DumpLine], start: int, end: int) -> int:
    """The first line of the body, where the caption of a photo opens the run."""
    if start >= end or split_dateline(lines[start].text):
        return start
    if not any(line.kind is LineKind.PROSE for line in lines[start + 1 : end]):
        return start
    line = lines[start]
    before = lines[start - 1] if start and not line.apart else None
    is_under_photo = before is not None and (
        before.kind is LineKind.PHOTO or _is_credit_line(before)
    )
    return start + 1 if line.kind is LineKind.CAPTION or is_under_photo else start


def _is_credit_line(line: DumpLine) -> bool:
    """True for a short line that can be the credit of a photo."""
    if line.kind is not LineKind.SHORT or len(line.text.split()) > 6:
        return False
    return split_credit(line.text)[0] is None


def _headline(lines: Sequence[DumpLine], start: int, end: int) -> DumpLine | None:
    """The line above the body that reads most like its headline."""
    said = {word.casefold() for line in lines[start:end] for word in _WORDS.findall(line.text)}
    above = lines[max(0, start - _HEADER_REACH) : start]
    header = next((line.number for line in above if line.kind in _HEADER), start)
    best = 0.0
    headline: DumpLine | None = None
    for line in above:
        if _can_be_headline(line):
            under = lines[line.number + 1 : start]
            score = _headline_score(line, under, said, under_header=header < line.number)
            if score > best:
                best, headline = score, line
    return headline


def _can_be_headline(line: DumpLine) -> bool:
    if line.kind not in {LineKind.SHORT, LineKind.PROSE, LineKind.SENTENCE}:
        return False
    return len(line.text) <= _LONGEST_HEADLINE and not is_outlet_byline(line.text)


def _headline_score(
    line: DumpLine, under: Sequence[DumpLine], said: set[str], *, under_header: bool
) -> float:
    """How much a line is like a headline, in wording and place.

    `under` are the lines between it and the body; `under_header` says that it is below the first
    byline or date.
    """
    score = _wording(line, said)
    score += -0.5 if under_header else 0.5
    if any(other.kind in _HEADER for other in under[:2]):
        score += 0.4
    return score - 0.02 * (len(under) + 1)


def _wording(line: DumpLine, said: set[str]) -> float:
    """How much a line reads like the headline of a text with the words `said`."""
    text = without_outlet(line.text)
    words = [word.casefold() for word in _WORDS.findall(text)]
    if not words:
        return -2.0
    count = len(text.split())
    score = 3.0 * sum(word in said for word in words) / len(words)
    score += 0.08 * min(count, 10) if 4 <= count <= 25 else -1.5
    score -= 1.2 if text.endswith((".", ".”", '."')) else 0.0
    score -= 0.6 if line.kind is LineKind.PROSE and text[-1] not in "?!" else 0.0
    return score - (0.3 if text != line.text else 0.0) - (2.0 if crumbs(line.text) else 0.0)


def _below(lines: Sequence[DumpLine], end: int) -> list[DumpLine]:
    """The lines after the body that may still belong to it, up to a list of other articles."""
    found: list[DumpLine] = []
    for line in lines[end : end + 25]:
        if line.kind is LineKind.HEADING and not _is_tag_heading(line.text):
            break
        found.append(line)
    return found


def _is_tag_heading(text: str) -> bool:
    return text.lower().strip(" :") in _TAG_HEADINGS
