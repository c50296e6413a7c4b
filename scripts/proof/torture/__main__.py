"""Run rounds of every scenario until enough runs were killed; exit with 1 where one went wrong.

`python -m scripts.proof.torture --kills 200`
"""

import argparse
import itertools
import sys

from scripts.proof.torture.kills import torture
from scripts.proof.torture.scenarios import SCENARIOS, Scenario


def main() -> int:
    """Torture and report; return 1 where a round went wrong."""
    arguments = _parser().parse_args()
    chosen = [
        scenario
        for scenario in SCENARIOS
        if not arguments.scenario or scenario.name in arguments.scenario
    ]
    kills = faults = 0
    for scenario in chosen:
        killed, wrong = _rounds(scenario, arguments.seed, arguments.kills / len(chosen))
        kills += killed
        faults += wrong
    print(f"{kills} kills, {faults} faults")
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--kills",
        type=int,
        default=200,
        help="runs to kill, divided among the scenarios (default: 200)",
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="seed of the first round; it counts up (default: 1)"
    )
    parser.add_argument(
        "--scenario",
        action="append",
        choices=[scenario.name for scenario in SCENARIOS],
        help="only this one",
    )
    return parser


def _rounds(scenario: Scenario, seed: int, enough: float) -> tuple[int, int]:
    """Run rounds until `enough` runs were killed; returns how many were, and the faults."""
    kills = rounds = faults = 0
    for result in torture(scenario, itertools.count(seed)):
        kills += result.kills
        rounds += 1
        faults += len(result.faults)
        for fault in result.faults:
            print(f"{scenario.name}, seed {result.seed}: {fault}", flush=True)
        if kills >= enough:
            break
    print(f"{scenario.name}: {kills} kills in {rounds} rounds", flush=True)
    return kills, faults


if __name__ == "__main__":
    sys.exit(main())
