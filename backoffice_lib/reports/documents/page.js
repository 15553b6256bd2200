// Draw each chart into its place, as wide as the page, and again at the width of the paper when it is printed.
(() => {
  // The paper's width, and by how much charts are made smaller on it, in page.css too.
  const paper = 672;
  const smaller = 0.77;
  const onPaper = Math.floor(paper / smaller);
  const tall = 530;
  const longest = 100; // rows of a table
  const narrow = 560;
  const printed = document.body.classList.contains("paper");
  const font = getComputedStyle(document.body).fontFamily;
  const texts = [...document.querySelectorAll("script.chart-data")];
  const placeOf = (number) => document.querySelector(".chart-" + (number + 1));

  if (texts.length && !window.Plotly) {
    texts.forEach((_, number) => {
      placeOf(number).textContent = "This chart needs the file " + document.querySelector("script[src]").getAttribute("src") + ", without which this page was sent or moved.";
    });
    return;
  }

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
    if (printed) {
      fitted.width = width;
      fitted.height = Math.min(fitted.height, Math.max(tall, 0.88 * fitted.height));
    }
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

  const drawn = texts.map((text, number) => {
    const place = placeOf(number);
    const figure = JSON.parse(text.textContent);
    const width = printed ? onPaper : place.clientWidth;
    const names = figure.data.filter((trace) => trace.showlegend !== false).map((trace) => trace.name || "");
    const how = printed ? { staticPlot: true } : { responsive: true, displaylogo: false };
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", text.dataset.name);
    return Plotly.newPlot(place, figure.data, laidOut(figure.layout || {}, width, names), how);
  });

  // Of what would fill many sheets the first is printed, and said where the rest is; a table that is wider than the paper is set smaller.
  const fitPaper = () => {
    document.querySelectorAll(".why.large details details").forEach((inner) => (inner.open = false));
    for (const table of document.querySelectorAll("table")) {
      const rows = [...table.querySelectorAll("tbody tr")];
      if (rows.length > longest) {
        const cut = rows.slice(longest, rows.at(-1).classList.contains("total") ? -1 : undefined);
        const told = document.createElement("p");
        told.textContent = cut.length.toLocaleString("en") + " more rows are in the HTML page and the workbook of this report.";
        table.after(told);
        cut.forEach((row) => row.remove());
      }
      if (table.scrollWidth > paper) table.style.zoom = paper / table.scrollWidth;
    }
  };

  // What prints the page looks for its title: it has another one until every chart is there.
  if (printed) Promise.all(drawn).then(() => document.fonts.ready).then(fitPaper).then(() => (document.title = document.body.dataset.title));
  else {
    const places = texts.map((_, number) => placeOf(number));
    window.addEventListener("beforeprint", () => places.forEach((place) => Plotly.relayout(place, { width: onPaper })));
    window.addEventListener("afterprint", () => places.forEach((place) => Plotly.relayout(place, { width: null, autosize: true })));
  }
})();
