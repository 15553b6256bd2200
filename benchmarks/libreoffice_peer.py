"""The study as a workbook that LibreOffice recalculates, without a window, told what to do through its own interface."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import workbook
from benchmarks.study import CATEGORIES, Inputs, Study

SIDE = Path(__file__).with_name("libreoffice_side.py")
PYTHON = "/usr/bin/python3"
"""The system's own, for which `python3-uno` is made."""
SETTING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Calculation"><prop oor:name="UseThreadedCalculationForFormulaGroups" oor:op="fuse"><value>{threads}</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice lies that can be told what to do; nothing where it is not installed."""
    found = shutil.which("soffice")
    known = found and Path(PYTHON).exists() and subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
    return str(Path(found).resolve().with_name("soffice.bin")) if known else None


def version() -> str:
    """Which LibreOffice it is."""
    said = subprocess.run([shutil.which("soffice"), "--version"], capture_output=True, text=True, check=True).stdout
    return " ".join(said.split()[:2])


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and of LibreOffice's processor."""

    clock: float
    processor: float


class Model:
    """A workbook that is open. studies: by name of the scenario."""

    def __init__(self, side: subprocess.Popen, studies: Mapping[str, Study]):
        self._side, self._studies = side, studies

    def _told(self, do: str, **order: object) -> tuple[object, Taken]:
        self._side.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self._side.stdin.flush()
        answer = json.loads(self._side.stdout.readline())
        return answer["found"], Taken(answer["clock"], answer["processor"])

    @property
    def _results(self) -> dict[str, object]:
        months = next(iter(self._studies.values())).months
        return {"sheets": [f"results_{number}" for number in range(1, 1 + len(self._studies))], "rows": months, "columns": len(CATEGORIES)}

    def open(self, file: Path) -> Taken:
        """Opens the file."""
        return self._told("open", file=str(file))[1]

    def recalculate(self) -> Taken:
        """Works every cell out anew."""
        return self._told("recalculate")[1]

    def read(self) -> np.ndarray:
        """The results as they stand, [scenario, category, month]."""
        return _array(self._told("read", **self._results)[0])

    def at(self, inputs: Inputs, draw: int = 0) -> tuple[np.ndarray, Taken]:
        """The results at the inputs of a draw, [scenario, category, month]; cells that stay as they are are not written."""
        found, taken = self._told("set", values=workbook.input_values(inputs, draw), read=self._results)
        return _array(found), taken


def _array(found: object) -> np.ndarray:
    return np.array(found, dtype=float).transpose(0, 2, 1)


@contextmanager
def opened(studies: Mapping[str, Study], inputs: Inputs, threads: bool = False, teams_down: bool = False) -> Iterator[Model]:
    """Writes the workbook, and has LibreOffice open it and work it out once; threads: as it is set when it is installed."""
    with tempfile.TemporaryDirectory() as folder:
        file, profile = Path(folder, "study.xlsx"), Path(folder, "profile")
        workbook.write(file, studies, inputs, teams_down)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(SETTING.format(threads=str(threads).lower()), encoding="utf-8")
        side = subprocess.Popen([PYTHON, str(SIDE), program(), str(profile)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            model = Model(side, studies)
            model.open(file)
            yield model
        finally:
            side.stdin.close()
            side.wait()
