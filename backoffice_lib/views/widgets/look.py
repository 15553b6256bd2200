"""The look of the page: one grid, one scale of type, colours that are those of the charts."""

from backoffice_lib.views.theme import FONT, INK, SAVED, SPENT

STYLE = f"""<style>
.bo-page {{ --good: {SAVED}; --bad: #B34700; --mark: {SPENT}; --ink: {INK}; --soft: #55616B; --line: #D5DBE1; --ground: #F5F7F9; --main: #005A8E;
  --card: #FFFFFF; --edge: #7A8793; --head: {INK}; --on-main: #FFFFFF; --well: #00704F; --warned: #FFF4EC; --told: #EEF8F4; --faint: #66717B;
  font-family: {FONT}; color: var(--ink); background: var(--ground); padding: 0 0 24px; margin: 0; overflow: visible; container-type: inline-size; }}
.bo-page .widget-html, .bo-page .widget-html-content {{ font-family: {FONT}; color: var(--ink); line-height: 1.4; font-size: 14px; height: auto;
  overflow: visible; width: auto; }}
.bo-page .bo-style, .bo-page .widget-html:has(> .widget-html-content:empty) {{ display: none; }}
.bo-page p, .bo-page h1, .bo-page h2, .bo-page h3, .bo-page ul {{ margin: 0; }}
.bo-page .widget-vbox, .bo-page .widget-hbox, .bo-page .lm-Panel {{ overflow: visible; }}
.bo-page .widget-button, .bo-page select, .bo-page input[type=text], .bo-page input[type=number] {{ font-family: {FONT}; font-size: 14px; height: 34px;
  line-height: 32px; border-radius: 6px; }}
.bo-page select, .bo-page input[type=text], .bo-page input[type=number] {{ border: 1px solid var(--edge) !important; background-color: var(--card); color: var(--ink); }}
.bo-page .widget-button {{ background: var(--card); color: var(--ink); border: 1px solid var(--line); width: auto; padding: 0 12px; box-shadow: none; }}
.bo-page .widget-button:hover {{ border-color: var(--main); color: var(--main); }}
.bo-page .widget-button:disabled {{ opacity: 1; color: var(--faint); background: var(--ground); border-color: var(--line); }}
.bo-page :focus-visible, .bo-page .widget-text :is(input[type=text], input[type=number]):focus, .bo-page .noUi-handle:focus {{ outline: 3px solid #56B4E9 !important; outline-offset: 2px; }}
.bo-page .bo-main {{ background: var(--main); color: var(--on-main); border-color: var(--main); }}
.bo-page .bo-main:hover {{ filter: brightness(0.85); color: var(--on-main); }}
.bo-page .bo-quiet {{ border-color: transparent; background: transparent; color: var(--main); padding: 0 6px; height: 28px; line-height: 26px; }}
.bo-page .bo-head {{ background: var(--head); padding: 16px 24px; margin: 0 0 16px; align-items: center; flex-wrap: wrap; gap: 4px 24px; }}
.bo-page .bo-head .widget-html-content, .bo-page .bo-head h1 {{ color: white; }}
.bo-page .bo-head h1 {{ font-size: 22px; font-weight: 600; }}
.bo-page .bo-head p {{ color: #D5DBE1; }}
.bo-page .bo-bar {{ padding: 0 24px; gap: 8px 16px; flex-wrap: wrap; align-items: end; }}
.bo-page .bo-labelled .widget-html-content {{ font-size: 13px; color: var(--soft); }}
.bo-page .bo-labelled select, .bo-page .bo-labelled input {{ width: 230px; }}
.bo-page .bo-labelled .widget-dropdown, .bo-page .bo-labelled .widget-text {{ width: 234px; height: 36px; margin-left: 0; }}
.bo-page .bo-said {{ padding: 6px 24px 0; min-height: 10px; }}
.bo-page .bo-body {{ display: grid; grid-template-columns: minmax(340px, 420px) minmax(0, 1fr); gap: 20px; padding: 8px 24px; align-items: start; }}
.bo-page .bo-left, .bo-page .bo-answer, .bo-page .bo-tab {{ background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px; gap: 10px; min-width: 0; }}
.bo-page h2 {{ font-size: 17px; font-weight: 600; }}
.bo-page h3 {{ font-size: 14px; font-weight: 600; }}
.bo-page .bo-row {{ border: 1px solid var(--line); border-radius: 8px; padding: 4px 8px; margin: 0 0 8px; }}
.bo-page .bo-row.bo-open {{ border-color: var(--main); box-shadow: inset 3px 0 0 var(--main); padding-bottom: 12px; }}
.bo-page .bo-row.bo-off .bo-title {{ color: var(--soft); text-decoration: line-through; }}
.bo-page .bo-row-head, .bo-page .bo-row-head .widget-checkbox, .bo-page .bo-row-head label {{ align-items: center; display: flex; }}
.bo-page .bo-count {{ width: 24px; min-width: 24px; flex: 0 0 24px; }}
.bo-page .bo-title {{ border: none; background: transparent; text-align: left; padding: 0; flex: 1 1 auto; white-space: normal; height: auto; min-height: 34px;
  line-height: 1.3; font-weight: 600; justify-content: left; }}
.bo-page .bo-row-tools {{ margin-left: 22px; }}
.bo-page .bo-field {{ margin: 8px 4px 2px; gap: 2px; }}
.bo-page .bo-field-head {{ justify-content: space-between; align-items: start; }}
.bo-page .bo-field-head > :first-child {{ flex: 1 1 auto; }}
.bo-page .bo-field-head .bo-quiet {{ flex: 0 0 auto; font-size: 13px; }}
.bo-page .bo-label {{ font-weight: 600; }}
.bo-page .bo-unit {{ font-weight: 400; color: var(--soft); }}
.bo-page .bo-help {{ color: var(--soft); font-size: 13px; line-height: 1.35; }}
.bo-page .bo-wrong {{ color: var(--bad); font-size: 13px; line-height: 1.35; padding: 2px 0 2px 8px; border-left: 3px solid var(--mark); }}
.bo-page .bo-is-wrong input[type=number], .bo-page .bo-is-wrong input[type=text], .bo-page .bo-is-wrong select {{ border: 2px solid var(--mark) !important; }}
.bo-page .bo-inputs {{ align-items: center; gap: 12px; }}
.bo-page .bo-inputs .bo-slider {{ flex: 1 1 auto; width: auto; min-width: 0; margin-left: 10px; }}
.bo-page .bo-inputs .bo-slider .widget-readout {{ min-width: 72px; text-align: right; font-variant-numeric: tabular-nums; }}
.bo-page .widget-slider .noUi-connect {{ background: var(--main); }}
.bo-page .widget-slider .noUi-handle {{ background: var(--main); border: 2px solid var(--card); box-shadow: 0 0 0 1px var(--main); }}
.bo-page .bo-unsure {{ width: 100%; gap: 8px; }}
.bo-page .bo-unsure .widget-dropdown {{ width: 100%; height: 36px; }}
.bo-page .bo-parts {{ flex-wrap: wrap; gap: 4px 12px; }}
.bo-page .bo-parts > .widget-vbox {{ flex: 1 1 100px; min-width: 0; max-width: 180px; }}
.bo-page .bo-parts > .widget-vbox .widget-html-content {{ font-size: 13px; color: var(--soft); }}
.bo-page .bo-parts .widget-text {{ width: 100%; height: 36px; }}
.bo-page input[type=number] {{ text-align: right; font-variant-numeric: tabular-nums; }}
.bo-page .widget-text.bo-box:has(input[type=number]) {{ flex: 0 0 112px; width: 112px; height: 36px; }}
.bo-page .widget-text.bo-box, .bo-page .widget-dropdown.bo-choice {{ height: 36px; flex: 1 1 auto; }}
.bo-page .bo-ticks {{ max-height: 168px; overflow-y: auto; width: 100%; border: 1px solid var(--line); border-radius: 6px; padding: 4px 8px; }}
.bo-page .bo-ticks .widget-checkbox {{ flex: 0 0 auto; width: 100%; }}
.bo-page .bo-ticks span, .bo-page .bo-ticks label {{ font-size: 14px; font-family: {FONT}; color: var(--ink); }}
.bo-page .bo-more {{ width: 100%; margin: 12px 4px 0 0; height: 36px; }}
.bo-page .bo-adding {{ gap: 8px; align-items: center; }}
.bo-page .bo-adding .widget-dropdown {{ flex: 1 1 auto; width: auto; min-width: 0; height: 36px; }}
.bo-page .bo-sentence {{ font-size: 18px; line-height: 1.4; max-width: 80ch; }}
.bo-page .bo-sure {{ min-height: 46px; }}
.bo-page .bo-how-far progress {{ width: min(100%, 420px); height: 8px; margin-top: 4px; accent-color: var(--main); }}
.bo-page .bo-cards {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(min(250px, 45%), 1fr)); gap: 12px; margin: 8px 0; }}
.bo-page .bo-card {{ border: 1px solid var(--line); border-top: 4px solid var(--edge); border-radius: 8px; padding: 10px 12px; }}
.bo-page .bo-card.bo-good {{ border-top-color: var(--good); }}
.bo-page .bo-card.bo-bad {{ border-top-color: var(--mark); }}
.bo-page .bo-name, .bo-page .bo-below {{ font-size: 13px; color: var(--soft); }}
.bo-page .bo-card {{ container-type: inline-size; }}
.bo-page .bo-figure {{ font-size: clamp(15px, 15cqi, 24px); line-height: 1.3; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }}
.bo-page .bo-good .bo-figure {{ color: var(--well); }}
.bo-page .bo-bad .bo-figure {{ color: var(--bad); }}
.bo-page .bo-charts {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(min(400px, 100%), 1fr)); gap: 16px; width: 100%; }}
.bo-page .bo-chart {{ min-width: 0; min-height: 300px; margin: 0; order: 3; }}
.bo-page .bo-chart-category {{ grid-column: 1 / -1; }}
.bo-page .bo-chart-time {{ order: 1; }}
.bo-page .bo-chart-initiatives {{ order: 2; }}
.bo-page .bo-chart-people, .bo-page .bo-chart-seats {{ order: 4; }}
.bo-page .bo-chart h3 {{ font-family: {FONT}; font-size: 15px; line-height: 1.35; color: var(--ink); min-height: 2.7em; }}
.bo-page .bo-right {{ min-width: 0; }}
.bo-page .bo-tabs {{ width: 100%; }}
.bo-page .bo-tabs .widget-toggle-buttons-wrapper, .bo-page .bo-tabs > div {{ display: flex; flex-wrap: wrap; gap: 4px; }}
.bo-page .bo-tabs .widget-toggle-button, .bo-page .bo-tabs button {{ width: auto; height: 36px; line-height: 34px; margin: 0; padding: 0 14px;
  border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: var(--ink); font-family: {FONT}; font-size: 14px; box-shadow: none; }}
.bo-page .bo-tabs button.mod-active {{ background: var(--main); border-color: var(--main); color: var(--on-main); }}
.bo-page .bo-chips, .bo-page .bo-chosen {{ flex-wrap: wrap; gap: 8px; align-items: center; }}
.bo-page .bo-chosen .widget-dropdown {{ height: 36px; width: 220px; max-width: 100%; }}
.bo-page .bo-chosen .widget-dropdown:is(.bo-report, .bo-figure-asked) {{ width: 420px; }}
.bo-page .bo-chosen .widget-text {{ height: 36px; width: 96px; }}
.bo-page input::placeholder {{ color: var(--soft); opacity: 1; }}
.bo-page :is(.bo-tab, .bo-tab .widget-vbox, .bo-tab .widget-html, .bo-tab .widget-html-content) {{ min-width: 0; max-width: 100%; }}
.bo-page .bo-tab .why {{ overflow-wrap: anywhere; }}
.bo-page .bo-tab h3 {{ margin-top: 14px; }}
.bo-page .bo-table {{ overflow-x: auto; margin: 4px 0 14px; }}
.bo-page table.figures {{ border-collapse: collapse; font-size: 14px; width: 100%; }}
.bo-page table.figures th, .bo-page table.figures td {{ padding: 5px 10px; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }}
.bo-page table.figures th {{ color: var(--soft); font-weight: 600; font-size: 13px; vertical-align: bottom; }}
.bo-page .why details, .bo-page .why .leaf {{ margin-left: 18px; }}
.bo-page .why > details {{ margin-left: 0; }}
.bo-page .why summary {{ cursor: pointer; }}
.bo-page .why .leaf {{ padding-left: 17px; }}
.bo-page .why .value {{ font-variant-numeric: tabular-nums; font-weight: 600; margin-left: 10px; }}
.bo-page .why .unit, .bo-page .why .how, .bo-page .why .change, .bo-page ol.sources {{ color: var(--soft); }}
.bo-page .why .how {{ margin-left: 10px; }}
.bo-page .why .change {{ margin-left: 35px; }}
.bo-page .bo-notes ul {{ padding-left: 20px; color: var(--soft); font-size: 13px; }}
.bo-page .bo-fault, .bo-page .bo-stays {{ border: 1px solid var(--mark); border-left-width: 6px; border-radius: 6px; padding: 8px 12px; background: var(--warned); }}
.bo-page .bo-done {{ border: 1px solid var(--good); border-left-width: 6px; border-radius: 6px; padding: 8px 12px; background: var(--told); }}
.bo-page code {{ font-size: 13px; overflow-wrap: anywhere; }}
@container (max-width: 900px) {{ .bo-page .bo-body {{ grid-template-columns: minmax(0, 1fr); padding: 8px 12px; }}
  .bo-page .bo-head, .bo-page .bo-bar, .bo-page .bo-said {{ padding-left: 12px; padding-right: 12px; }} }}

.bo-page.bo-dark {{ --good: #2FBF93; --bad: #FF9A5C; --mark: #F07C2E; --ink: #E6EDF3; --soft: #A9B4BF; --line: #3A4651; --ground: #12181E; --main: #6CB8EA;
  --card: #1B232B; --edge: #7D8B98; --head: #0B1015; --on-main: #0B1015; --well: #4FD3A9; --warned: #33231A; --told: #15302A; --faint: #8996A3;
  color-scheme: dark; --jp-widgets-color: var(--ink); --jp-widgets-label-color: var(--ink); --jp-ui-font-color1: var(--ink); }}
.bo-page .bo-light-switch {{ margin-left: auto; }}
.bo-page .bo-light-switch button {{ font: 14px {FONT}; height: 34px; padding: 0 12px; border-radius: 6px; border: 1px solid #7A8793; background: transparent;
  color: white; cursor: pointer; }}
.bo-page .widget-readout {{ color: var(--ink); }}
.bo-page .bo-tab :is(.dt-container, table.dataTable, .dt-scroll, .dt-scroll-head, .dt-scroll-body, th, td, .dt-info, .dt-search label) {{
  color: var(--ink) !important; background-color: var(--card) !important; }}
.bo-page .dt-container .dt-paging .dt-paging-button {{ color: var(--ink) !important; }}
.bo-page .dt-container .dt-paging .dt-paging-button.current {{ background: var(--main); color: var(--on-main) !important; border-color: var(--main); }}
.bo-page .dt-container .dt-paging .dt-paging-button.disabled {{ color: var(--faint) !important; }}
.bo-page.bo-dark select {{ appearance: auto; background-image: none !important; }}
.bo-page div:has(> .dt-container) {{ background: var(--card) !important; }}
.bo-page a {{ color: var(--main); }}
@media (prefers-reduced-motion: reduce) {{ .bo-page * {{ transition: none !important; }} }}
</style>"""
