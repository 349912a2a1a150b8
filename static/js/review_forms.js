"use strict";
// The forms of the review screen: what is typed is not lost, and each box helps to fill it.
(function () {
  const byId = (id) => document.getElementById(id);

  // Forms that are not saved yet

  const isDirty = (element) => Boolean(element.querySelector("form.event-form[data-changed]"));

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form.event-form");
    if (form) form.setAttribute("data-changed", "");
  });

  addEventListener("beforeunload", (event) => {
    if (isDirty(document)) event.preventDefault();
  });

  // What an answer replaces is kept where words are typed in it, and put back after the swap.
  let kept = new Map();

  function keep(event) {
    const own = event.detail.ctx.sourceElement.closest(".proposal");
    kept = new Map();
    for (const card of document.querySelectorAll("#proposals > .proposal")) {
      if (card !== own && isDirty(card)) kept.set(card.dataset.id, card.querySelector(".proposal-body"));
    }
    const replaced = new Set((event.detail.tasks || []).map((task) => task.target && task.target.id));
    for (const [id, body] of kept) {
      if (replaced.has("proposals") || replaced.has(`event-${id}`)) body.remove();
      else kept.delete(id);
    }
  }

  function putBack() {
    for (const [id, body] of kept) {
      const card = byId(`event-${id}`);
      if (!card) continue;
      const fresh = card.querySelector(".proposal-body");
      if (fresh) fresh.replaceWith(body);
      else card.append(body);
      card.classList.toggle("has-unsaved", !card.classList.contains("is-current"));
    }
    kept = new Map();
  }

  function mayLeave(form) {
    const changed = form && form.hasAttribute("data-changed");
    if (changed && !confirm("Leave the form? What you have written in it is not saved.")) return false;
    if (form) form.removeAttribute("data-changed");
    return true;
  }

  // Selected words as the quote of the form that a box belongs to; tells why not, where they cannot.
  function takeWords(box) {
    const words = window.reviewText.selected();
    if (!words) return "";
    const text = window.reviewText.wordsBetween(words.start, words.end);
    if (text === null) return "A quote lies within one paragraph. Select words of one.";
    const form = box.form;
    const start = words.start + [...text.slice(0, text.length - text.trimStart().length)].length;
    box.value = text.trim();
    form.elements.quote_start.value = start;
    form.elements.quote_end.value = start + [...box.value].length;
    form.setAttribute("data-changed", "");
    getSelection().removeAllRanges();
    return "";
  }

  // Words that are typed have their place found again; the old one is not theirs.
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-quote]")) return;
    for (const name of ["quote_start", "quote_end"]) {
      const input = event.target.form.elements[name];
      input.value = input.defaultValue;
    }
  });

  // Parties: one more box as soon as the last one is used.

  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-party]") || !event.target.value) return;
    const boxes = [...event.target.parentNode.querySelectorAll("[data-party]")];
    if (event.target !== boxes[boxes.length - 1] || boxes.length >= 50) return;
    const more = event.target.cloneNode();
    more.value = "";
    more.setAttribute("aria-label", event.target.getAttribute("aria-label").replace(/\d+$/, boxes.length + 1));
    event.target.after(more);
  });

  // A name that the tables know under another one: told beside the boxes, nothing is changed.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-party]")) return;
    const boxes = event.target.closest("fieldset");
    const says = byId(`party-says-${boxes.id}`);
    const url = new URL(says.dataset.asks, location.href);
    for (const box of boxes.querySelectorAll("[data-party]")) if (box.value) url.searchParams.append("name", box.value);
    htmx.ajax("GET", url.pathname + url.search, { source: says, target: `#${says.id}`, swap: "innerHTML" });
  });

  // What the chosen value of a list means

  document.addEventListener("change", (event) => {
    if (!event.target.matches(".event-form select")) return;
    const told = document.querySelector(`[data-defines="${CSS.escape(event.target.id)}"]`);
    const chosen = event.target.selectedOptions[0];
    if (told) told.textContent = (chosen && chosen.dataset.definition) || "";
  });

  window.reviewForms = { isDirty, keep, putBack, mayLeave, takeWords };
})();
