// Draw each chart into its place, as wide as the page, and again at the width of the paper when it is printed.
(() => {
  const paper = 640;
  const narrow = 560;
  const font = getComputedStyle(document.body).fontFamily;

  const laidOut = (layout, width) => {
    const fitted = {
      height: 380,
      ...layout,
      autosize: true,
      font: { family: font, ...layout.font },
      margin: { l: 56, r: 16, t: 52, b: 44, ...layout.margin },
      title: { x: 0, xanchor: "left", ...layout.title },
    };
    delete fitted.width;
    if (width < narrow) {
      fitted.margin = { ...fitted.margin, l: 48, r: 12 };
      fitted.legend = { ...fitted.legend, orientation: "h", x: 0, xanchor: "left", y: -0.2, yanchor: "top" };
    }
    return fitted;
  };

  const places = [...document.querySelectorAll("script.chart-data")].map((text, number) => {
    const place = document.querySelector(".chart-" + (number + 1));
    const figure = JSON.parse(text.textContent);
    Plotly.newPlot(place, figure.data, laidOut(figure.layout || {}, place.clientWidth), { responsive: true, displaylogo: false });
    return place;
  });

  const onPaper = () => places.forEach((place) => Plotly.relayout(place, { width: paper }));
  const onScreen = () => places.forEach((place) => Plotly.relayout(place, { width: null, autosize: true }));
  window.addEventListener("beforeprint", onPaper);
  window.addEventListener("afterprint", onScreen);
})();
