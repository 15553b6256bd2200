"""The study's formulas as cells of modelx, as its users write them: one value a month and draw for all teams, or for a block of draws at once."""

from __future__ import annotations

import modelx
import numpy as np

from benchmarks.numpy_peer import _weights, prices
from benchmarks.study import CATEGORIES, JOINER_PAY, TOLERANCE, Inputs, Study

CELLS = """
def staying(t): return heads(t) - leaving(t)
def heads(t): return start if t == 0 else at_work(t - 1) - leavers(t - 1)
def weight(t): return start if t == 0 else paid(t - 1) - paid(t - 1) / np.maximum(at_work(t - 1), 1e-12) * leavers(t - 1)
def kits(t): return equipped if t == 0 else kits(t - 1) + bought(t - 1)
def coming(t): return sum(np.where(to_hire >= k, opened(t - k) if t >= k else nobody, nobody) for k in range(1, 4))
def leaving(t): return sum(np.where(notice >= k, noticed(t - k) if t >= k else nobody, nobody) for k in range(1, 4))
def soon(t): return sum(np.where((notice >= k) & (notice - k <= to_hire), noticed(t - k) if t >= k else nobody, nobody) for k in range(1, 4))
def opened(t): return np.maximum(study.wanted_hiring[t][:, None] - (heads(t) - soon(t) + coming(t)), 0.0) * study.open_share[t][:, None]
def noticed(t): return np.minimum(np.maximum(staying(t) - study.wanted_notice[t][:, None] / (1 - loss) ** notice, 0.0), np.maximum(staying(t), 0.0))
def joining(t): return sum(np.where(to_hire == k, opened(t - k) if t >= k else nobody, nobody) for k in range(1, 4))
def going(t): return sum(np.where(notice == k, noticed(t - k) if t >= k else nobody, nobody) for k in range(1, 4))
def gone(t): return going(t) * (weight(t) / np.maximum(heads(t), 1e-12))
def at_work(t): return heads(t) - going(t) + joining(t)
def paid(t): return weight(t) - gone(t) + joining(t) * joiner_pay
def home(t): return at_work(t) * study.remote[t][:, None]
def bought(t): return np.maximum(home(t) - kits(t), 0.0)
def left(t): return leaving(t) + noticed(t) - going(t)
def leavers(t): return loss * np.maximum(at_work(t) - left(t), 0.0)
def pay(t): return (weights[0] @ paid(t)).reshape(3, -1, paid(t).shape[1])
def by_area(t): return np.concatenate([pay(t), [weights[1] @ joining(t), weights[2] @ gone(t)]])
def counted(t): return np.stack([joining(t).sum(axis=0), at_work(t).sum(axis=0), home(t).sum(axis=0)])
def by_head(t): return np.stack([study.kit[t] @ bought(t), study.subsidy[t] @ home(t)])
def short(t): return np.maximum(np.ceil(weights[3] @ (at_work(t) - home(t)) - tolerance) - study.held[t][:, None], 0.0)
"""


class Model:
    """A model of the study, built once; each evaluation sets its inputs, which clears its cells."""

    def __init__(self, study: Study):
        self.study, self.space = study, modelx.new_model().new_space("Study")
        fixed = {"np": np, "study": study, "to_hire": study.to_hire[:, None], "notice": study.notice[:, None], "weights": _weights(study)}
        for name, value in {**fixed, "joiner_pay": JOINER_PAY, "tolerance": TOLERANCE, "loss": None, "start": None, "equipped": None, "nobody": None}.items():
            setattr(self.space, name, value)
        for line in CELLS.strip().splitlines():
            self.space.new_cells(line.split("(")[0].removeprefix("def "), formula=line)

    def evaluate(self, inputs: Inputs, block: int = 1) -> np.ndarray:
        """All categories, [category, month, draw], so many draws at a time."""
        out = np.empty((len(CATEGORIES), self.study.months, inputs.draws))
        for first in range(0, inputs.draws, block):
            cut = slice(first, first + block)
            out[:, :, cut] = self._block(inputs.some(cut))
        return out

    def _block(self, inputs: Inputs) -> np.ndarray:
        space, ones = self.space, np.ones((1, inputs.draws))
        space.loss = (1 - (1 - inputs.loss) ** (1 / 12))[self.study.role]
        space.start, space.equipped = self.study.heads[:, None] * ones, self.study.equipped[:, None] * ones
        space.nobody = 0.0 * space.start
        months = range(self.study.months)
        quantities = (np.array([cell(t) for t in months]) for cell in (space.by_area, space.counted, space.by_head, space.short))
        return prices(self.study, inputs, *quantities)
