"""Kill -9 at seeded moments, run again: nothing lost, nothing twice, the archive whole. `dev.py torture` does the same at length."""

import itertools

import pytest

from scripts.torture.kills import torture
from scripts.torture.scenarios import SCENARIOS, Scenario

CRAWLING = next(scenario for scenario in SCENARIOS if scenario.served)
KILLS = 10


@pytest.mark.parametrize("scenario", [one for one in SCENARIOS if one is not CRAWLING], ids=lambda scenario: scenario.name)
def test_what_was_killed_completes_and_is_what_an_undisturbed_run_leaves(scenario: Scenario) -> None:
    """Three kills each, in the order of the work that is left: twelve in the suite."""
    for result in torture(scenario, seeds=(16,)):
        assert result.faults == ()
        assert result.kills > 0, "all runs ended before their kill: nothing was tried"


def test_a_crawl_that_is_killed_goes_on_where_it_was() -> None:
    """And leaves, row by row, what an undisturbed one leaves; no article is asked for more than twice."""
    kills = 0
    for result in torture(CRAWLING, itertools.count(1)):
        assert result.faults == ()
        kills += result.kills
        if kills >= KILLS:
            return
