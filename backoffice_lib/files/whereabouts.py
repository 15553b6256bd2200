"""Which team each person of a roster was put in, as far as the roster says who is who."""

from __future__ import annotations

import numpy as np

from backoffice_lib.files.people import Reading
from backoffice_lib.plan.grouping import Teams
from backoffice_lib.plan.whereabouts import Whereabouts


def whereabouts(reading: Reading, made: Teams) -> Whereabouts | None:
    """The ids and teams of everyone counted who has an id; texts of their own, so that nothing else of the file is kept."""
    if not reading.has("person"):
        return None
    labels, rows = reading.labels("person"), np.flatnonzero(reading.usable())[made.rows]
    named = ~labels.are_blank()[rows]
    rows, team = rows[named], made.team[named]
    lines = np.asarray(reading.table.lines)[rows]
    return Whereabouts(reading.source.file, lines, reading.table.rows.word, labels.alone(rows), team, tuple(group.team for group in made.teams))
