"use strict";
// The chart of an exported page: the widest layout that fits, and a click leads to the list.
(function () {
  const chart = document.getElementById("chart");
  const figures = JSON.parse(document.getElementById("figures").textContent);
  if (!chart || !window.Plotly) return;
  const config = {
    displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: false,
    doubleClick: false, scrollZoom: false, showTips: false,
  };
  let shown = null;

  function lead(id) {
    const entry = id && document.getElementById(String(id));
    if (!entry) return;
    entry.querySelector("details").open = true;
    location.hash = id;
  }

  function draw() {
    const room = chart.clientWidth;
    const fitting = figures.filter((figure) => figure.layout.width <= room);
    const figure = fitting[fitting.length - 1] || figures[0];
    if (figure === shown) return;
    shown = figure;
    figure.layout.dragmode = false;
    figure.layout.xaxis.fixedrange = true;
    Plotly.react(chart, figure.data, figure.layout, config).then(() => {
      if (!chart.dataset.drawn) {
        chart.on("plotly_click", (click) => { if (shown.meta.level !== "heat") lead(click.points[0].customdata); });
        chart.on("plotly_clickannotation", (click) => lead(click.annotation.name));
      }
      chart.dataset.drawn = figure.meta.level;
    });
  }

  addEventListener("resize", draw);
  draw();
})();
