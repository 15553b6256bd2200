"""The workbench: initiatives on one side, what they come to on the other; saved as the scenario files that everything else reads."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import ipywidgets

from backoffice_lib import levers
from backoffice_lib.analyses._at_a_glance import at_a_glance, is_unsure, places_at_the_end
from backoffice_lib.analyses._step_by_step import StepByStep
from backoffice_lib.analyses.bridge import bridge
from backoffice_lib.analyses.compare import compare
from backoffice_lib.analyses.risk import Risk, risk
from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.basics.money import counted, sentence, spoken
from backoffice_lib.draws import Growing
from backoffice_lib.files.saving import folder_to_save_in, known_scenarios, save_scenario
from backoffice_lib.files.scenarios import read_scenario
from backoffice_lib.plan import Plan
from backoffice_lib.scenario import TODAY, Scenario
from backoffice_lib.simulation import simulate
from backoffice_lib.views.widgets.alive import Alive
from backoffice_lib.views.widgets.answer import Answer
from backoffice_lib.views.widgets.deciding import InputMap, MakeOrBuy
from backoffice_lib.views.widgets.drafts import Draft, History
from backoffice_lib.views.widgets.editor import Editor
from backoffice_lib.views.widgets.fields import Field, first_values
from backoffice_lib.views.widgets.focus import Focus
from backoffice_lib.views.widgets.grid import PlanTables
from backoffice_lib.views.widgets.labels import Labels
from backoffice_lib.views.widgets.light import Light
from backoffice_lib.views.widgets.look import STYLE
from backoffice_lib.views.widgets.pauses import InTurn, Step, WhenStill, is_waited_for
from backoffice_lib.views.widgets.pins import Pins
from backoffice_lib.views.widgets.reasons import Reasons
from backoffice_lib.views.widgets.tabs import Now, Tabs
from backoffice_lib.views.widgets.taking_away import Reports, TakeAway
from backoffice_lib.views.widgets.tools import Tools

SIMULATIONS = (500, *range(1_000, 10_001, 1_000))
"""First enough to show a range soon, then more for its ends, as many at a time as take some seconds."""


class Workbench:
    """Try initiatives on a plan and see at once what they come to: put `Workbench(plan)` at the end of a notebook cell.

    start: the scenario it begins with; today if left out. save_in: the folder in which scenarios of a plan that comes with the workbench are
    saved; those of other plans are saved in the plan's own. report: what runs reports for a scenario, `bo.report`; they lie in a folder
    `reports` beside that of the scenarios, and without it there are none. Amounts are in plan currency, and of draw 0.
    """

    def __init__(self, plan: Plan, start: Scenario | str = TODAY, save_in: str = "scenarios", report: Reports | None = None):
        self.plan = plan
        self._folder = folder_to_save_in(plan, save_in)
        self._today = simulate(plan)
        self._today_in_many, self._in_many = Growing(plan, TODAY), Growing(plan, TODAY)
        self._replacing = ""
        first = read_scenario(plan, start) if isinstance(start, str) else start
        self._history = History(Draft.of(first))
        self._tools = Tools(tuple(levers.by_word()), self)
        self._editor, self._answer, self._focus = Editor(plan, self), Answer(self._asked_why, self._drawn), Focus()
        self._when_still = WhenStill(self._tools.failed)
        self._in_turn, self._step_by_step = InTurn(self._tools.failed), StepByStep()
        self._now: Now | None = None
        self._shown: Now | None = None
        self._is_drawn = not is_waited_for()
        self._pins, self._why = Pins(self._asked), Reasons(self._asked)
        away = TakeAway(report, self._folder.parent / "reports", self._tools.guarded)
        self._tabs = Tabs(self._answer.widget, [self._why, self._pins, MakeOrBuy(), InputMap(self._asked), PlanTables(), away], self._asked)
        self.page = self._laid_out()
        self._tools.offer(known_scenarios(plan, self._folder), first.name)
        self._shown_anew()

    def _repr_mimebundle_(self, **_: Any) -> Any:
        return self.page._repr_mimebundle_()

    @property
    def draft(self) -> Draft:
        """The scenario as it is filled in."""
        return self._history.now

    def _laid_out(self) -> ipywidgets.VBox:
        plan = self.plan
        span = f"{counted(plan.months, 'month')} from {plan.start}"
        title = f"<h1>{html.escape(sentence(spoken(plan.name)))}</h1><p>in {plan.currency}, {span}</p>"
        head = ipywidgets.HBox([ipywidgets.HTML(title), self._tools.named, Light()])
        left = ipywidgets.VBox([ipywidgets.HTML("<h2>Initiatives</h2>"), self._editor.widget, self._tools.adding])
        body = ipywidgets.GridBox([left, self._tabs.widget])
        style = ipywidgets.HTML(STYLE)
        page = ipywidgets.VBox([style, head, Alive(), self._tools.bar, self._tools.said, body, Labels(), self._focus])
        for widget, name in ((style, "bo-style"), (head, "bo-head"), (left, "bo-left"), (body, "bo-body"), (page, "bo-page")):
            widget.add_class(name)
        return page

    # what the planner does with an initiative

    def changed(self, number: int, field: str, value: Any, moving: bool = False) -> None:
        """A field of an initiative has another value. moving: by a slider, which may go on."""
        given = {**self.draft.entry(number).given, field: value}
        self._step(self.draft.with_entry(number, given=given), f"{number} {field}" if moving else "")

    def left_out(self, number: int, field: str) -> None:
        """A field of an initiative is not given any more."""
        given = {name: value for name, value in self.draft.entry(number).given.items() if name != field}
        self._step(self.draft.with_entry(number, given=given), anew=True)
        self._focus.on(".bo-more select")

    def turned(self, number: int, field: str, value: Any) -> None:
        """A number is a range from now on, or one number again."""
        self._step(self.draft.with_entry(number, given={**self.draft.entry(number).given, field: value}), anew=True)
        self._focus.on(f".bo-of-{field} input")

    def given_too(self, number: int, field: Field) -> None:
        """One more field of an initiative is given."""
        given = {**self.draft.entry(number).given, field.name: field.start}
        self._step(self.draft.with_entry(number, given=given), anew=True)
        self._focus.on(f".bo-of-{field.name} :is([role=slider], input, select)")

    def acted(self, number: int, what: str) -> None:
        """An initiative is opened, closed, moved, copied, switched on or off, or removed."""
        draft, entry = self.draft, self.draft.entry(number)
        if what == "open":
            self._editor.opened = 0 if self._editor.opened == number else number
            self._tools.guarded(self._shown_anew)
            self._focus.on(f".bo-row-{number} .bo-title")
            return
        done = {
            "switch": lambda: draft.with_entry(number, on=not entry.on),
            "up": lambda: draft.moved(number, -1),
            "down": lambda: draft.moved(number, 1),
            "copy": lambda: draft.doubled(number),
            "remove": lambda: draft.without(number),
        }
        self._step(done[what](), anew=True)
        self._focus.on(self._place_after(number, what))

    def _place_after(self, number: int, what: str) -> str:
        """Where the keyboard goes on after something was done with an initiative: on it, its copy, or where it was."""
        if what == "copy":
            return f".bo-row-{max(entry.number for entry in self.draft.entries)} .bo-title"
        if what == "remove":
            return ".bo-rows .bo-title" if self.draft.entries else ".bo-adding select"
        return f".bo-row-{number} " + {"switch": ".bo-count input"}.get(what, f".bo-{what}")

    # what the planner does with the scenario

    def added(self, word: str) -> None:
        """An initiative of a kind is added, and opened."""
        draft = self.draft.added(word, first_values(levers.by_word()[word], self.draft.plan_before(0, self.plan)))
        self._editor.opened = draft.entries[-1].number
        self._step(draft, anew=True)
        self._focus.on(f".bo-row-{self._editor.opened} .bo-title")

    def renamed(self, name: str) -> None:
        """The scenario has another name."""
        self._step(Draft(name, self.draft.story, self.draft.owner, self.draft.entries))

    def begun_from(self, name: str) -> None:
        """Another scenario is taken to start from."""
        self._editor.opened = 0
        self._step(Draft.of(read_scenario(self.plan, name)), anew=True)

    def back(self) -> None:
        """The last step is taken back."""
        self._history.undo()
        self._shown_anew()

    def forth(self) -> None:
        """The step that was taken back is made again."""
        self._history.redo()
        self._shown_anew()

    def saved(self) -> None:
        """The scenario is kept as a file; one that is there already is replaced when asked for twice."""
        scenario, problems = self.draft.tried(self.plan)
        if scenario is None:
            self._tools.stays(len([one for found in problems.values() for one in found]), problems.get(0, ()))
            return
        try:
            path = save_scenario(self.plan, scenario, self._folder, replace=self._replacing == scenario.name)
        except InputProblems:
            self._replacing = scenario.name
            raise
        self._replacing = ""
        self._tools.offer(known_scenarios(self.plan, self._folder), path.stem)
        self._tools.kept(path, scenario, sum(not entry.on for entry in self.draft.entries))

    def pinned(self) -> None:
        """The scenario is kept in view as it is; one that is not right yet is not."""
        scenario, problems = self.draft.tried(self.plan)
        if scenario is None or self._now is None:
            self._tools.stays(sum(map(len, problems.values())), problems.get(0, ()))
            return
        name = self._pins.pin(scenario, self._now)
        self._asked()
        self._tools.done(f"Pinned {spoken(name)}: {self._pins.title} shows it with others.")

    def _asked_why(self, chart: str, bar: str) -> None:
        self._why.ask(chart, bar)
        self._tabs.turn_to(self._why)

    # what follows from it

    def _step(self, draft: Draft, what: str = "", anew: bool = False) -> None:
        self._tools.guarded(partial(self._stepped, draft, what, anew))

    def _stepped(self, draft: Draft, what: str, anew: bool) -> None:
        self._history.put(draft, what)
        if anew:
            self._shown_anew()
        else:
            self._answered()

    def _shown_anew(self) -> None:
        self._editor.show(self.draft)
        self._tools.show(self.draft, self._history.can)
        self._answered()

    def _answered(self) -> None:
        """Shows what the draft comes to; where something is wrong with it, says so and leaves the last good answer."""
        scenario, problems = self.draft.tried(self.plan)
        self._editor.mark(self.draft, problems)
        self._tools.show_ways(self._history.can)
        self._when_still.take_back()
        if scenario is None:
            self._tools.stays(sum(map(len, problems.values())), problems.get(0, ()))
            return
        self._now = Now(self.plan, scenario, simulate(self.plan, scenario), self._today)
        self._tools.quiet()
        self._asked()

    def _asked(self) -> None:
        """Shows what the open tab has to show of the scenario: the figures and first chart of the answer now, all that takes longer after it."""
        now, tab = self._now, self._tabs.open
        if now is None:
            return
        if tab:
            self._when_still.ask(tab.step(now))
            return
        if is_new := self._shown is not now:
            self._shown = now
            self._answer.show(at_a_glance(now.today, now.ledger), is_unsure(self.plan, now.scenario))
        if self._is_drawn:
            self._follow(now, is_new)

    def _drawn(self) -> None:
        """The page is there: whatever follows the first chart would have held it up."""
        if not self._is_drawn and self._shown:
            self._is_drawn = True
            self._follow(self._shown, True)

    def _follow(self, now: Now, is_new: bool) -> None:
        """Shows what takes longer than the first chart."""
        if is_new:
            self._in_turn.ask(
                initiatives=lambda: self._answer.show_initiatives(self._step_by_step.bridge(now.today, now.ledger)),
                places=lambda: self._answer.show_places(places_at_the_end(now.today, now.ledger)),
                categories=lambda: self._answer.show_categories(compare(now.today, now.ledger)),
            )
        self._when_still.ask(
            Step(lambda _: bridge(self.plan, now.scenario), self._answer.show_initiatives),
            *(self._in_more_and_more(now) if is_unsure(self.plan, now.scenario) else ()),
        )

    def _in_more_and_more(self, now: Now) -> Iterator[Step]:
        """How sure the saving is, over more and more simulations."""
        if self._in_many.scenario != now.scenario:
            self._in_many = Growing(self.plan, now.scenario)
        many = self._in_many

        def work(count: int, go_on: Callable[..., None]) -> Risk:
            drawn, today = many.up_to(count, go_on), self._today_in_many.up_to(count, go_on)
            return risk(replace(now.ledger, drawn=drawn), replace(now.today, drawn=today))

        for count in SIMULATIONS:
            yield Step(partial(work, count), partial(self._answer.show_how_sure, of=SIMULATIONS[-1]))
