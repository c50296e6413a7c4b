"""Runs the static check of every pattern; exits with 1 where one is suspicious.

`python -m scripts.proof.patterns`
"""

import sys

from scripts.proof.patterns.collect import collect
from scripts.proof.patterns.static import suspicious


def main() -> None:
    """Print each suspicious pattern, or how many were checked."""
    patterns = collect()
    told = [line for found in patterns for line in suspicious(found)]
    if told:
        sys.exit(
            "\n".join(
                (
                    *told,
                    (
                        "make a loop possessive (`++`), or let what follows it begin with what it"
                        " cannot take"
                    ),
                )
            )
        )
    print(f"{len(patterns)} regular expressions, none of them suspicious")


if __name__ == "__main__":
    main()
