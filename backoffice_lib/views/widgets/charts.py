"""Charts that change in place: the one before stays until the next is drawn."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets
from plotly.offline import get_plotlyjs
from plotly.utils import PlotlyJSONEncoder

from backoffice_lib.views.theme import IN_THE_DARK, TEMPLATE

if TYPE_CHECKING:
    import plotly.graph_objects

ABOVE = 12
"""Pixels above a chart whose title stands over it."""
# plotly's FigureWidget brings all of plotly.js again for each chart, and takes its own changes apart, trace by trace. Here plotly.js comes once,
# from the kernel where the page has not loaded it itself, and compares the charts. It is kept from loaders of modules that may be on the page.
_DRAW = """
const plotly = (model) => window.boPlotly ??= window.Plotly ? Promise.resolve() : new Promise((come) => {
  const take = (_, [script]) => {
    new Function("define", "module", "exports", new TextDecoder().decode(script)).call(window);
    come();
  };
  model.on("msg:custom", take);
  model.send("plotly.js");
});
const NARROW = 380;
function draw({ model, el }) {
  el.classList.add("bo-charts");
  const places = new Map();
  const wide = new ResizeObserver((changed) => changed.forEach(({ target, contentRect: { width } }) => {
    if (!width || !target._fullLayout || Math.abs(target._fullLayout.width - width) <= 1) return;
    show([...places.keys()].find((name) => places.get(name).place === target));
    Plotly.Plots.resize(target);
  }));
  // on a telephone: room for the figures beside bars, and titles of axes that fit
  const fitting = (data, layout, width) => {
    const fits = structuredClone(layout), axis = fits.xaxis;
    if (!width || width > NARROW || !axis) return fits;
    if (axis.title) axis.title.font = { size: 10 };
    if (axis.range && data.some(({ textposition }) => textposition === "outside")) {
      const [low, high] = axis.range, room = (high - low) * 0.4;
      axis.range = [low < 0 ? low - room : low, high > 0 ? high + room : high];
    }
    return fits;
  };
  const isDark = () => Boolean(document.querySelector(".bo-page.bo-dark"));
  const coloured = (part) => {
    if (!isDark()) return part;
    const pairs = model.get("in_the_dark");
    return JSON.parse(JSON.stringify(part), (_, value) => (typeof value === "string" && pairs[value]) || value);
  };
  const added = (name) => {
    const [whole, heading, place] = ["figure", "h3", "div"].map((kind) => document.createElement(kind));
    whole.className = `bo-chart bo-chart-${name}`;
    place.setAttribute("role", "img");
    whole.append(heading, place);
    el.appendChild(whole);
    wide.observe(place);
    return { heading, place };
  };
  const asked = (chart, bar) => {
    if (!bar) return;
    model.set("clicked", [chart, bar, Date.now()]);
    model.save_changes();
  };
  const show = (name) => {
    const { heading, data, layout } = model.get(name);
    if (!data) return;
    if (!places.has(name)) places.set(name, added(name));
    const known = places.get(name);
    known.heading.textContent = known.place.ariaLabel = heading;
    const drawn = Plotly.react(known.place, coloured(data), coloured({ ...fitting(data, layout, known.place.clientWidth), template: model.get("template") }), { displaylogo: false, displayModeBar: false });
    if (!known.asks) known.asks = drawn.then(() => known.place.on("plotly_click", ({ points: [point] }) => asked(name, point.customdata)));
  };
  const showAll = () => model.get("names").forEach(show);
  const shows = model.get("names").map((name) => [`change:${name}`, () => plotly(model).then(() => show(name))]);
  shows.forEach(([what, follows]) => model.on(what, follows));
  document.addEventListener("bo-theme", showAll);
  plotly(model).then(showAll).then(() => requestAnimationFrame(() => setTimeout(() => model.send("drawn"))));
  return () => {
    wide.disconnect();
    document.removeEventListener("bo-theme", showAll);
    shows.forEach(([what, follows]) => model.off(what, follows));
  };
}
export default { render: draw };
"""


class Charts(anywidget.AnyWidget):
    """Charts below one another, by name; `put` draws one, or draws it anew. drawn: is called when those there were at first are on the page.

    Each is sent by itself, and only when it has changed. clicked: the chart and the bar that were clicked last, and when.
    """

    _esm = _DRAW
    template = traitlets.Dict().tag(sync=True)
    in_the_dark = traitlets.Dict().tag(sync=True)
    names = traitlets.List().tag(sync=True)
    clicked = traitlets.List().tag(sync=True)

    def __init__(self, *names: str, drawn: Callable[[], None] = lambda: None) -> None:
        super().__init__(template=TEMPLATE, in_the_dark=IN_THE_DARK, names=list(names))
        self.add_traits(**{name: traitlets.Dict().tag(sync=True) for name in names})
        heard = {"plotly.js": lambda: self.send("plotly.js", [get_plotlyjs().encode()]), "drawn": drawn}
        self.on_msg(lambda _, said, __: heard[said]())

    def put(self, **figures: plotly.graph_objects.Figure) -> None:
        """Shows figures under their names; the others stay."""
        for name, figure in figures.items():
            setattr(self, name, _as_parts(figure))


def _as_parts(figure: plotly.graph_objects.Figure) -> dict[str, Any]:
    """A figure with its title as a heading of the page, which is as wide as there is room, and without what all figures share."""
    shown = figure.to_plotly_json()
    layout = shown["layout"]
    heading, above = layout.pop("title", {}).get("text", ""), layout["margin"]["t"] - ABOVE
    del layout["template"]
    layout["height"] -= above
    layout["margin"]["t"] = ABOVE
    parts = {"heading": html.unescape(heading.replace("<br>", " ")), "data": shown["data"], "layout": layout}
    return json.loads(json.dumps(parts, cls=PlotlyJSONEncoder))
