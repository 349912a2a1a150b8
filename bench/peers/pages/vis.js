"use strict";
// What costs vis-timeline time without showing more is off: checking the titles for scripts, tips,
// the line of the present. Points are drawn faster than its default boxes, and a window that it finds
// faster than one that it is given. `mode` says how items are laid out.
(async () => {
  const asked = new URLSearchParams(location.search);
  const items = await (await fetch(`/data/${asked.get("data")}`)).json();
  new vis.Timeline(document.getElementById("timeline"), new vis.DataSet(items), {
    height: "860px",
    type: "point",
    stack: asked.get("mode") !== "flat",
    cluster: asked.get("mode") === "cluster" ? { maxItems: 5 } : false,
    showCurrentTime: false,
    showTooltips: false,
    xss: { disabled: true },
    onInitialDrawComplete: () => { document.documentElement.dataset.drawn = "vis"; },
  });
})();
