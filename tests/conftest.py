"""How hard the property-based tests look: a few examples for `make check`, more for `make test`.

`pytest --hypothesis-profile=search` looks at new examples each time; the other two look at the same ones each time.
"""

from hypothesis import HealthCheck, settings

SLOW_MACHINES = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)

COMMON = settings(deadline=None, database=None, suppress_health_check=SLOW_MACHINES)
settings.register_profile("quick", COMMON, derandomize=True, max_examples=12)
settings.register_profile("full", COMMON, derandomize=True, max_examples=40)
settings.register_profile("search", COMMON, derandomize=False, max_examples=400, print_blob=True)


def pytest_configure(config):
    """`make check` leaves the slow tests out, and so gets the quick profile, unless one is asked for by name."""
    if not config.getoption("--hypothesis-profile", None):
        settings.load_profile("quick" if "not slow" in config.option.markexpr else "full")
