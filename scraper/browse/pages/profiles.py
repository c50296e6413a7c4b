"""The pages of portals, people, tags and places: articles over time, and what appears with them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from datasette.utils.asgi import Response

from scraper.archive import Archive
from scraper.archive.people import find_person
from scraper.archive.search import Facets, Filters, Order, search_with_facets
from scraper.archive.statistics import (
    Brand,
    FieldRates,
    Gap,
    SilentEdit,
    count_articles,
    count_daily,
    find_gaps,
    find_region,
    list_silent_edits,
    load_brands,
    load_field_rates,
    regions_within,
)
from scraper.browse import charts
from scraper.browse.i18n import NotFound
from scraper.browse.search_request import SearchRequest, span
from scraper.browse.visit import Visit
from scraper.model import Hit
from scraper.model.fields import FIELDS

HITS: Final = 10
NAMES: Final = 12
GAPS: Final = 6


@dataclass(frozen=True, slots=True)
class _Profile:
    """What every profile shows."""

    facets: Facets
    hits: tuple[Hit, ...]
    brands: dict[str, Brand]

    def names(self, facet: str) -> tuple[tuple[str, int], ...]:
        """The commonest names of a facet."""
        return self.facets.counts[facet]


async def _load_profile(visit: Visit, filters: Filters) -> _Profile:
    def work(archive: Archive) -> _Profile:
        found, facets = search_with_facets(
            archive, "", filters, order=Order.NEWEST, limit=HITS, names=NAMES
        )
        return _Profile(facets, found.hits, load_brands(archive))

    return await visit.read(work)


def _chart(
    visit: Visit, asked: SearchRequest, days: Sequence[tuple[str, int]]
) -> charts.BarChart | None:
    return visit.plot(charts.per_period(days), lambda period: visit.link(asked.url(**span(period))))


async def portals(visit: Visit) -> Response:
    """`/portals`: all portals with articles, by province."""
    brands, volumes = await visit.read(
        lambda archive: (load_brands(archive), count_articles(archive))
    )
    grouped: dict[str, list[tuple[Brand, int]]] = defaultdict(list)
    for slug, articles in volumes.items():
        grouped[brands[slug].province or ""].append((brands[slug], articles))
    by_province = [
        (province, sorted(grouped[province], key=lambda pair: -pair[1]))
        for province in sorted(grouped, key=lambda province: (not province, province))
    ]
    return await visit.html(
        "portals.html",
        by_province=by_province,
        most=max(volumes.values(), default=1),
        portals=len(volumes),
    )


@dataclass(frozen=True, slots=True)
class _Portal:
    days: list[tuple[str, int]]
    articles: int
    fill: FieldRates | None
    gaps: list[Gap]
    edits: list[SilentEdit]


async def portal(visit: Visit) -> Response:
    """`/portal/SLUG`."""
    slug = visit.path_part("slug")
    seen = await visit.read(_load_portal(slug))
    asked = SearchRequest(filters=Filters(portal=slug))
    profile = await _load_profile(visit, asked.filters)
    return await visit.html(
        "portal.html",
        brand=profile.brands[slug],
        seen=seen,
        asked=asked,
        chart=_chart(visit, asked, seen.days),
        fields=FIELDS,
        **_shared(profile),
    )


def _load_portal(slug: str) -> Callable[[Archive], _Portal]:
    def work(archive: Archive) -> _Portal:
        if slug not in load_brands(archive):
            raise NotFound("the archive knows no portal {name}", name=slug)
        days = count_daily(archive, slug)
        return _Portal(
            days=days,
            articles=sum(articles for _, articles in days),
            fill=next(iter(load_field_rates(archive, slug)), None),
            gaps=find_gaps(archive, slug, limit=GAPS),
            edits=list_silent_edits(archive, limit=5, portal=slug),
        )

    return work


async def person(visit: Visit) -> Response:
    """`/person/NAME`, in any spelling."""
    name = visit.path_part("name")

    found = await visit.read(lambda archive: find_person(archive, name))
    asked = SearchRequest(filters=Filters(person=found.name))
    profile = await _load_profile(visit, asked.filters)
    return await visit.html(
        "person.html",
        person=found,
        asked=asked,
        chart=_chart(visit, asked, profile.facets.counts["day"]),
        **_shared(profile),
    )


async def tag(visit: Visit) -> Response:
    """`/tag/NAME`."""
    name = visit.path_part("name")
    profile = await _load_profile(visit, Filters(tag=name))
    if not profile.facets.matches:
        raise NotFound("no article has the tag {name}", name=name)
    asked = SearchRequest(filters=Filters(tag=name))
    return await visit.html(
        "tag.html",
        name=name,
        asked=asked,
        chart=_chart(visit, asked, profile.facets.counts["day"]),
        **_shared(profile),
    )


async def places(visit: Visit) -> Response:
    """`/places`: the provinces."""
    found = await visit.read(regions_within)
    return await visit.html(
        "places.html", regions=found, most=max((one.articles for one in found), default=1)
    )


async def place(visit: Visit) -> Response:
    """`/place/CODE`: a province with what lies in it, or a kabupaten or kota."""
    found = find_region(visit.path_part("code"))
    within = found.code if found.code == found.province_code else None
    asked = SearchRequest(filters=Filters(place=found.code))
    profile = await _load_profile(visit, asked.filters)
    parts = await visit.read(lambda archive: regions_within(archive, within)) if within else []
    return await visit.html(
        "place.html",
        place=found,
        province=find_region(found.province_code),
        parts_of=parts,
        most=max((one.articles for one in parts), default=1),
        asked=asked,
        chart=_chart(visit, asked, profile.facets.counts["day"]),
        **_shared(profile),
    )


def _shared(profile: _Profile) -> dict[str, Any]:
    """The variables of the template that all profiles share."""
    return {"profile": profile, "brands": profile.brands, "hits": profile.hits}
