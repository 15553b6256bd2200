// Draw each chart into its place, as wide as the page, and again at the width of the paper when it is printed.
(() => {
  const paper = 640;
  const narrow = 560;
  const font = getComputedStyle(document.body).fontFamily;

  // A title is broken into lines that fit; the drawing has room for as many as it came with.
  const fitTitle = (fitted, width) => {
    const text = (fitted.title && fitted.title.text) || "";
    const most = Math.floor(width / 9.5);
    const lines = [""];
    for (const word of text.split(/<br>| /)) {
      const longer = (lines.at(-1) + " " + word).trim();
      if (longer.length <= most || !lines.at(-1)) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    const more = lines.length - text.split("<br>").length;
    const pad = (fitted.title && fitted.title.pad) || {};
    fitted.title = { ...fitted.title, text: lines.join("<br>"), pad: { ...pad, b: (pad.b || 0) + 22 * more } };
    fitted.margin.t += 22 * more;
    fitted.height += 22 * more;
  };

  const laidOut = (layout, width, names) => {
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
      fitTitle(fitted, width);
      fitted.margin.r = 12;
      fitted.font = { ...fitted.font, size: 11 };
      if (layout.showlegend !== false) fitted.height += 18 * names.reduce((sum, name) => sum + name.split("<br>").length, -2);
      for (const axis of ["xaxis", "yaxis"]) {
        if (fitted[axis] && fitted[axis].nticks) fitted[axis] = { ...fitted[axis], nticks: 4, tickangle: 0 };
      }
      fitted.legend = { ...fitted.legend, orientation: "h", x: 0, xanchor: "left", y: Math.min(-84 / Math.max(420, fitted.height), (layout.legend || {}).y || 0), yanchor: "top" };
    }
    return fitted;
  };

  const places = [...document.querySelectorAll("script.chart-data")].map((text, number) => {
    const place = document.querySelector(".chart-" + (number + 1));
    const figure = JSON.parse(text.textContent);
    Plotly.newPlot(place, figure.data, laidOut(figure.layout || {}, place.clientWidth, figure.data.filter((trace) => trace.showlegend !== false).map((trace) => trace.name || "")), { responsive: true, displaylogo: false });
    return place;
  });

  const onPaper = () => places.forEach((place) => Plotly.relayout(place, { width: paper }));
  const onScreen = () => places.forEach((place) => Plotly.relayout(place, { width: null, autosize: true }));
  window.addEventListener("beforeprint", onPaper);
  window.addEventListener("afterprint", onScreen);
})();
