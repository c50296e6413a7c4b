"""The examples for cron and systemd work as they are."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scraper.cli import parser

ROOT = Path(__file__).parents[1]
UNITS = sorted((ROOT / "scripts" / "deploy" / "systemd").iterdir())
CRONTAB = (ROOT / "scripts" / "deploy" / "crontab.example").read_text(encoding="utf-8")
JOBS = [line.split(None, 5) for line in CRONTAB.splitlines() if re.match(r"[\d*]", line)]


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here"
)
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    """Unchanged but for the place of the program: systemd requires that it exists."""
    program = tmp_path / "kliping"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(
            "/opt/kliping/.venv/bin/kliping", str(program)
        )
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    places = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *places],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert (done.returncode, ours) == (0, [])


def test_every_oneshot_unit_has_its_timer_and_every_timer_its_unit() -> None:
    """The unit that serves pages keeps running, and needs none."""
    ending = {
        unit.stem
        for unit in UNITS
        if unit.suffix == ".service" and "Type=oneshot" in unit.read_text(encoding="utf-8")
    }
    assert {unit.stem for unit in UNITS if unit.suffix == ".timer"} == ending
    assert len(ending) == 2


@pytest.mark.parametrize(
    "unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name
)
def test_a_unit_starts_an_existing_command(unit: Path) -> None:
    (line,) = re.findall(r"^ExecStart=(.+)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    assert parser().parse_args(shlex.split(line)[1:])


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job[5])
def test_a_line_of_the_crontab_runs(job: list[str], tmp_path: Path) -> None:
    """In cron's shell, with the real command in an empty folder: the message must be Kliping's."""
    program = tmp_path / "kliping"
    program.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m scraper.cli "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    environment = os.environ | {
        "KLIPING": str(program),
        "FOLDER": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    command = job[5].replace(r"\%", "%")
    done = subprocess.run(
        ["/bin/sh", "-c", command], env=environment, capture_output=True, text=True, check=False
    )
    log = tmp_path / "kliping.log"
    said = done.stdout + (log.read_text(encoding="utf-8") if log.exists() else "")
    assert done.stderr == ""
    assert re.match(r"kliping: (no portal named|.* does not exist)", said)


def test_there_are_jobs() -> None:
    assert len(JOBS) == 3
