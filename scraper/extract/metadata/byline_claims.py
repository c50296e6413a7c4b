"""Who the metadata of a page names as reporter or editor, and which of these names are believed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scraper.extract.metadata import json_ld, meta_names
from scraper.extract.metadata.claims import BylineClaim
from scraper.extract.metadata.raw_metadata import RawMetadata, squash
from scraper.extract.text.bylines import read_bylines
from scraper.extract.text.person_names import is_agency, is_organisation
from scraper.model import Role

__all__ = ["byline_claims"]

_LD_AUTHOR: Final = "json-ld:author"
_LD_ROLES: Final = (
    ("author", Role.REPORTER),
    ("creator", Role.REPORTER),
    ("editor", Role.EDITOR),
    ("contributor", Role.CONTRIBUTOR),
)
_MICRODATA_ROLES: Final = (("author", Role.REPORTER), ("editor", Role.EDITOR))
_ORGANISATION_WORDS: Final = 6
"""Words of a value that can be an organisation's name as a whole."""


def byline_claims(
    raw: RawMetadata, main: json_ld.Node, outlets: Iterable[str]
) -> tuple[BylineClaim, ...]:
    """The names of a page, each once per role, with a note whether the claim is trusted.

    Among the open fields (those that a site does not keep for its reporters), only the first that
    names someone else than the outlet is believed. A name among the page's editors is an editor's,
    unless the site's own field calls it a reporter.
    An organisation that JSON-LD names as author is credited like an agency, but not the outlet
    itself where the field also names one of its people.
    """
    claims = _all_claims(raw, main)
    page = _context_of(claims, outlets)
    kept: dict[tuple[str, Role], BylineClaim] = {}
    for claim in claims:
        judged = _judge(claim, page)
        kept.setdefault((judged.name.casefold(), judged.role), judged)
    return tuple(kept.values())


def _all_claims(raw: RawMetadata, main: json_ld.Node) -> list[BylineClaim]:
    """Every claim, in the order of trust: dataLayer, own meta, JSON-LD, microdata, common meta."""
    found: list[BylineClaim] = []
    for key, value in raw.layer:
        if key in meta_names.LAYER_ROLES:
            found += _names(value, meta_names.LAYER_ROLES[key], f"dataLayer:{key}")
    for claim in raw.meta(meta_names.EDITORS):
        found += _names(claim.text, Role.EDITOR, claim.reader)
    for name, role in _LD_ROLES:
        for text, organisation in _node_names(main.get(name), raw.nodes):
            found += _names(text, role, f"json-ld:{name}", organisation=organisation)
    for name, role in _MICRODATA_ROLES:
        for text in raw.properties.get(name, ())[:10]:
            found += _names(text, role, f"microdata:{name}")
    for claim in raw.meta(meta_names.AUTHORS):
        found += _names(claim.text, Role.REPORTER, claim.reader)
    return found


def _node_names(value: object, nodes: list[json_ld.Node]) -> list[tuple[str, bool]]:
    """(name, whether it is an organisation's) of an author property, with references resolved."""
    found: list[tuple[str, bool]] = []
    for part in value if isinstance(value, list) else [value]:
        node = _resolved(part, nodes)
        kinds = json_ld.kinds(node) if isinstance(node, dict) else ()
        organisation = any("Organization" in kind for kind in kinds)
        found += [(text, organisation) for text in json_ld.texts(node)]
    return found[:20]


def _resolved(value: Any, nodes: list[json_ld.Node]) -> Any:
    """The named node that an `@id` refers to, if it is in the page; other values as they are."""
    if not isinstance(value, dict) or value.get("name") or not value.get("@id"):
        return value
    return next((n for n in nodes if n.get("@id") == value["@id"] and n.get("name")), value)


def _names(text: str, role: Role, reader: str, *, organisation: bool = False) -> list[BylineClaim]:
    """The names in one value; a name that can be no person's is kept as an organisation's."""
    if "://" in text or text.startswith(("www.", "/", "@", "#")):
        return []
    text = squash(text)
    if organisation or _is_one_organisation(text):
        return [BylineClaim(text, role, reader, organisation=True)]
    return [
        BylineClaim(byline.name, Role.AGENCY if byline.role is Role.AGENCY else role, reader)
        for byline in read_bylines(text)
    ]


