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

  // While an answer is under way, keys wait for it: what they are meant for comes with it. What opens
  // a form is followed by words that are typed into it.

  const OPENS = "rens";
  const MOST = 40;
  let waiting = [];
  let last = "";

  function act(key) {
    last = key;
    KEYS[key]();
  }

  function waits(event) {
    if (!switches.keys || !review.isBusy()) return false;
    const target = event.target;
    // A reason that is on its way is written; an event that is being saved may still be typed.
    const done = target.closest("details.reject") && target.form === review.posted();
    if (typing(target) && !done) return false;
    if ([last, ...waiting].some((key) => OPENS.includes(key))) {
      return event.key.length === 1 || /^(Enter|Backspace|Escape)$/.test(event.key);
    }
    return event.key === "Escape" || Object.hasOwn(KEYS, event.key);
  }

  function wait(event) {
    event.preventDefault();
    // A key that is held down decides once, and goes on from where the answer leads.
    if (event.repeat && (waiting.length || !"jk".includes(event.key))) return;
    if (waiting.length < MOST) waiting.push(event.key);
  }

  function replay(key) {
    const at = document.activeElement || document.body;
    if (key === "Escape") return escape(at);
    if (typing(at)) return type(at, key);
    if (Object.hasOwn(KEYS, key)) act(key);
  }

  // As the browser does it with a key that is pressed in a field.
  function type(field, key) {
    if (key === "Enter" && field.matches("input")) {
      const button = field.form && field.form.querySelector("button:not([type]), button[type=submit]");
      return button && button.click();
    }
    if (!field.matches("input, textarea")) return;
    const { selectionStart: from, selectionEnd: to } = field;
    if (from === null) return;
    if (key === "Backspace") field.setRangeText("", from === to ? Math.max(0, from - 1) : from, to, "end");
    else field.setRangeText(key === "Enter" ? "\n" : key, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("htmx:finally:request", (event) => {
    const ctx = event.detail.ctx;
    if (!review.moves(ctx)) return;
    if (!review.isBusy()) last = "";
    const failed = !ctx.response || ctx.response.status >= 400;
    if (failed && waiting.length) {
      // It was meant for what would have come next.
      waiting = [];
      byId("said").textContent += " What was pressed after it was not done.";
    }
    while (waiting.length && !review.isBusy()) replay(waiting.shift());
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (waits(event)) return wait(event);
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
    if (!Object.hasOwn(KEYS, event.key) || event.repeat && !"jk".includes(event.key)) return;
    event.preventDefault();
    act(event.key);
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
