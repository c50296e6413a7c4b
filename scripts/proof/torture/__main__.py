"""`python -m scripts.proof.torture --kills 200`: rounds of every scenario until so many runs were killed; ends with 1 where one went wrong."""

import argparse
import itertools
import sys
from collections import Counter

from scripts.proof.torture.kills import torture
from scripts.proof.torture.scenarios import SCENARIOS


def main() -> int:
    """Torture and report; the exit code says whether all rounds were good."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--kills",
        type=int,
        default=200,
        help="runs to be killed, shared among the scenarios (default: 200)",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=1,
        help="the first round's; each further one counts up (default: 1)",
    )
    parser.add_argument(
        "--scenario",
        action="append",
        choices=[scenario.name for scenario in SCENARIOS],
        help="only this one",
    )
    arguments = parser.parse_args()
    chosen = [
        scenario
        for scenario in SCENARIOS
        if not arguments.scenario or scenario.name in arguments.scenario
    ]
    kills, rounds, faults = Counter[str](), Counter[str](), 0
    for scenario in chosen:
        for result in torture(scenario, itertools.count(arguments.seed)):
            kills[scenario.name] += result.kills
            rounds[scenario.name] += 1
            for fault in result.faults:
                faults += 1
                print(f"{scenario.name}, seed {result.seed}: {fault}", flush=True)
            if kills[scenario.name] * len(chosen) >= arguments.kills:
                break
        print(
            f"{scenario.name}: {kills[scenario.name]} kills in {rounds[scenario.name]} rounds",
            flush=True,
        )
    print(f"{kills.total()} kills, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
