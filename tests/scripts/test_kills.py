"""Kill -9 at seeded moments, run again: nothing lost, nothing twice, the archive whole.

`dev.py torture` does the same at length.
"""

import itertools

import pytest

from scripts.proof.torture.kills import torture
from scripts.proof.torture.scenarios import SCENARIOS, Scenario

CRAWLING = next(scenario for scenario in SCENARIOS if scenario.served)
KILLS = 3


@pytest.mark.parametrize(
    "scenario",
    [one for one in SCENARIOS if one is not CRAWLING],
    ids=lambda scenario: scenario.name,
)
def test_what_was_killed_completes_and_is_what_an_undisturbed_run_leaves(
    scenario: Scenario,
) -> None:
    """Rounds until two runs of each were killed before they ended: eight in the suite, however
    fast the machine is.
    """
    _killed(scenario, first_seed=20, kills=2)


def test_a_crawl_that_is_killed_goes_on_where_it_was() -> None:
    """And leaves, row by row, what an undisturbed one leaves; no article is asked for more than
    twice.
    """
    _killed(CRAWLING, first_seed=1, kills=KILLS)


def _killed(scenario: Scenario, *, first_seed: int, kills: int) -> None:
    for result in torture(scenario, itertools.count(first_seed)):
        assert result.faults == ()
        kills -= result.kills
        if kills <= 0:
            return
