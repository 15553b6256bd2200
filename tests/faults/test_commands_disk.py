"""Whole commands whose disk fails, fills up or goes away, or whose plan changes: exit 1, a line that says so, nothing published, and the next one works."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import backoffice_lib as bo
from backoffice_lib.files.shipped import shipped_plans
from backoffice_lib.reports.archive import read_certificate
from tests.faults.whole_commands import COST, Office, ended
from tests.notebooks.made import code

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="disks are filled as POSIX does it")]
MB = 1 << 20


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of 16 MB, where we may have one."""
    place = tmp_path / "disk"
    place.mkdir()
    if not shutil.which("mount") or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("only root may mount a small disk here; the same is tried with a limit on the size of files")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, left: int) -> Path:
    """Takes all of a disk but for so many bytes."""
    filler = place / "filler"
    free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
    filler.write_bytes(b"x" * max(free - left, 0))
    return filler


def lines(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.strip()]


@pytest.mark.parametrize("left", [3 * MB, *(pytest.param(left, marks=pytest.mark.thorough) for left in (0, 16_384, 65_536, 110_592))])
def test_a_disk_that_is_full_while_a_report_is_made(tmp_path, small_disk, left):
    """The last good report stays; with space again the next one is made."""
    office = Office.made(tmp_path, archive=small_disk / "reports", formats="ipynb, html")
    good = ended(office.reported())
    assert good[0] == 0, good
    for shared in (small_disk / "reports").glob("plotly-*"):
        shared.unlink()  # so that there is much to write
    before = {path: path.read_bytes() for path in small_disk.rglob("*") if path.is_file() and "history" not in path.name}
    filler = fill(small_disk, left)
    code_of_end, out, said = ended(office.scheduled())
    filler.unlink()
    assert (code_of_end, out) == (1, "") and "No space left on device" in said, (code_of_end, out, said)
    assert len(lines(said)) <= 2 and "Traceback" not in said, said
    assert all(path.read_bytes() == content for path, content in before.items())
    assert len(office.made_once()) == 1
    office.check()
    assert ended(office.scheduled("--failed"))[0] == 0
    assert len(office.made_once()) == 2
    office.check()


def test_files_that_may_not_grow_beyond_a_limit(tmp_path):
    """As a full disk, for those who may not mount one."""
    office = Office.made(tmp_path, formats="html")
    code_of_end, out, said = ended(office.scheduled(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))))
    assert (code_of_end, out) == (1, "") and "File too large" in said and "Traceback" not in said, said
    assert office.made_once() == []
    office.check()


@pytest.mark.parametrize("nth", [23, *(pytest.param(nth, marks=pytest.mark.thorough) for nth in range(1, 46, 2))])
def test_the_nth_time_that_a_pass_touches_the_disk_fails(tmp_path, nth):
    office = Office.made(tmp_path)
    code_of_end, out, said = ended(office.scheduled(env={"BACKOFFICE_FAULT": f"any:{nth}:EIO"}))
    assert code_of_end in (0, 1) and "Traceback" not in said, said
    if code_of_end:
        assert "Input/output error" in said and not out, (out, said)
    office.check()
    code_of_end, _, said = ended(office.scheduled("--failed"))
    assert code_of_end == 0, said
    assert office.made_once() == ["cost"]
    office.check()


def test_an_archive_that_goes_away_while_a_report_is_made(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    office = Office.made(tmp_path, code(f"import os\nos.rename({str(tmp_path / 'reports')!r}, {str(elsewhere)!r})"), COST)
    code_of_end, out, said = ended(office.scheduled())
    assert code_of_end == 1 and not out and "Traceback" not in said, (code_of_end, out, said)
    assert not list(tmp_path.glob("reports/cost")), "no half of an archive is made where the other was"
    shutil.rmtree(tmp_path / "reports", ignore_errors=True)
    elsewhere.rename(tmp_path / "reports")
    office.check()
    assert office.made_once() == []


def test_a_plan_swapped_while_a_pass_is_made_changes_nothing(tmp_path):
    """Its files are replaced, cut and removed by the first cell; the report and its certificate are of what was there."""
    plan = tmp_path / "tiny"
    held = hashlib.sha256((shipped_plans()["tiny"] / "teams.csv").read_bytes()).hexdigest()
    cost = str(bo.summarise(bo.simulate(bo.read_plan(shipped_plans()["tiny"]))))
    spoil = f"from pathlib import Path\nhome = Path({str(plan)!r})\n(home / 'teams.csv').write_text('spoilt')\n(home / 'sites.csv').unlink()\nnext(home.glob('*.yaml')).write_text('')"
    office = Office.made(tmp_path, code(spoil), COST)
    code_of_end, _, said = ended(office.scheduled())
    assert code_of_end == 0, said
    certificate, _ = read_certificate(next(office.archive.glob("cost/*/*")))
    assert (certificate.status, certificate.answer) == ("succeeded", cost)
    assert {one.name: one.sha256 for one in certificate.inputs}["plan/teams.csv"] == held
    assert (plan / "teams.csv").read_text() == "spoilt"
    office.check()
    code_of_end, _, said = ended(office.reported())
    assert code_of_end == 2 and "teams.csv" in said
