"""Says on the page when what works for it has ended, with the way back: a page does not do that by itself."""

from __future__ import annotations

import anywidget

# The one thing a widget is told is that its line to the kernel has changed; whether it is cut shows in a class of what is on the page.
_WATCH = """
function render({ model, el }) {
  const isLab = document.getElementById("jp-main-dock-panel");
  const place = el.appendChild(document.createElement("div"));
  const tell = () => {
    const said = document.createElement("p");
    said.textContent = "What works for this page has ended: nothing on it changes any more. Scenarios that were saved are there still; "
      + (isLab ? "run the notebook again from the top." : "start again to go on from them.");
    place.className = "bo-alive bo-stays";
    place.setAttribute("role", "alert");
    place.replaceChildren(said);
    if (isLab) return;
    const again = document.createElement("button");
    again.className = "jupyter-button widget-button bo-again";
    again.textContent = "Start again";
    again.onclick = () => window.location.reload();
    place.appendChild(again);
  };
  const cut = () => document.querySelector(".bo-page .jupyter-widgets-disconnected") && tell();
  model.on("comm_live_update", () => setTimeout(cut));
}
export default { render };
"""


class Alive(anywidget.AnyWidget):
    """Shows nothing until the kernel has ended."""

    _esm = _WATCH
