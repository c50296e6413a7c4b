"""The parser's name changes with what it reads by, and with nothing else."""

import re
from dataclasses import replace

from scraper import __version__, parser
from scraper.declarations import Declarations
from scraper.portal import Rules
from tests.archive.samples import NETWORK, OTHER, PORTAL


def test_it_names_the_release_and_a_fingerprint() -> None:
    assert re.fullmatch(re.escape(__version__) + r"\+[0-9a-f]{8}", parser.version(PORTAL))


def test_rules_and_zones_tell_parsers_apart_and_politeness_does_not() -> None:
    ruled = replace(PORTAL, network=replace(NETWORK, rules=(Rules(name="kabar-2020", headline="h1.judul"),)))
    patient = replace(PORTAL, network=replace(NETWORK, delay=9.0))
    names = [parser.version(portal) for portal in (None, PORTAL, OTHER, ruled, patient)]
    assert len(set(names[:4])) == 4
    assert names[4] == names[1]


def test_the_parser_of_all_portals_does_not_depend_on_their_order() -> None:
    assert parser.version_of_all(Declarations([PORTAL, OTHER])) == parser.version_of_all(Declarations([OTHER, PORTAL]))
    assert parser.version_of_all(Declarations([PORTAL])) != parser.version_of_all(Declarations([PORTAL, OTHER]))
