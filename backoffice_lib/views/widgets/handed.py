"""Hands a file to the browser: to be saved at once, or to be opened from a link."""

from __future__ import annotations

import anywidget
import traitlets

PAGE = "text/html"
_HAND = """
function render({ model, el }) {
  el.className = "bo-handed";
  let address = "";
  const hand = () => {
    const content = model.get("content");
    URL.revokeObjectURL(address);
    el.replaceChildren();
    if (!content.byteLength) return;
    address = URL.createObjectURL(new Blob([content], { type: model.get("kind") }));
    const link = document.createElement("a");
    const isPage = model.get("kind") === "text/html";
    Object.assign(link, { href: address, textContent: (isPage ? "Open " : "Save ") + model.get("name") });
    Object.assign(link, isPage ? { target: "_blank" } : { download: model.get("name") });
    el.appendChild(link);
    if (!isPage) link.click();
  };
  model.on("change:number", hand);
}
export default { render };
"""


class Handed(anywidget.AnyWidget):
    """A link to the file that was handed over last; a page opens in a tab of its own, anything else is saved."""

    _esm = _HAND
    name = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    content = traitlets.Bytes().tag(sync=True)
    number = traitlets.Int().tag(sync=True)

    def hand(self, name: str, content: bytes, kind: str = "application/octet-stream") -> None:
        """Hands a file over under its name."""
        with self.hold_sync():
            self.name, self.kind, self.content, self.number = name, kind, content, self.number + 1
