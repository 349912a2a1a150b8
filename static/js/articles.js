"use strict";
// What the chart of the preview asks of its page (to open an event is to go to its review), and the
// list of the reading page, which scrolls by itself, opened at the event that was asked for.
(function () {
  const byId = (id) => document.getElementById(id);

  window.timelineOpen = function (id) {
    const link = document.querySelector(`#list a[data-event="${CSS.escape(id)}"]`);
    if (link) link.click();
  };

  window.timelineList = function () {
    const title = byId("list-title");
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: "start" });
  };

  const chosen = document.querySelector(".article-events li.chosen");
  if (chosen) {
    const list = chosen.closest(".article-events");
    list.scrollTop = chosen.offsetTop - list.offsetTop - list.clientHeight / 3;
  }

  for (const [type, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
    document.addEventListener(type, (event) => {
      const row = event.target.closest && event.target.closest("[data-row]");
      if (row && window.timelineChart) window.timelineChart.highlight("hover", on ? row.dataset.row : "");
    });
  }
})();
