"""The set-up files agree with each other: pyproject.toml, both locks, environment.yml, Makefile, .ci/run and README.md."""

import re
import subprocess
import sys
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.conda_environment import ROOT, environment, environment_here, pins

LOCKS = ("requirements.lock", "tests/requirements.lock")
TARGETS = {"bench", "help", "setup", "report", "lab", "test", "test-all", "check", "golden", "gallery", "lock", "clean", "fuzz"}
PLACES = [
    {"python_version": python, "python_full_version": f"{python}.9", "sys_platform": platform, "os_name": os_name}
    for python in ("3.11", "3.12", "3.13")
    for platform, os_name in (("linux", "posix"), ("darwin", "posix"), ("win32", "nt"))
]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict:
    return tomllib.loads(text("pyproject.toml"))["project"]


def installed(lock: str, place: dict) -> dict[str, Version]:
    """What a lock installs on one kind of machine: package → version."""
    found = (Requirement(pin) for pin in pins(lock))
    return {
        canonicalize_name(one.name): Version(next(iter(one.specifier)).version)
        for one in found
        if one.marker is None or one.marker.evaluate(place)
    }


def unmet(wanted: list[str], lock: str) -> list[str]:
    """Which requirements a lock leaves open, anywhere we promise to run."""
    problems = []
    for place in PLACES:
        versions = installed(lock, place)
        for one in map(Requirement, wanted):
            version = versions.get(canonicalize_name(one.name))
            if version is None or version not in one.specifier:
                problems.append(f"{one} is {version} on {place['sys_platform']}, Python {place['python_version']}")
    return problems


def lock_problems(lock: str) -> list[str]:
    """An address, a local path, a package that is not pinned or has no hash, or the grammar we leave out."""
    statements = re.sub(r"\\\n", " ", lock).splitlines()
    problems = [line for line in lock.splitlines() if re.search(r"://|^\s*-[a-zA-Z]|--(?!hash)\w*-(index|links)", line)]
    for line in (line for line in statements if line.strip() and not line.startswith("#")):
        if not re.fullmatch(r"[\w.-]+==[\w.]+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", line):
            problems.append(f"not pinned, or without a hash: {line[:60]}")
    return problems or [f"installs rfc3987-syntax: {place}" for place in PLACES if "rfc3987-syntax" in installed(lock, place)]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_everything_and_an_address_for_nothing(name):
    assert len(pins(text(name))) > 50
    assert lock_problems(text(name)) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "-f wheels",
        "numpy @ https://example.org/numpy.whl --hash=sha256:" + 64 * "0",
        "numpy==2.4.6",
        "numpy==2.4.6 \\\npandas==3.1.1 --hash=sha256:" + 64 * "0",
        "numpy>=2 --hash=sha256:" + 64 * "0",
        "rfc3987-syntax==1.1.0 --hash=sha256:" + 64 * "0",
    ],
)
def test_a_bad_line_in_a_lock_is_noticed(line):
    assert lock_problems(text("requirements.lock") + line + "\n")


def test_the_locks_meet_what_pyproject_asks_for_everywhere():
    runtime, extras = project()["dependencies"], project()["optional-dependencies"]
    assert unmet(runtime + extras["build"], text("requirements.lock")) == []
    assert unmet(runtime + extras["test"] + extras["parquet"], text("tests/requirements.lock")) == []


def test_an_unmet_requirement_is_noticed():
    lock = "numpy==2.4.6 ; python_full_version < '3.12'\n"
    assert unmet(["numpy>=2"], lock)[0] == "numpy>=2 is None on linux, Python 3.12"
    assert len(unmet(["numpy>=2"], lock)) == 6
    assert len(unmet(["numpy>=3", "pandas"], lock)) == 18


def test_both_locks_install_the_same_version_of_what_both_install():
    for place in PLACES:
        product, tests = (installed(text(name), place) for name in LOCKS)
        assert {name: (product[name], tests[name]) for name in product.keys() & tests if product[name] != tests[name]} == {}


def test_conda_users_get_the_same():
    assert text("environment.yml") == environment_here(), "environment.yml is old: make lock"


def test_environment_follows_pyproject_and_lock():
    written = environment(
        '[project]\nname = "it"\nrequires-python = ">=3.99"\n',
        "# heading\na==1 ; os_name == 'nt' \\\n    --hash=sha256:0\nb==2 ; sys_platform == 'never' \\\n    --hash=sha256:1\n",
    )
    assert "name: it\n" in written and "  - python >=3.99,<3.14\n" in written
    assert written.endswith("""  - pip:\n      - -e .\n      - "a==1 ; os_name == 'nt'"\n      - "b==2"\n""")
    assert "://" not in text("environment.yml")


def test_make_alone_lists_every_target():
    made = set(re.findall(r"^([a-z-]+):", text("Makefile"), re.MULTILINE))
    assert made == TARGETS
    shown = subprocess.run(["make", "-s"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^make ([a-z-]+)", shown, re.MULTILINE)) == TARGETS


def test_an_old_python_is_told_so_and_builds_nothing(tmp_path):
    old = tmp_path / "python"  # says it is 3.8 to whoever asks, in either way
    ask = "import sys; sys.version_info = (3, 8, 1); exec(sys.argv[1])"
    old.write_text(f"""#!/bin/sh\n[ "$1" = --version ] && echo Python 3.8.1 && exit\nexec '{sys.executable}' -c '{ask}' "$2"\n""")
    old.chmod(0o755)
    (tmp_path / "Makefile").write_text(text("Makefile"))
    for python, wanted in ((old, "is Python 3.8.1, and the workbench needs 3.11 or later"), ("no-python", "There is no no-python here")):
        ran = subprocess.run(["make", "setup", f"PYTHON={python}"], cwd=tmp_path, capture_output=True, text=True)
        assert ran.returncode and wanted in ran.stdout
        assert not (tmp_path / ".venv").exists()


def test_ci_runs_every_test():
    assert text(".ci/run").splitlines()[-1] == "make test"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)


def test_the_readme_names_the_two_commands():
    if not (ROOT / "README.md").exists():
        pytest.skip("README.md is not written yet")
    assert re.search(r"^\s*\$?\s*make report\b", text("README.md"), re.MULTILINE)
    assert re.search(r"^\s*\$?\s*make test\b", text("README.md"), re.MULTILINE)


def test_no_source_folder_is_ignored():
    names = {path.name for path in (ROOT / "backoffice_lib").iterdir()} | {path.name for path in (ROOT / "tests").iterdir()}
    ignored = {line.strip("/") for line in text(".gitignore").splitlines() if not line.startswith(("/", "#"))}
    assert ignored & names <= {"__pycache__"}


def test_the_wheel_carries_plans_and_notebooks_and_no_tests(tmp_path):
    for needed in ("README.md", "data", "notebooks"):
        if not (ROOT / needed).exists():
            pytest.skip(f"{needed} is not written yet")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, capture_output=True, check=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    tops = {name.split("/")[0] for name in names}
    assert tops == {"backoffice_lib", f"backoffice_workbench-{project()['version']}.dist-info"}
    for folder in ("data", "notebooks"):
        here = {path.relative_to(ROOT).as_posix() for end in ("yaml", "csv", "ipynb") for path in (ROOT / folder).glob(f"**/[!.]*.{end}")}
        here = {name for name in here if ".ipynb_checkpoints" not in name}
        assert here and here <= {name.removeprefix("backoffice_lib/shipped/") for name in names}
