"use strict";
// The article of the review screen: which words are selected, and lighting words up. Positions are
// counted in code points, as the tables have them; each piece of text knows where it begins.
(function () {
  const article = () => document.getElementById("article");
  const pieces = () => [...article().querySelectorAll("[data-at]")];
  const points = (text) => [...text].length;

  // The selected words as { start, end }, or null where none of the article are selected.
  function selected() {
    const selection = getSelection();
    if (!article() || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(article())) return null;
    const over = pieces().filter((piece) => range.intersectsNode(piece));
    if (!over.length) return null;
    const first = over[0];
    const last = over[over.length - 1];
    const start = Number(first.dataset.at) + inside(first, range.startContainer, range.startOffset, 0);
    const all = points(last.textContent);
    const end = Number(last.dataset.at) + inside(last, range.endContainer, range.endOffset, all);
    return start < end ? { start, end, text: range.toString() } : null;
  }

  function inside(piece, container, offset, otherwise) {
    if (container !== piece.firstChild) return otherwise;
    return points(piece.textContent.slice(0, offset));
  }

  // The words of the article itself between two positions, line breaks between paragraphs included.
  function wordsBetween(start, end) {
    let text = "";
    let block = null;
    for (const piece of pieces()) {
      const at = Number(piece.dataset.at);
      const letters = [...piece.textContent];
      if (at + letters.length <= start || at >= end) continue;
      if (block && block !== piece.parentNode) return null;
      block = piece.parentNode;
      text += letters.slice(Math.max(0, start - at), end - at).join("");
    }
    return text;
  }

  function rangeOf(start, end) {
    const range = document.createRange();
    let begun = false;
    for (const piece of pieces()) {
      const at = Number(piece.dataset.at);
      const letters = [...piece.textContent];
      if (at + letters.length <= start || at >= end) continue;
      const unit = (count) => letters.slice(0, count).join("").length;
      if (!begun) range.setStart(piece.firstChild, unit(Math.max(0, start - at)));
      range.setEnd(piece.firstChild, unit(Math.min(letters.length, end - at)));
      begun = true;
    }
    return begun ? range : null;
  }

  const canLight = typeof Highlight === "function" && CSS.highlights;

  function light(start, end) {
    const range = rangeOf(start, end);
    if (range && canLight) CSS.highlights.set("support", new Highlight(range));
    return range;
  }

  function dim() {
    if (canLight) CSS.highlights.delete("support");
  }

  // The pieces of the current event stand out.
  function markCurrent(id) {
    for (const piece of article().querySelectorAll("mark.is-current")) piece.classList.remove("is-current");
    for (const piece of piecesOf(id)) piece.classList.add("is-current");
  }

  function piecesOf(id) {
    return id ? [...article().querySelectorAll(`mark[data-ids~="${CSS.escape(id)}"]`)] : [];
  }

  window.reviewText = { selected, wordsBetween, rangeOf, light, dim, markCurrent, piecesOf };
})();
