"""Names for screen readers: sliders, boxes and ticks are called what stands above them, which widgets leave out."""

from __future__ import annotations

import anywidget

_NAME = """
function render({ el }) {
  el.style.display = "none";
  const watch = new MutationObserver(() => name());
  const name = () => {
    for (const one of document.querySelectorAll(".bo-page :is(input, select, [role=slider]):not([aria-label])")) {
      const own = [one, one.closest(".lm-Widget")?.querySelector("label[title]")].map((place) => place?.title?.trim());
      const named = own.find((title) => title && title !== "null") ?? one.closest(".bo-row-head")?.innerText.trim();
      if (named && !one.closest(".bo-ticks")) one.setAttribute("aria-label", named);
    }
  };
  const begin = () => {
    const page = el.closest(".bo-page");
    if (!page) return requestAnimationFrame(begin);
    watch.observe(page, { childList: true, subtree: true });
    name();
  };
  begin();
  return () => watch.disconnect();
}
export default { render };
"""


class Labels(anywidget.AnyWidget):
    """Shows nothing; hands the tooltips of the page's controls to screen readers as their names."""

    _esm = _NAME
