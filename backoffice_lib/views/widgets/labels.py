"""For screen readers: sliders, boxes and ticks are called what stands above them, and tabs are tabs, both of which widgets leave out."""

from __future__ import annotations

import anywidget
import ipywidgets

_NAME = """
function render({ el }) {
  el.style.display = "none";
  const look = () => { name(); tabs(); around(); };
  let soon = 0;
  // charts that are drawn change hundreds of things at once, and no names
  const watch = new MutationObserver(() => { soon ||= setTimeout(() => { soon = 0; look(); }, 50); });
  const name = () => {
    for (const one of document.querySelectorAll(".bo-page :is(input, select, [role=slider]):not([aria-label])")) {
      const own = [one, one.closest(".lm-Widget")?.querySelector("label[title]")].map((place) => place?.title?.trim());
      const named = own.find((title) => title && title !== "null") ?? one.closest(".bo-row-head")?.innerText.trim();
      if (named && !one.closest(".bo-ticks")) one.setAttribute("aria-label", named);
    }
  };
  const around = () => {
    document.querySelectorAll(".bo-page .dt-scroll-body:not([tabindex])").forEach((rows) => { rows.tabIndex = 0; });
    if (!document.querySelector("main, [role=main]")) el.closest(".bo-page").setAttribute("role", "main");
  };
  const tabs = () => {
    const list = document.querySelector(".bo-page .bo-tabs");
    const all = list ? [...list.querySelectorAll("button")] : [];
    if (!all.length) return;
    const holder = all[0].parentElement;
    const panel = document.querySelector(".bo-page .bo-shown");
    const set = (one, what, value) => one.getAttribute(what) === value || one.setAttribute(what, value);
    set(holder, "role", "tablist");
    set(holder, "aria-label", "What the scenario comes to");
    for (const one of all) {
      const open = one.classList.contains("mod-active");
      set(one, "role", "tab");
      set(one, "aria-selected", String(open));
      set(one, "tabindex", open ? "0" : "-1");
      if (open && panel) {
        set(panel, "role", "tabpanel");
        set(panel, "aria-label", one.innerText.trim());
      }
    }
    holder.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      next.focus();
      next.click();
      event.preventDefault();
    };
  };
  const begin = () => {
    const page = el.closest(".bo-page");
    if (!page) return requestAnimationFrame(begin);
    watch.observe(page, { childList: true, subtree: true });
    watch.observe(page.querySelector(".bo-tabs"), { attributes: true, attributeFilter: ["class"], subtree: true });
    look();
  };
  begin();
  return () => watch.disconnect();
}
export default { render };
"""


class Labels(anywidget.AnyWidget):
    """Shows nothing; hands the tooltips of the page's controls to screen readers as their names, and says what the tabs are."""

    _esm = _NAME


def named(widget: ipywidgets.DOMWidget, name: str, *words: str) -> ipywidgets.DOMWidget:
    """A control that a screen reader calls by some words, and that can be found by its name."""
    widget.tooltip = " ".join(filter(None, words))
    widget.add_class(f"bo-{name}")
    return widget
