"use strict";
// Draws the figure that the server has laid out, and turns clicks, drags and wheels into addresses.
// The figure's x and y are pixels of the plot area; meta.scale maps them back to days.
(function () {
  const DAY = 86400000;
  const CONFIG = {
    displayModeBar: false, displaylogo: false, showSendToCloud: false, responsive: false,
    doubleClick: false, scrollZoom: false, showTips: false, showAxisDragHandles: false,
  };
  let drawnKey = "";
  let meta = null;
  let spread = 0;
  let request = null;

  const byId = (id) => document.getElementById(id);
  const openEvent = () => (byId("panel") && byId("panel").dataset.event) || "";

  // How much wider this browser's font runs than the widths the server counts with, in percent.
  function fontSpread(frame) {
    if (spread) return spread;
    const context = document.createElement("canvas").getContext("2d");
    context.font = `100px ${getComputedStyle(document.body).fontFamily}`;
    const measured = context.measureText(frame.dataset.sample).width;
    spread = Math.ceil((measured / Number(frame.dataset.sampleWidth)) * 103);
    return spread;
  }

  function figureUrl(extra) {
    const frame = byId("chart-frame");
    const url = new URL(byId("chart-box").dataset.figure, location.href);
    for (const [name, value] of Object.entries({ k: fontSpread(frame), ...extra })) {
      url.searchParams.set(name, value);
    }
    return url.pathname + url.search;
  }

  async function load(url) {
    if (request) request.abort();
    request = new AbortController();
    const answer = await fetch(url, { signal: request.signal });
    if (!answer.ok) throw new Error(`the figure was not served (${answer.status})`);
    return answer.json();
  }

  async function draw() {
    const frame = byId("chart-frame");
    const chart = byId("chart");
    if (!frame || !chart || !window.Plotly) return;
    const width = Math.floor(frame.clientWidth);
    const url = figureUrl({ w: width, theme: window.timelineTheme() });
    if (width < 50) return;
    if (meta) byId("chart-box").dataset.level = meta.level;
    if (url === drawnKey && chart.dataset.drawn) return select();
    drawnKey = url;
    frame.setAttribute("aria-busy", "true");
    try {
      const figure = await load(url);
      if (matchMedia("(pointer: coarse)").matches) {
        figure.layout.dragmode = false;
        figure.layout.xaxis.fixedrange = true;
      }
      await Plotly.react(chart, figure.data, figure.layout, CONFIG);
      meta = figure.meta;
      document.documentElement.dataset.drawnTheme = new URL(url, location.href).searchParams.get("theme");
      listen(chart);
      chart.dataset.drawn = meta.level;
      byId("chart-box").dataset.level = meta.level;
      select();
    } catch (error) {
      if (error.name === "AbortError") return;
      drawnKey = "";
      chart.textContent = "The chart could not be drawn. The list below has the same events.";
      chart.dataset.drawn = "failed";
    }
    frame.removeAttribute("aria-busy");
  }

  // Once per element: the element outlives swaps of the page around it.
  function listen(chart) {
    if (chart.dataset.listening) return;
    chart.dataset.listening = "yes";
    chart.on("plotly_click", (click) => choose(click.points[0].customdata));
    chart.on("plotly_clickannotation", (click) => choose(click.annotation.name));
    chart.on("plotly_hover", (hover) => highlight("hover", hover.points[0].customdata));
    chart.on("plotly_unhover", () => highlight("hover", ""));
    chart.on("plotly_doubleclick", () => press("zoom-all"));
    chart.on("plotly_relayout", (change) => {
      if (change["xaxis.range[0]"] !== undefined) {
        zoomTo(change["xaxis.range[0]"], change["xaxis.range[1]"]);
      }
    });
    chart.addEventListener("wheel", wheel, { passive: false });
    chart.addEventListener("touchstart", pinchStart, { passive: true });
    chart.addEventListener("touchmove", pinchMove, { passive: false });
    chart.addEventListener("touchend", pinchEnd, { passive: true });
  }

  function choose(chosen) {
    if (meta.level === "heat") {
      const [first, last] = meta.cells[chosen];
      const shown = new URL(byId("chart-box").dataset.args, location.href).searchParams;
      if (shown.get("from") === first && shown.get("to") === last) window.timelineList();
      else go({ from: first, to: last });
    } else if (chosen) {
      window.timelineOpen(String(chosen));
    }
  }

  function press(id) {
    const link = byId(id);
    if (link) link.click();
  }

  // Addresses

  function go(changes) {
    const url = new URL(byId("chart-box").dataset.args, location.href);
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
    if (openEvent()) url.searchParams.set("event", openEvent());
    url.searchParams.delete("page");
    const path = url.pathname + url.search;
    htmx.ajax("GET", path, { target: "#view", swap: "outerHTML", push: path });
  }

  function dayAt(pixel) {
    const segments = meta.scale;
    for (const [first, end, left, right] of segments) {
      if (pixel < left) return first;
      if (pixel <= right) return first + ((pixel - left) / (right - left)) * (end - first);
    }
    return segments[segments.length - 1][1];
  }

  // A day number as EDTF; years beyond four digits have no days there.
  function edtf(day) {
    const date = new Date(day * DAY);
    const year = date.getUTCFullYear();
    if (Math.abs(year) > 9999) return `Y${year}`;
    const two = (number) => String(number).padStart(2, "0");
    const digits = String(Math.abs(year)).padStart(4, "0");
    return `${year < 0 ? "-" : ""}${digits}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  }

  function zoomTo(left, right) {
    const first = Math.floor(dayAt(Math.min(left, right)));
    const last = Math.max(first, Math.ceil(dayAt(Math.max(left, right))) - 1);
    go({ from: edtf(first), to: edtf(last) });
  }

  // Wheel with Ctrl (which is also what a pinch on a trackpad sends), and pinch on a touch screen.
  // The picture stretches at once; the address follows when the hand rests.
  let range = null;
  let rest = 0;

  function stretch(factor, centre) {
    const [left, right] = range || [0, meta.plot[0]];
    const at = left + centre * (right - left);
    range = [at - (at - left) * factor, at + (right - at) * factor];
    // On Plotly's own element: htmx copies the style attribute of elements with an id when it swaps,
    // which the content security policy refuses.
    const style = byId("chart").querySelector(".plot-container").style;
    style.transformOrigin = `${meta.margin.l + centre * meta.plot[0]}px 0`;
    style.transform = `scaleX(${meta.plot[0] / (range[1] - range[0])})`;
  }

  function settle() {
    byId("chart").querySelector(".plot-container").style.transform = "";
    if (!range) return;
    const [left, right] = range;
    range = null;
    const whole = meta.plot[0];
    if (right - left >= whole) press("zoom-out");
    else zoomTo(Math.max(0, left), Math.min(whole, right));
  }

  function centreOf(clientX) {
    const x = clientX - byId("chart").getBoundingClientRect().left - meta.margin.l;
    return Math.min(1, Math.max(0, x / meta.plot[0]));
  }

  function wheel(event) {
    if (!(event.ctrlKey || event.metaKey) || !meta) return;
    event.preventDefault();
    stretch(Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004), centreOf(event.clientX));
    clearTimeout(rest);
    rest = setTimeout(settle, 350);
  }

  let fingers = 0;
  const gap = (touches) => Math.abs(touches[0].clientX - touches[1].clientX) + 1;

  function pinchStart(event) {
    fingers = event.touches.length === 2 ? gap(event.touches) : 0;
  }

  function pinchMove(event) {
    if (event.touches.length !== 2 || !fingers || !meta) return;
    event.preventDefault();
    const now = gap(event.touches);
    const middle = (event.touches[0].clientX + event.touches[1].clientX) / 2;
    stretch(fingers / now, centreOf(middle));
    fingers = now;
  }

  function pinchEnd(event) {
    if (fingers && event.touches.length < 2) {
      fingers = 0;
      settle();
    }
  }

  // Highlights lie over the chart, so that showing one redraws nothing.

  function shape(kind, id) {
    const over = byId("chart-over");
    if (!over) return;
    for (const old of over.querySelectorAll(`.${kind}`)) old.remove();
    const place = meta && meta.rows && meta.rows[id];
    if (!place) return;
    const [x, y, height] = place;
    const { l: left, t: top } = meta.margin;
    const band = document.createElement("div");
    band.className = `band ${kind}`;
    Object.assign(band.style, { top: `${top + y - height / 2}px`, height: `${height}px` });
    const ring = document.createElement("div");
    ring.className = `ring ${kind}`;
    Object.assign(ring.style, { left: `${left + x}px`, top: `${top + y}px` });
    over.append(band, ring, ...arrows(kind, x + left, y + top, (meta.arrows[id] || []).map((to) => to + top)));
  }

  function arrows(kind, x, from, targets) {
    return targets.filter((to) => Math.abs(to - from) > 12).map((to) => {
      const line = document.createElement("div");
      line.className = `arrow ${kind} ${to > from ? "down" : "up"}`;
      const start = to > from ? from + 9 : to;
      Object.assign(line.style, { left: `${x}px`, top: `${start}px`, height: `${Math.abs(to - from) - 9}px` });
      return line;
    });
  }

  function highlight(kind, id) {
    shape(kind, id);
    for (const row of document.querySelectorAll(".row.lit")) row.classList.remove("lit");
    const row = id && document.querySelector(`[data-row="${CSS.escape(String(id))}"]`);
    if (row) row.classList.add("lit");
  }

  function select() {
    shape("chosen", openEvent());
  }

  window.timelineChart = { draw, select, highlight, figureUrl };

  document.addEventListener("htmx:after:swap", draw);
  document.addEventListener("theme-changed", draw);
  let resizing = 0;
  addEventListener("resize", () => {
    clearTimeout(resizing);
    resizing = setTimeout(draw, 150);
  });
  draw();
})();
