"use strict";
// Single keys of the review screen, and the switches that turn them and the common scrolling off.
(function () {
  const byId = (id) => document.getElementById(id);
  const review = window.review;

  function mark() {
    const card = review.currentCard();
    if (card) card.querySelector(".pick input").click();
  }

  const KEYS = {
    j: () => review.step(1),
    k: () => review.step(-1),
    a: review.accept,
    e: () => review.press("e"),
    s: () => review.press("s"),
    r: review.reject,
    m: mark,
    M: () => byId("merge").click(),
    n: review.fromWords,
    t: review.toArticle,
    u: () => byId("undo").click(),
    "?": () => { byId("review-keys").open = !byId("review-keys").open; },
  };

  const typing = (target) =>
    target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

  function escape(target) {
    const keys = byId("review-keys");
    if (keys.open) {
      keys.open = false;
      return keys.querySelector("summary").focus();
    }
    const fold = target.closest("details.reject[open]");
    if (fold) {
      fold.open = false;
      return fold.querySelector("summary").focus();
    }
    const form = target.closest("form") || review.newForm();
    const leaving = form && form.querySelector("[data-key=Escape], [data-close-new]");
    if (leaving) leaving.click();
    else review.press("Escape");
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      // There it closes the list of values.
      return event.target.matches("select, [list]") ? undefined : escape(event.target);
    }
    if (!switches.keys || typing(event.target)) return;
    const arrow = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (arrow && event.target === byId("text-pane")) {
      event.preventDefault();
      return review.stepWords(event);
    }
    const act = KEYS[event.key];
    if (!act || event.repeat && !"jk".includes(event.key)) return;
    event.preventDefault();
    act();
  });

  // Switches, remembered

  const switches = { keys: true, scroll: true };

  function setUp(name, id, apply) {
    const box = byId(id);
    try {
      switches[name] = localStorage.getItem(`review-${name}`) !== "off";
    } catch (error) {
      // Storage may be forbidden; the switch then holds for this page.
    }
    box.checked = switches[name];
    apply(switches[name]);
    box.addEventListener("change", () => {
      switches[name] = box.checked;
      apply(box.checked);
      try {
        localStorage.setItem(`review-${name}`, box.checked ? "on" : "off");
      } catch (error) {
        // As above.
      }
    });
  }

  setUp("keys", "keys-on", () => {});
  setUp("scroll", "scroll-on", (state) => window.reviewScroll.turn(state));
  byId("key-switches").hidden = false;
})();
