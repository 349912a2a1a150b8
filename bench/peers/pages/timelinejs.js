"use strict";
// No font is loaded and nothing moves; all else is as it comes.
(async () => {
  const asked = new URLSearchParams(location.search);
  const data = await (await fetch(`/data/${asked.get("data")}`)).json();
  const timeline = new TL.Timeline("timeline", data, {
    font: null,
    duration: 0,
    script_path: "/modules/@knight-lab/timelinejs/dist/js/",
    language: "en",
  });
  timeline.on("ready", () => { document.documentElement.dataset.drawn = "timelinejs"; });
})();
