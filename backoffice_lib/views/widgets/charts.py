"""Charts that change in place: the one before stays until the next is drawn."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

import anywidget
import traitlets
from plotly.offline import get_plotlyjs
from plotly.utils import PlotlyJSONEncoder

if TYPE_CHECKING:
    import plotly.graph_objects

ABOVE = 12
"""Pixels above a chart whose title stands over it."""
# plotly's FigureWidget brings all of plotly.js again for each chart, and takes its own changes apart, trace by trace. Here plotly.js comes once
# and compares the charts itself. It is kept from loaders of modules that may be on the page.
_DRAW = """
function draw({ model, el }) {
  if (!window.Plotly && model.get("plotly_js")) new Function("define", "module", "exports", model.get("plotly_js")).call(window);
  el.classList.add("bo-charts");
  const places = new Map();
  const added = (name) => {
    const [whole, heading, place] = ["figure", "h3", "div"].map((kind) => document.createElement(kind));
    whole.className = `bo-chart bo-chart-${name}`;
    place.setAttribute("role", "img");
    whole.append(heading, place);
    el.appendChild(whole);
    return { heading, place, text: "" };
  };
  const asked = (chart, bar) => {
    if (!bar) return;
    model.set("clicked", [chart, bar, Date.now()]);
    model.save_changes();
  };
  const show = () => {
    for (const [name, text] of Object.entries(model.get("figures"))) {
      if (!places.has(name)) places.set(name, added(name));
      const known = places.get(name);
      if (known.text === text) continue;
      known.text = text;
      const figure = JSON.parse(text);
      known.heading.textContent = known.place.ariaLabel = figure.heading;
      const drawn = Plotly.react(known.place, figure.data, figure.layout, { responsive: true, displaylogo: false, displayModeBar: false });
      if (!known.asks) known.asks = drawn.then(() => known.place.on("plotly_click", ({ points: [point] }) => asked(name, point.customdata)));
    }
  };
  model.on("change:figures", show);
  const wide = new ResizeObserver(() => places.forEach(({ place }) => place.data && Plotly.Plots.resize(place)));
  wide.observe(el);
  show();
  return () => wide.disconnect();
}
export default { render: draw };
"""


class Charts(anywidget.AnyWidget):
    """Charts below one another, by name; `put` draws one, or draws it anew. first: on its page, for those after it do not bring plotly.js again.

    clicked: the chart and the bar that were clicked last, and when.
    """

    _esm = _DRAW
    plotly_js = traitlets.Unicode().tag(sync=True)
    figures = traitlets.Dict().tag(sync=True)
    clicked = traitlets.List().tag(sync=True)

    def __init__(self, first: bool = True) -> None:
        super().__init__(plotly_js=get_plotlyjs() if first else "")

    def put(self, **figures: plotly.graph_objects.Figure) -> None:
        """Shows figures under their names; the others stay."""
        self.figures = {**self.figures, **{name: _as_text(figure) for name, figure in figures.items()}}


def _as_text(figure: plotly.graph_objects.Figure) -> str:
    """A figure with its title as a heading of the page, which is as wide as there is room."""
    shown = json.loads(json.dumps(figure.to_plotly_json(), cls=PlotlyJSONEncoder))
    layout = shown["layout"]
    heading, above = layout.pop("title", {}).get("text", ""), layout["margin"]["t"] - ABOVE
    layout["height"] -= above
    layout["margin"]["t"] = ABOVE
    return json.dumps({"heading": html.unescape(heading.replace("<br>", " ")), **shown})
