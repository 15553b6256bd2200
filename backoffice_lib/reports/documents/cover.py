"""What stands at the head of a report besides its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from backoffice_lib.plan.policies import SMALLEST_PAY_GROUP_HEADS

HEADING = re.compile(r"^# +(.+?) *#*$\n*", re.MULTILINE)
UNMASKED = f"shown unmasked, of groups of fewer than {SMALLEST_PAY_GROUP_HEADS} people too"


@dataclass(frozen=True)
class Cover:
    """What a report is about, as of when, its answer, whether it shows the pay of few people, and the checks that failed, if any."""

    title: str
    plan: str = ""
    scenarios: tuple[str, ...] = ()
    as_of: date | None = None
    made_on: date | None = None
    answer: str = ""
    unmasked: bool = False
    failed_checks: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, str]:
        """What there is to know of the report, by what it is called."""
        several = "Scenario" if len(self.scenarios) == 1 else "Scenarios"
        told = {
            "Plan": self.plan,
            several: ", ".join(self.scenarios),
            "As of": day(self.as_of),
            "Made on": day(self.made_on),
            "Pay": UNMASKED if self.unmasked else "",
        }
        return {name: text for name, text in told.items() if text}


def title_of(executed) -> str:
    """The notebook's first heading, or nothing."""
    for cell in executed.cells:
        if cell.cell_type == "markdown" and (heading := HEADING.search(cell.source)):
            return heading[1]
    return ""


def answer_of(executed) -> str:
    """The sentence shown by the cell tagged `answer`, or nothing."""
    for cell in executed.cells:
        if cell.cell_type == "code" and "answer" in cell.metadata.get("tags", []):
            return " ".join(_words(output) for output in cell.outputs).strip()
    return ""


def day(day: date | None) -> str:
    """A day in words, the same whatever language the machine speaks."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


_MONTHS = "January February March April May June July August September October November December".split()


def _words(output) -> str:
    """What an output says in plain words."""
    if output.output_type == "stream":
        return output.text.strip() if output.name == "stdout" else ""
    text = output.get("data", {}).get("text/plain", "")
    return text[1:-1] if text[:1] in "'\"" and text[:1] == text[-1:] else text
