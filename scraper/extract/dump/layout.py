"""Where the article stands in a flat text dump: a scored segmentation of its lines.

Every line has a weight; the body is the run of lines whose weights sum highest (Kadane's
algorithm), cut where a list of other articles, the comments or a signature ends it. The headline is
the line before the body whose words the body repeats. What lies between them is told apart by kind.
Nothing here knows a portal's order of things: a dump may begin anywhere and hold the whole page.
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
"""Weight beyond which a run is not more of an article: some ten paragraphs."""
_DATELINE: Final = 8.0
_HEAD_OF_ARTICLE: Final = 5.0
_SIGNED: Final = 4.0
_TITLE: Final = 1.5
"""Taken off a run for every headline in it: teasers have one each, an article's subheads are
shorter."""
_COMMENTS: Final = re.compile(
    r"^\d*\s?(?:komentar|comments?|kommentare?|beri komentar|tulis komentar|kirim komentar)\b",
    re.IGNORECASE,
)
_LIST_LONGEST: Final = 8
"""Lines of a list of other articles that may stand inside a body."""
_HEADER_REACH: Final = 40
"""How many lines above the body its headline may stand: a whole page's dump has menus between."""
_LONGEST_HEADLINE: Final = 200
_WORDS: Final = re.compile(r"[^\W\d_]{3,}")
_SUFFIX: Final = re.compile(r"(?<!\s)\s+[-–—|:]\s+(?P<outlet>[^-–—|]{3,40})$")
_CRUMBS: Final = re.compile(r"(?:(?<!\s)\s+)?[>»›/]\s*")


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a dump, as lines."""

    headline: DumpLine
    above: tuple[DumpLine, ...]
    """Before the headline, nearest last."""
    between: tuple[DumpLine, ...]
    """From the headline to the body: standfirst, byline, date, photo."""
    body: tuple[DumpLine, ...]
    below: tuple[DumpLine, ...]
    """Behind the body, up to the next list or the comments."""
    end: int
    """Number of the first line behind the body."""


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
    """The steps of a breadcrumb printed in one line; empty where the line is none."""
    steps = [step for step in _CRUMBS.split(line) if step]
    return (
        steps
        if len(steps) > 1
        and all(len(step.split()) <= 4 for step in steps[:-1])
        and ">" in line + "".join("»›" and line)
        else []
    )


def _weight(line: DumpLine) -> float:
    if line.kind is LineKind.PROSE:
        return 1.0 + min(len(line.text), 300) / 150
    return _WEIGHTS[line.kind]


def _run(lines: Sequence[DumpLine]) -> tuple[int, int]:
    """(start, end) of the run of lines that is most likely the article's.

    Weight alone would prefer a long list of teasers: a dateline, a byline or date just above, and
    closing initials speak for a run.
    """
    runs = _heaviest_runs(lines)
    return max(
        runs,
        key=lambda run: min(run[2], _ENOUGH) + _signs(lines, run[0], run[1]),
        default=(0, 0, 0.0),
    )[:2]


def _heaviest_runs(lines: Sequence[DumpLine]) -> list[tuple[int, int, float]]:
    """(start, end, weight) of all maximal runs of positive weight (Ruzzo and Tompa's algorithm, linear)."""
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
    """What speaks for a run besides its weight."""
    opening = [line for line in lines[start : min(end, start + 10)] if line.kind is LineKind.PROSE][
        :5
    ]
    above = [
        line
        for line in lines[max(0, start - _HEADER_REACH) : start]
        if line.kind is not LineKind.NOISE
    ]
    signs = _DATELINE if any(split_dateline(line.text) for line in opening) else 0.0
    signs += (
        _HEAD_OF_ARTICLE
        if any(line.kind in _HEADER for line in (*above[-12:], *lines[start : start + 3]))
        else 0.0
    )
    closing = lines[max(start, end - 6) : end + 2]
    signs += (
        _SIGNED
        if any(split_signature(line.text)[1] for line in closing)
        or any(line.kind is LineKind.BYLINE for line in lines[end : end + 6])
        else 0.0
    )
    titles = sum(
        1 for line in lines[start:end] if line.kind is LineKind.SHORT and len(line.text.split()) > 5
    )
    return signs - titles * _TITLE


def _after_header(lines: Sequence[DumpLine], start: int, end: int) -> int:
    """The first line of the body: the dateline's, else the one behind the byline and the date that stand in the run's beginning."""
    seen = 0
    for line in lines[start : min(end, start + 12)]:
        if line.kind is LineKind.PROSE:
            if split_dateline(line.text):
                return line.number
            seen += 1
        if seen > 4:
            break
    head = start
    for line in lines[start : min(end, start + 8)]:
        if line.kind in _HEADER or is_outlet_byline(line.text):
            head = line.number + 1
    while head < end and lines[head].kind not in {
        LineKind.PROSE,
        LineKind.SENTENCE,
        LineKind.CAPTION,
    }:
        head += 1
    return head


def _cut(lines: Sequence[DumpLine], start: int, end: int) -> int:
    """Where the body ends: at the first closing kind of line or behind a signature, once there is some prose."""
    prose = 0
    for line in lines[start:end]:
        if line.kind in _ENDINGS and prose and not _stands_inside(lines, line.number, end):
            return line.number
        if line.kind in {LineKind.PROSE, LineKind.SENTENCE}:
            prose += 1
        if (prose or line.kind is LineKind.PROSE) and split_signature(line.text)[1] is not None:
            return line.number + 1
    return end


def _stands_inside(lines: Sequence[DumpLine], number: int, end: int) -> bool:
    """True for the head of a short list of other articles behind which the text goes on, up to its signature."""
    if lines[number].kind is not LineKind.HEADING or _COMMENTS.match(lines[number].text):
        return False
    titles = 0
    for line in lines[number + 1 : end + 2]:
        if line.kind in {LineKind.DATE, *_ENDINGS}:
            return False
        if (
            line.kind in {LineKind.SHORT, LineKind.ITEM, LineKind.RELATED}
            and titles < _LIST_LONGEST
            and not split_signature(line.text)[1]
        ):
            titles += 1
        elif split_signature(line.text)[1] is not None:
            return True
    return False


def _after_photo(lines: Sequence[DumpLine], start: int, end: int) -> int:
    """The body's first line where a captioned photo opens the run and no dateline told so."""
    if (
        start >= end
        or split_dateline(lines[start].text)
        or not any(line.kind is LineKind.PROSE for line in lines[start + 1 : end])
    ):
        return start
    line = lines[start]
    before = lines[start - 1] if start else None
    under = (
        before is not None
        and not line.apart
        and (before.kind is LineKind.PHOTO or _is_credit_line(before))
    )
    return start + 1 if line.kind is LineKind.CAPTION or under else start


def _is_credit_line(line: DumpLine) -> bool:
    """True for a short line of its own that may name whose photo it is."""
    return (
        line.kind is LineKind.SHORT
        and len(line.text.split()) <= 6
        and split_credit(line.text)[0] is None
    )


def _headline(lines: Sequence[DumpLine], start: int, end: int) -> DumpLine | None:
    """The line above the body that its words repeat most."""
    said = {word.casefold() for line in lines[start:end] for word in _WORDS.findall(line.text)}
    first = max(0, start - _HEADER_REACH)
    header = next((line.number for line in lines[first:start] if line.kind in _HEADER), start)
    best: tuple[float, DumpLine] | None = None
    for line in lines[first:start]:
        if (
            line.kind not in {LineKind.SHORT, LineKind.PROSE, LineKind.SENTENCE}
            or is_outlet_byline(line.text)
            or len(line.text) > _LONGEST_HEADLINE
        ):
            continue
        score = _wording(line, said)
        score += 0.5 if line.number < header or header == start else -0.5
        score += (
            0.4
            if any(
                other.kind in _HEADER
                for other in lines[line.number + 1 : min(line.number + 3, start)]
            )
            else 0.0
        )
        score -= 0.02 * (start - line.number)
        if best is None or score > best[0]:
            best = (score, line)
    return best[1] if best is not None and best[0] > 0 else None


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
    """The lines behind the body that may still speak of it; the comments and lists of other articles close them."""
    found: list[DumpLine] = []
    for line in lines[end : end + 25]:
        if line.kind is LineKind.HEADING and not _is_tag_heading(line.text):
            break
        found.append(line)
    return found


def _is_tag_heading(text: str) -> bool:
    return text.lower().strip(" :") in {
        "tag",
        "tags",
        "tag terkait",
        "topik terkait",
        "topik",
        "kata kunci",
        "tagar",
    }
