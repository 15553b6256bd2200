"""Write environment.yml from pyproject.toml and requirements.lock: conda users get the same packages as everybody else.

`make lock` runs this file, and test_setup_files.py holds environment.yml to it. It needs the standard library alone.
"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# From Python 3.14 on nobody has run the workbench yet, and conda would take the newest Python there is.
BELOW = "<3.14"

HEAD = """\
# Written by `make lock` from pyproject.toml and requirements.lock; do not edit.
# conda env create -f environment.yml && conda activate {name}
name: {name}
channels:
  - conda-forge
dependencies:
  - python {python}
  - pip
  - pip:
      - -e .
"""


def pins(lock: str) -> list[str]:
    """Each package of a lock as `name==version` or `name==version ; marker`, without its hashes."""
    return [re.split(r" \\| --hash", line)[0] for line in lock.splitlines() if re.match(r"[A-Za-z0-9]", line)]


def conda_pin(pin: str) -> str:
    """The pin as conda's pip takes it. What the lock never installs, pip installs all the same when it resolves by itself
    (a requirements file cannot say --no-deps), so that package is pinned rather than left to chance."""
    return pin.removesuffix(" ; sys_platform == 'never'")


def environment(pyproject: str, lock: str) -> str:
    """The text of environment.yml."""
    project = tomllib.loads(pyproject)["project"]
    head = HEAD.format(name=project["name"], python=f"{project['requires-python']},{BELOW}")
    return head + "".join(f'      - "{conda_pin(pin)}"\n' for pin in pins(lock))


def environment_here(root: Path = ROOT) -> str:
    """The text that environment.yml should have in this checkout."""
    return environment(*((root / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "requirements.lock")))


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(environment_here(), encoding="utf-8")