def _is_one_organisation(text: str) -> bool:
    if "," in text or len(text.split()) > _ORGANISATION_WORDS:
        return False
    return is_organisation(text) and not is_agency(text)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the claims of one page say together; names are folded to lower case."""

    outlets: frozenset[str]
    editors: frozenset[str]
    reporters: frozenset[str]
    """Those in the fields that the site keeps for its reporters."""
    believed: str | None
    """The open field that is believed."""
    naming_people: frozenset[str]
    """The open fields that name a person."""


def _context_of(claims: Sequence[BylineClaim], outlets: Iterable[str]) -> _Context:
    own = frozenset(outlet.casefold() for outlet in outlets)
    open_claims = [claim for claim in claims if _is_open(claim)]
    others = [claim for claim in open_claims if not _is_organisation(claim, own)]
    return _Context(
        outlets=own,
        editors=_folded(claim for claim in claims if claim.role is Role.EDITOR),
        reporters=_folded(claim for claim in claims if _is_site_reporter(claim)),
        believed=_believed(open_claims, others),
        naming_people=frozenset(claim.reader for claim in others if claim.role is Role.REPORTER),
    )


def _folded(claims: Iterable[BylineClaim]) -> frozenset[str]:
    return frozenset(claim.name.casefold() for claim in claims)


def _believed(open_claims: Sequence[BylineClaim], others: Sequence[BylineClaim]) -> str | None:
    """The first open field that names someone else than the outlet, else the first one."""
    full = [claim for claim in others if _is_full(claim)]
    return next((claim.reader for claim in (*full, *open_claims)), None)


def _is_site_reporter(claim: BylineClaim) -> bool:
    if claim.role is not Role.REPORTER or claim.organisation:
        return False
    return _is_site_field(claim.reader)


def _is_open(claim: BylineClaim) -> bool:
    """True for a reporter in a field that may as well name an editor or the outlet."""
    return claim.role in {Role.REPORTER, Role.AGENCY} and not _is_site_field(claim.reader)


def _is_site_field(reader: str) -> bool:
    """True for a field that the site keeps for its reporters."""
    return reader.startswith("dataLayer:") or reader in meta_names.SITE_FIELDS


def _is_organisation(claim: BylineClaim, outlets: frozenset[str]) -> bool:
    return claim.organisation or claim.name.casefold() in outlets


def _is_full(claim: BylineClaim) -> bool:
    """True for an agency, or a name of several words.

    A single word after the outlet's name may be its address: "Germany".
    """
    return claim.role is Role.AGENCY or " " in claim.name or not claim.name.isascii()


def _judge(claim: BylineClaim, page: _Context) -> BylineClaim:
    """The claim with the role that the page as a whole gives it, and whether it is trusted."""
    name, role = claim.name.casefold(), claim.role
    organisation = _is_organisation(claim, page.outlets)
    trusted = True
    if _is_open(claim):
        trusted = claim.reader == page.believed and not _is_contradicted(name, page)
        if name in page.editors and name not in page.reporters:
            role = Role.EDITOR
    if organisation and trusted and _is_credited(claim, page):
        return BylineClaim(claim.name, Role.AGENCY, claim.reader)
    return BylineClaim(claim.name, role, claim.reader, organisation, trusted and not organisation)


def _is_contradicted(name: str, page: _Context) -> bool:
    """True where the page names others as its reporters, or this name as an editor."""
    return name not in page.reporters and (bool(page.reporters) or name in page.editors)


def _is_credited(claim: BylineClaim, page: _Context) -> bool:
    """True for an organisation that is the author, but not for the outlet beside its own people."""
    if claim.reader != _LD_AUTHOR:
        return False
    return claim.name.casefold() not in page.outlets or claim.reader not in page.naming_people
