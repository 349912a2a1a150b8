"use strict";
// Keyboard, copying, focus and image export. Everything else on the page is plain links and forms.
(function () {
  const byId = (id) => document.getElementById(id);
  const wide = matchMedia("(min-width: 1280px)");
  let folded = null;
  let moveFocus = false;
  let opens = false;

  const eventLink = (id) => document.querySelector(`#list a[data-event="${CSS.escape(id)}"]`);

  // Opening an event, always by its link where there is one: one path for mouse, keyboard and chart.
  window.timelineOpen = function (id) {
    moveFocus = true;
    const link = eventLink(id);
    if (link) return link.click();
    // It stands on another page of the list: the whole view, which then shows that page.
    opens = true;
    const view = new URL(byId("chart-box").dataset.args, location.href);
    view.searchParams.set("event", id);
    const path = view.pathname + view.search;
    htmx.ajax("GET", path, { target: "#view", swap: "outerHTML", push: path });
  };

  // Where the chart can show no finer level, the list has the events.
  window.timelineList = function () {
    const title = byId("list-title");
    if (!title) return;
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: "start" });
  };

  function markCurrent() {
    const panel = byId("panel");
    const id = (panel && panel.dataset.event) || "";
    for (const link of document.querySelectorAll("#list a[data-event]")) {
      if (link.dataset.event === id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    return id;
  }

  function showButtons() {
    for (const button of document.querySelectorAll("button.copy")) button.hidden = false;
  }

  function fold() {
    const details = byId("filter-fold");
    if (!details) return;
    details.open = wide.matches || folded === true;
    details.addEventListener("toggle", () => { if (!wide.matches) folded = details.open; });
  }

  function syncSearch() {
    const input = byId("q");
    const form = byId("filters");
    if (!input || !form || input === document.activeElement) return;
    input.value = new URL(location.href).searchParams.get("q") || "";
  }

  let lastOpen = "";

  function afterSwap(swap) {
    const view = byId("view");
    const panel = byId("panel");
    const id = markCurrent();
    document.title = (id && panel.dataset.title) || (view && view.dataset.title) || document.title;
    showButtons();
    fold();
    syncSearch();
    if (window.timelineChart) window.timelineChart.select();
    const { ctx } = swap.detail;
    const target = ctx && ctx.target;
    if (ctx && isView(ctx)) shown = filtersOf(ctx.request.action);
    else if (!target || target.id !== "panel") shown = filtersOf(location.href);  // a page from the history
    if (target && (target.id === "panel" || opens)) focusPanel(id);
    opens = false;
    lastOpen = id;
  }

  function focusPanel(id) {
    if (id && id !== lastOpen) {
      const heading = byId("panel-title");
      heading.focus({ preventScroll: true });
      if (!matchMedia("(min-width: 1024px)").matches) byId("panel").scrollIntoView({ block: "start" });
      else showTop();
    } else if (!id && lastOpen && moveFocus) {
      const link = eventLink(lastOpen);
      if (link) link.focus({ preventScroll: false });
    }
    moveFocus = false;
  }

  // Beside the end of the list the panel has been pushed up by what follows the list.
  function showTop() {
    byId("panel").scrollTop = 0;
    const hidden = byId("panel").getBoundingClientRect().top;
    if (hidden < 0) scrollBy({ top: hidden - 12, behavior: "instant" });
  }

  // Keyboard

  // Steps wait for the answer of the one before, in order. Of more than a few the last one counts.
  const FEW = 5;
  const underWay = new Set();
  const steps = [];

  function later(act) {
    if (!underWay.size) return act();
    if (steps.length === FEW) steps.pop();
    steps.push(act);
  }

  const isView = (ctx) => Boolean(ctx.target) && ctx.target.id === "view";

  // The filters of an address: neither the open event nor the page of the list is one. Kept as they were
  // asked, since the address that is shown has no wrong dates.
  function filtersOf(address) {
    const pairs = [...new URL(address, location.href).searchParams];
    return pairs.filter(([name, value]) => value && name !== "event" && name !== "page").map(String).sort().join("\n");
  }

  let shown = filtersOf(location.href);
  let opened = { id: "", at: -1 };

  // What was done before what: the times of a click and of the change that it brings do not tell.
  const order = new WeakMap();
  let done = 0;
  for (const type of ["input", "change", "click"]) {
    document.addEventListener(type, (event) => order.set(event, ++done), true);
  }
  const whenOf = (ctx) => order.get(ctx.sourceEvent || ctx) || 0;

  function eventOf(link) {
    return link.dataset.event || (link.href ? new URL(link.href).searchParams.get("event") : "") || "";
  }

  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const source = ctx.sourceElement || document.body;
    const pressed = ctx.sourceEvent && ctx.sourceEvent.type === "submit";
    // Leaving the search field asks again for what is shown: the answer would close an open event.
    if (source.id === "filters" && !pressed && filtersOf(ctx.request.action) === shown) return event.preventDefault();
    if (ctx.target && ctx.target.id === "panel") {
      const id = eventOf(source);
      if ([...underWay].some(isView)) {
        // The view that is on its way would undo it.
        event.preventDefault();
        return later(id ? () => window.timelineOpen(id) : close);
      }
      opened = { id, at: whenOf(ctx) };
      underWay.add(ctx);
    } else if (isView(ctx)) {
      underWay.add(ctx);
      // Typing and ticking are answered a moment later, and the event opened meanwhile came after them.
      const { id, at } = opened;
      if (source.id === "filters" && id && whenOf(ctx) < at) later(() => window.timelineOpen(id));
      opened = { id: "", at: -1 };
    }
  });
  document.addEventListener("htmx:finally:request", (event) => {
    underWay.delete(event.detail.ctx);
    while (steps.length && !underWay.size) steps.shift()();
  });

  function close() {
    if (!byId("panel-close")) return;
    moveFocus = true;
    byId("panel-close").click();
  }

  function step(forward) {
    const link = byId(forward ? "panel-after" : "panel-before");
    if (link) return link.click();
    if (!byId("panel").dataset.event && forward) {
      const first = document.querySelector("#list a[data-event]");
      if (first) first.click();
    }
  }

  const KEYS = {
    "/": () => { const fold = byId("filter-fold"); if (fold) fold.open = true; const q = byId("q"); if (q) { q.focus(); q.select(); } },
    "?": () => byId("help-dialog").showModal(),
    j: () => later(() => step(true)),
    ArrowRight: () => later(() => step(true)),
    k: () => later(() => step(false)),
    ArrowLeft: () => later(() => step(false)),
    "+": () => byId("zoom-in") && byId("zoom-in").click(),
    "-": () => byId("zoom-out") && byId("zoom-out").click(),
    "0": () => byId("zoom-all") && byId("zoom-all").click(),
  };

  const PAN = {
    ArrowLeft: () => byId("zoom-earlier") && byId("zoom-earlier").click(),
    ArrowRight: () => byId("zoom-later") && byId("zoom-later").click(),
  };

  function typing(target) {
    return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !byId("chart-box")) return;
    if (byId("help-dialog") && byId("help-dialog").open) return;
    if (event.key === "Escape") {
      const menu = byId("export-menu");
      if (menu && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
        return;
      }
      steps.length = 0;
      return later(close);
    }
    const arrow = event.key.startsWith("Arrow");
    if (typing(event.target) || (arrow && event.target.closest("#chart-frame, .scroll, pre"))) return;
    const act = event.shiftKey && arrow ? PAN[event.key] : KEYS[event.key];
    if (act) {
      event.preventDefault();
      // A key that is held down goes on from where the answer leads.
      if (!(event.repeat && steps.length)) act();
    }
  });

  // Copying

  async function copy(text, button) {
    const said = byId("copied");
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch (error) {
      const fold = byId("cite-fold");
      fold.open = true;
      const block = byId(button.dataset.copy || "cite-plain");
      getSelection().selectAllChildren(block);
      said.textContent = "The browser does not allow copying; the text is selected below.";
    }
  }

  document.addEventListener("click", (event) => {
    const close = event.target.closest("#panel-close");
    if (close) moveFocus = true;
    if (event.target.closest("[data-opens]")) opens = true;
    const button = event.target.closest("button");
    if (!button) {
      const menu = byId("export-menu");
      if (menu && menu.open && !menu.contains(event.target)) menu.open = false;
      return;
    }
    if (button.dataset.copy) copy(byId(button.dataset.copy).textContent, button);
    if (button.dataset.copyLink) copy(new URL(button.dataset.copyLink, location.href).href, button);
    if (button.dataset.image) saveImage(button.dataset.image);
  });

  // Image export

  function toBlob(url, format) {
    const [head, body] = [url.slice(0, url.indexOf(",")), url.slice(url.indexOf(",") + 1)];
    const type = format === "svg" ? "image/svg+xml" : "image/png";
    if (!head.includes("base64")) return new Blob([decodeURIComponent(body)], { type });
    const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
    return new Blob([bytes], { type });
  }

  async function saveImage(format) {
    const note = byId("export-note");
    note.textContent = "Drawing the image…";
    try {
      const ground = byId("transparent").checked ? "transparent" : "white";
      const answer = await fetch(window.timelineChart.figureUrl({ w: 1200, theme: "light", ground, caption: 1 }));
      if (!answer.ok) throw new Error(`the figure was not served (${answer.status})`);
      const figure = await answer.json();
      const { width, height } = figure.layout;
      const image = await Plotly.toImage(
        { data: figure.data, layout: figure.layout },
        { format, width, height, scale: format === "png" ? 2 : 1 },
      );
      const link = document.createElement("a");
      link.href = URL.createObjectURL(toBlob(image, format));
      link.download = `${figure.meta.file}.${format}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      note.textContent = `Saved as ${link.download}`;
    } catch (error) {
      note.textContent = `The image could not be made: ${error.message}`;
    }
  }

  // Hover and focus in the list light up the chart.
  for (const [type, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
    document.addEventListener(type, (event) => {
      const row = event.target.closest && event.target.closest("[data-row]");
      if (row && window.timelineChart) window.timelineChart.highlight("hover", on ? row.dataset.row : "");
    });
  }

  document.addEventListener("htmx:after:swap", afterSwap);
  wide.addEventListener("change", fold);
  lastOpen = markCurrent();
  // An address that names an event leads to its panel, which on a small screen is far below.
  const narrow = !matchMedia("(min-width: 1024px)").matches;
  const toPanel = () => byId("panel").scrollIntoView({ block: "start", behavior: "instant" });
  if (lastOpen && narrow && !location.hash && byId("chart-box") && !scrollY) {
    toPanel();
    addEventListener("load", toPanel, { once: true });
  }
  showButtons();
  fold();
})();
