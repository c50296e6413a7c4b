"""Kill -9 at seeded moments, run again: nothing lost, nothing twice, the archive whole. `dev.py torture` does the same at length."""

import pytest

from scripts.torture.kills import torture
from scripts.torture.scenarios import SCENARIOS, Scenario


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_what_was_killed_completes_and_is_what_an_undisturbed_run_leaves(scenario: Scenario) -> None:
    """Three kills each, in the order of the work that is left: twelve in the suite."""
    for result in torture(scenario, seeds=(16,)):
        assert result.faults == ()
        assert result.kills > 0, "all runs ended before their kill: nothing was tried"
