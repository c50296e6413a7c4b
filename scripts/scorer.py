"""Runs the scorer that lies beside the checkout (`../shared/bench`) in a process of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
SHARED: Final = ROOT.parent / "shared"
SCORER: Final = SHARED / "bench" / "evaluate.py"
CORPORA: Final = SHARED / "corpus"

MODES: Final[Mapping[str, tuple[str, ...]]] = {
    "rules": ("scripts.bench_adapter:extract", "--bytes"),
    "generic": ("scripts.bench_adapter:extract_generic", "--bytes"),
    "generic_without_url": ("scripts.bench_adapter:extract_generic", "--bytes", "--no-url"),
}
"""Kliping's own modes: extractor and options for the scorer."""


def is_there() -> bool:
    """True where scorer and corpora lie beside the checkout."""
    return SCORER.is_file() and CORPORA.is_dir()


def scores(
    corpus: str, extractor: str, options: Sequence[str] = (), *, repeat: int = 3
) -> dict[str, Any]:
    """One extractor's scores on one corpus: F1, title, instant …, ratio, named as in its README.

    Raises:
        subprocess.CalledProcessError: the scorer failed; its stderr says why.
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        words = [
            "--data",
            str(CORPORA / corpus),
            "--extractor",
            extractor,
            *options,
            "--repeat",
            str(repeat),
            "--json",
            report.name,
        ]
        subprocess.run(
            [sys.executable, str(SCORER), *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(Path(report.name).read_text(encoding="utf-8"))
    summary: dict[str, Any] = found["sets"][corpus]["summary"]
    return summary
