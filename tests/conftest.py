"""How the tests are run: how hard the property-based ones look, and which stay together when several workers share them.

A few examples for `make check`, more for `make test`; `pytest --hypothesis-profile=search` looks at new examples each time and looks for the simplest that fails, which takes minutes;
the other two look at the same ones each time and show the first that fails.
"""

import re
import signal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from xdist.scheduler import LoadScopeScheduling

SLOW_MACHINES = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)

COMMON = settings(deadline=None, database=None, suppress_health_check=SLOW_MACHINES)
AS_FOUND = (Phase.explicit, Phase.generate)
settings.register_profile("quick", COMMON, derandomize=True, max_examples=4, phases=AS_FOUND)
settings.register_profile("full", COMMON, derandomize=True, max_examples=40, phases=AS_FOUND)
settings.register_profile("search", COMMON, derandomize=False, max_examples=400, print_blob=True)


def pytest_configure(config):
    """`make check` leaves the slow tests out, and so gets the quick profile, unless one is asked for by name.

    A shell that starts tests in the background has them ignore Ctrl-C, and so would every command that a test starts and interrupts.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not config.getoption("--hypothesis-profile", None):
        settings.load_profile("quick" if "not slow" in config.option.markexpr else "full")


def pytest_collection_modifyitems(config, items):
    """Thorough tests run only when they are asked for by name, as `make test-all` does.

    A page shares two cores with all other tests, so one that failed is looked at once more; a second failure is one.
    """
    if "thorough" not in config.option.markexpr:
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


class SharedOnce(LoadScopeScheduling):
    """Tests of a file that makes something once for all of them go to one worker; all others wherever there is room."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if makes_something_once(Path(self.config.rootpath, file)) else nodeid


@cache
def makes_something_once(file: Path) -> bool:
    """Whether a test file has a fixture that is made once."""
    return bool(re.search(r'scope="(module|session)"', file.read_text(encoding="utf-8")))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return SharedOnce(config, log)
