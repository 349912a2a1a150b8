"use strict";
// The article and the list of events scroll together. Who scrolls one pane leads; the other follows,
// and nothing moves what the reader has just moved.
(function () {
  const byId = (id) => document.getElementById(id);
  const wide = matchMedia("(min-width: 1024px) and (min-height: 500px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const LEADS_FOR = 400;
  let leader = null;
  let ledAt = 0;
  let moving = 0;
  let on = true;

  const panes = () => ({ text: byId("text-pane"), list: byId("list-pane") });
  const together = () => on && wide.matches;

  function lead(event) {
    const { text, list } = panes();
    const pane = event.target.closest && event.target.closest("#text-pane, #list-pane");
    if (pane !== text && pane !== list) return;
    if (event.type === "keydown" && !/^(Arrow|Page|Home|End| )/.test(event.key)) return;
    leader = pane;
    ledAt = performance.now();
    stop();
  }

  function scrolled(event) {
    const pane = event.target;
    if (!together() || pane !== leader) return;
    const now = performance.now();
    if (now - ledAt > LEADS_FOR) return;
    ledAt = now; // a swing of the wheel goes on for a while
    follow(pane);
  }

  // Pairs of positions, in pixels from the top of each pane's content: words and their card.
  function pairs() {
    const { text, list } = panes();
    const found = [];
    for (const card of list.querySelectorAll(".proposal")) {
      const pin = byId(`words-${card.dataset.id}`);
      if (pin) found.push({ text: within(pin, text), list: within(card, list) });
    }
    const ends = { text: text.scrollHeight, list: list.scrollHeight };
    return [{ text: 0, list: 0 }, ...found, ends];
  }

  const within = (element, pane) =>
    element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;

  // The line that is compared lies at the top when a pane is scrolled to its top, and so on down.
  function lineOf(pane) {
    const room = pane.scrollHeight - pane.clientHeight;
    const share = room > 0 ? pane.scrollTop / room : 0;
    return pane.scrollTop + share * pane.clientHeight;
  }

  function follow(pane) {
    const { text, list } = panes();
    const [from, to] = pane === text ? ["text", "list"] : ["list", "text"];
    const other = pane === text ? list : text;
    const line = lineOf(pane);
    const places = pairs().sort((a, b) => a[from] - b[from]);
    const next = Math.max(1, places.findIndex((place) => place[from] >= line));
    const before = places[next - 1];
    const after = places[next];
    const gap = after[from] - before[from];
    const share = gap > 0 ? (line - before[from]) / gap : 0;
    const wanted = before[to] + share * (after[to] - before[to]);
    const room = other.scrollHeight - other.clientHeight;
    // Undo what `lineOf` adds: the same share of the height lies above the line.
    const target = (wanted * room) / Math.max(1, other.scrollHeight);
    glide(other, Math.max(0, Math.min(room, target)));
  }

  function stop() {
    cancelAnimationFrame(moving);
    moving = 0;
  }

  function glide(pane, target) {
    stop();
    if (still.matches) {
      pane.scrollTop = target;
      return;
    }
    const step = () => {
      const rest = target - pane.scrollTop;
      if (Math.abs(rest) < 2) return;
      pane.scrollTop += Math.sign(rest) * Math.max(1, Math.abs(rest) * 0.22);
      moving = requestAnimationFrame(step);
    };
    moving = requestAnimationFrame(step);
  }

  // Bring something into comfortable view in its pane; leave it where it already is.
  function show(element, pane, upper, lower) {
    if (!element || !pane) return;
    if (!wide.matches) {
      const box = element.getBoundingClientRect();
      if (box.top < 90 || box.bottom > innerHeight * 0.9) {
        scrollTo({ top: scrollY + box.top - 110, behavior: still.matches ? "auto" : "smooth" });
      }
      return;
    }
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const top = box.top - frame.top;
    const fits = top >= frame.height * upper && top + Math.min(box.height, frame.height * 0.6) <= frame.height * lower;
    if (fits) return;
    const room = pane.scrollHeight - pane.clientHeight;
    const target = Math.max(0, Math.min(room, pane.scrollTop + top - frame.height * 0.25));
    if (still.matches) pane.scrollTop = target;
    else pane.scrollTo({ top: target, behavior: "smooth" });
  }

  function reveal(id) {
    leader = null;
    stop();
    const { text, list } = panes();
    const card = byId(`event-${id}`);
    show(card, list, 0, 0.98);
    if (wide.matches) show(byId(`words-${id}`), text, 0.08, 0.75);
  }

  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    document.addEventListener(type, lead, { passive: true, capture: true });
  }
  document.addEventListener("scroll", scrolled, { passive: true, capture: true });

  window.reviewScroll = {
    reveal,
    show: (element, upper = 0.08, lower = 0.8) => show(element, panes().text, upper, lower),
    isWide: () => wide.matches,
    turn: (state) => { on = state; },
  };
})();
