"use strict";
// What costs vis-timeline time without showing more is off: checking for scripts in the titles, tips,
// the line of the present, and the search for a window (it is given one).
(async () => {
  const asked = new URLSearchParams(location.search);
  const { items, start, end } = await (await fetch(`/data/${asked.get("data")}`)).json();
  new vis.Timeline(document.getElementById("timeline"), new vis.DataSet(items), {
    start,
    end,
    height: "860px",
    type: "point",
    stack: asked.get("mode") !== "flat",
    cluster: asked.get("mode") === "cluster" ? { maxItems: 5 } : false,
    showCurrentTime: false,
    showTooltips: false,
    selectable: true,
    xss: { disabled: true },
    onInitialDrawComplete: () => { document.documentElement.dataset.drawn = "vis"; },
  });
})();
