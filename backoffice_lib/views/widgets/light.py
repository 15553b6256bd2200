"""Light and dark: as JupyterLab or the system has it, or as the planner likes it better."""

from __future__ import annotations

import anywidget

_SWITCH = """
function render({ el }) {
  const isLab = Boolean(document.getElementById("jp-main-dock-panel"));
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const given = () => isLab ? document.body.dataset.jpThemeLight === "false" : system.matches;
  const button = el.appendChild(document.createElement("button"));
  el.classList.add("bo-light-switch");
  let dark;
  const set = (wanted) => {
    const page = el.closest(".bo-page");
    if (!page) return requestAnimationFrame(() => set(wanted));
    button.textContent = wanted ? "Light" : "Dark";
    button.title = wanted ? "Show the page light" : "Show the page dark";
    if (wanted === dark) return;
    dark = wanted;
    page.classList.toggle("bo-dark", dark);
    const ground = getComputedStyle(page).backgroundColor;
    for (let around = page.parentElement; around && !isLab; around = around.parentElement) around.style.setProperty("background", ground, "important");
    document.dispatchEvent(new Event("bo-theme"));
  };
  const follow = () => set(given());
  button.onclick = () => set(!dark);
  system.addEventListener("change", follow);
  const watch = new MutationObserver(follow);
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  follow();
  return () => {
    watch.disconnect();
    system.removeEventListener("change", follow);
  };
}
export default { render };
"""


class Light(anywidget.AnyWidget):
    """A button that makes the page dark, or light again."""

    _esm = _SWITCH
