"use strict";
// The review screen: which event is current, what an answer moves, words that are pointed at.
// Every action is a link or a form of the page; this script presses them.
(function () {
  const byId = (id) => document.getElementById(id);
  const main = byId("view");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const cards = () => all("#proposals > .proposal");
  const cardOf = (element) => element && element.closest && element.closest(".proposal");
  let current = (document.querySelector(".proposal.is-current") || { dataset: {} }).dataset.id || "";
  let posting = null;
  const underWay = new Set();
  const marked = new Set();
  // What a date or a party means is told beside it and moves nothing.
  const moves = (ctx) => !(ctx.target && /^(date|party)-says/.test(ctx.target.id));

  const named = location.search.includes("item=");

  const currentCard = () => byId(`event-${current}`);

  // Which event is current

  function settle() {
    const candidates = cards().filter((card) => card.classList.contains("is-current"));
    const chosen = candidates.find((card) => card.dataset.id !== current) || candidates[0];
    current = chosen ? chosen.dataset.id : "";
    for (const card of cards()) if (card !== chosen) leave(card);
    window.reviewText.markCurrent(current);
    if (chosen) remember(chosen);
  }

  // A card that is not current any more: its form stays, out of sight, where it holds typed words.
  function leave(card) {
    card.classList.remove("is-current");
    const link = card.querySelector(".open-card");
    if (link) link.removeAttribute("aria-current");
    const body = card.querySelector(".proposal-body");
    if (!body) return card.classList.remove("has-unsaved");
    if (window.reviewForms.isDirty(card)) card.classList.add("has-unsaved");
    else body.remove();
  }

  function comeBack(card) {
    card.classList.remove("has-unsaved");
    card.classList.add("is-current");
    card.querySelector(".open-card").setAttribute("aria-current", "true");
    settle();
    focusBody(card);
    window.reviewScroll.reveal(current);
  }

  function remember(card) {
    const url = new URL(card.dataset.url, location.href);
    history.replaceState(history.state, "", url.pathname + url.search);
  }

  // After each answer

  function afterSwap(event) {
    const ctx = event.detail.ctx || {};
    if (!moves(ctx)) return;
    window.reviewForms.putBack();
    // Words that were pointed at are done with once an action is.
    if (ctx.request && String(ctx.request.method).toUpperCase() === "POST") getSelection().removeAllRanges();
    settle();
    offer();
    recheck();
    const fresh = byId("new-event").querySelector("section");
    const asked = ctx.request && String(ctx.request.action).includes("/new");
    if (fresh && asked) {
      pane("events");
      return focusIn(fresh, "input:not([type=hidden])");
    }
    if (!currentCard()) return focusLost();
    if (cameFromPin) pane("events");
    cameFromPin = false;
    const wrote = ctx.request && /\/edit$/.test(new URL(ctx.request.action, location.href).pathname);
    const told = !wrote && refusal(currentCard());
    if (!told) focusBody(currentCard());
    if (told || !wrongField(currentCard())) window.reviewScroll.reveal(current);
    if (told) focusRefusal(told);
  }

  const wrongField = (card) => card.querySelector("[aria-invalid=true]:not(fieldset), fieldset[aria-invalid=true] input");

  // What a card lacks to be accepted is told before its form: the keys that decide go on to be keys.
  const refusal = (card) => wrongField(card) && card.querySelector(".proposal-body > .notice[role=alert]");

  function focusRefusal(notice) {
    notice.focus({ preventScroll: true });
    wrongField(cardOf(notice)).closest(".field").scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  let cameFromPin = false;

  function focusBody(card) {
    if (card.dataset.body === "edit") return focusIn(card, ".event-form input:not([type=hidden])");
    if (card.dataset.body === "split") return focusIn(card, "input[type=radio]");
    const link = card.querySelector(".open-card");
    if (link) link.focus({ preventScroll: true });
  }

  function focusIn(element, otherwise) {
    const wrong = wrongField(element);
    const first = wrong || element.querySelector(otherwise);
    if (first) first.focus({ preventScroll: true });
    const scroller = window.reviewScroll.isWide() ? byId("list-pane") : document.documentElement;
    if (element.id === "new-title" || element.matches("section")) scroller.scrollTop = 0;
    else if (wrong) wrong.scrollIntoView({ block: "center" });
  }

  function focusLost() {
    if (document.activeElement === document.body) byId("list-pane").focus({ preventScroll: true });
  }

  // Marks for merging outlive the cards that an answer draws again.
  function recheck() {
    for (const box of all(".pick input")) box.checked = marked.has(cardOf(box).dataset.id);
    const there = new Set(cards().map((card) => card.dataset.id));
    for (const id of marked) if (!there.has(id)) marked.delete(id);
    sayMarked();
  }

  function sayMarked() {
    const button = byId("merge");
    button.textContent = marked.size ? `Merge ${marked.size} marked` : "Merge marked";
    button.disabled = marked.size < 2;
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches(".pick input")) return;
    const id = cardOf(event.target).dataset.id;
    if (event.target.checked) marked.add(id);
    else marked.delete(id);
    sayMarked();
  });

  // Requests

  // One decision at a time: htmx would send a second one after the first, on what is then no more.
  document.addEventListener("submit", (event) => {
    if (!posting || event.target.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("htmx:before:request", (event) => {
    const ctx = event.detail.ctx;
    if (moves(ctx)) underWay.add(ctx);
    if (String(ctx.request.method).toUpperCase() !== "POST") return;
    posting = ctx;
    main.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:finally:request", (event) => {
    underWay.delete(event.detail.ctx);
    if (event.detail.ctx !== posting) return;
    posting = null;
    main.removeAttribute("aria-busy");
  });
  document.addEventListener("htmx:error", () => {
    tell("The app does not answer, so nothing was saved. What you typed is still here: try again.");
  });
  document.addEventListener("htmx:before:swap", window.reviewForms.keep);
  document.addEventListener("htmx:after:swap", afterSwap);

  function tell(words) {
    const line = document.createElement("p");
    line.className = "notice serious";
    line.setAttribute("role", "alert");
    line.textContent = words;
    byId("notice").replaceChildren(line);
  }

  // Clicks

  document.addEventListener("click", (event) => {
    const opener = event.target.closest(".open-card");
    if (opener && cardOf(opener).classList.contains("has-unsaved")) {
      event.preventDefault();
      event.stopPropagation();
      return comeBack(cardOf(opener));
    }
    const pin = event.target.closest(".pin");
    if (pin) cameFromPin = true;
    const words = event.target.closest("mark.words");
    if (words && getSelection().isCollapsed) choose(words);
    const leaving = event.target.closest(".event-form a[data-key=Escape], [data-close-new]");
    if (leaving && !window.reviewForms.mayLeave(leaving.closest("form"))) {
      event.preventDefault();
      event.stopPropagation();
    } else if (leaving && leaving.matches("[data-close-new]")) {
      event.preventDefault();
      byId("new-event").replaceChildren();
      if (currentCard()) focusBody(currentCard());
    }
    if (event.target.closest("#new-link") && !window.reviewForms.mayLeave(newForm())) {
      event.preventDefault();
      event.stopPropagation();
    }
    const support = event.target.closest(".support, .in-text");
    if (support) {
      event.preventDefault();
      pane("article");
      pointAt(support);
    }
  }, true);

  // Of several events on the same words, each click opens the next one.
  function choose(words) {
    const ids = words.dataset.ids.split(" ").filter((id) => byId(`event-${id}`));
    if (!ids.length) return;
    const next = ids[(ids.indexOf(current) + 1) % ids.length];
    cameFromPin = true;
    open(byId(`event-${next}`));
  }

  function open(card) {
    const link = card && card.querySelector(".open-card");
    if (link) link.click();
  }

  // The words that support a field

  function pointAt(support) {
    const fact = support.closest("[data-from]");
    const range = fact && window.reviewText.light(Number(fact.dataset.from), Number(fact.dataset.to));
    if (range) window.reviewScroll.show(range.startContainer.parentElement);
  }

  document.addEventListener("mouseover", (event) => {
    const fact = event.target.closest(".fact[data-from], .fact-line[data-from]");
    if (fact) window.reviewText.light(Number(fact.dataset.from), Number(fact.dataset.to));
    else if (event.target.closest("#list-pane") && !document.activeElement.matches(".support")) window.reviewText.dim();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".support") && window.reviewScroll.isWide()) pointAt(event.target);
    else if (!event.target.closest("#text-pane")) window.reviewText.dim();
  });

  // Selected words

  function offer() {
    const box = byId("from-words");
    const words = window.reviewText.selected();
    box.hidden = !words;
    byId("take-words").hidden = !quoteBox();
    if (!words) return;
    const spot = getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = byId("text-pane").getBoundingClientRect();
    const left = Math.max(frame.left + 8, Math.min(spot.left, frame.right - box.offsetWidth - 16));
    const below = spot.bottom + 8;
    box.style.left = `${left}px`;
    box.style.top = `${below + box.offsetHeight < innerHeight ? below : Math.max(8, spot.top - box.offsetHeight - 8)}px`;
  }

  const quoteBox = () => {
    const own = byId("new-event").querySelector("[data-quote]");
    return own || (currentCard() && currentCard().querySelector("[data-quote]"));
  };

  function takeWords() {
    const box = quoteBox();
    const why = box && window.reviewForms.takeWords(box);
    if (why) return tell(why);
    pane("events");
    box.focus();
    box.scrollIntoView({ block: "nearest" });
  }

  const newForm = () => byId("new-event").querySelector("form");

  function fromWords() {
    if (!window.reviewForms.mayLeave(newForm())) return;
    const words = window.reviewText.selected();
    const url = new URL(main.dataset.new, location.href);
    const show = byId("new-link").href.split("show=")[1] || "all";
    url.searchParams.set("show", show);
    if (words) {
      url.searchParams.set("start", words.start);
      url.searchParams.set("end", words.end);
      getSelection().removeAllRanges();
    }
    htmx.ajax("GET", url.pathname + url.search, { source: byId("new-link"), target: "#notice", swap: "innerHTML" });
  }

  document.addEventListener("selectionchange", offer);
  byId("make-event").addEventListener("click", fromWords);
  byId("take-words").addEventListener("click", takeWords);
  // Pressing the button must not undo the selection that it is about.
  byId("from-words").addEventListener("pointerdown", (event) => event.preventDefault());

  // On a narrow screen one pane at a time

  function pane(name) {
    main.dataset.pane = name;
    for (const button of all("#pane-tabs button")) {
      button.setAttribute("aria-pressed", String(button.dataset.pane === name));
    }
  }

  byId("pane-tabs").hidden = false;
  pane("events");
  byId("pane-tabs").addEventListener("click", (event) => {
    const name = event.target.dataset.pane;
    if (!name) return;
    pane(name);
    if (name === "article" && current) window.reviewScroll.show(byId(`words-${current}`));
    if (name === "events" && current) window.reviewScroll.reveal(current);
  });

  // Choosing words of the article by keys, while the article has the focus

  function toArticle() {
    pane("article");
    byId("text-pane").focus({ preventScroll: true });
    if (current) window.reviewScroll.show(byId(`words-${current}`));
  }

  function stepWords(event) {
    const by = event.key === "ArrowRight" ? 1 : -1;
    const card = currentCard();
    const from = card ? Number(card.dataset.start) : 0;
    const head = window.reviewText.step(by, event.shiftKey, from);
    window.reviewScroll.show(head.startContainer.parentElement);
  }

  // What the keys do

  function step(by) {
    const list = cards();
    const at = list.findIndex((card) => card.dataset.id === current);
    open(list[Math.max(0, Math.min(list.length - 1, at + by))]);
  }

  // What is decided already lets go to the next one that is open.
  function accept() {
    const card = currentCard();
    if (!card || card.dataset.state === "open" || card.querySelector('[data-key="a"]')) return press("a");
    const list = cards();
    const undecided = (found) => found.dataset.state === "open";
    open(list.slice(list.indexOf(card)).find(undecided) || list.find(undecided));
  }

  function press(key) {
    const button = currentCard() && currentCard().querySelector(`[data-key="${key}"]`);
    if (button) button.click();
  }

  function reject() {
    const fold = currentCard() && currentCard().querySelector("details.reject");
    if (!fold) return;
    fold.open = true;
    fold.querySelector("input[name=why]").focus();
  }

  // An answer is under way that may change which event is current, and what of it is there.
  const isBusy = () => underWay.size > 0;
  // The form of the decision that is under way.
  const posted = () => posting && posting.request.form;

  window.review = { accept, currentCard, fromWords, isBusy, moves, newForm, posted, press, reject, step, stepWords, toArticle };

  settle();
  sayMarked();
  if (current && (named || window.reviewScroll.isWide())) window.reviewScroll.reveal(current);
})();
