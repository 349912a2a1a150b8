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

  // Choosing words by keys: all words of the article, as positions.
  let words = null;

  function allWords() {
    if (words) return words;
    words = [];
    for (const block of article().querySelectorAll(".block")) {
      const inside = [...block.querySelectorAll("[data-at]")];
      const text = inside.map((piece) => piece.textContent).join("");
      const start = Number(inside[0].dataset.at);
      for (const match of text.matchAll(/\S+/g)) {
        const at = start + points(text.slice(0, match.index));
        words.push({ start: at, end: at + points(match[0]) });
      }
    }
    return words;
  }

  let anchor = -1;
  let head = -1;

  // One word further, or one word more. From the words that are selected, else from `from`.
  function step(by, extend, from) {
    const list = allWords();
    const now = selected();
    if (!now) {
      anchor = head = Math.max(0, list.findIndex((word) => word.end > from));
    } else if (!isOurs(now)) {
      anchor = list.findIndex((word) => word.end > now.start);
      head = list.findLastIndex((word) => word.start < now.end);
      moveHead(by, extend, list);
    } else {
      moveHead(by, extend, list);
    }
    const [first, last] = [Math.min(anchor, head), Math.max(anchor, head)];
    const range = rangeOf(list[first].start, list[last].end);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return rangeOf(list[head].start, list[head].end);
  }

  function moveHead(by, extend, list) {
    head = Math.max(0, Math.min(list.length - 1, head + by));
    if (!extend) anchor = head;
  }

  function isOurs(now) {
    const list = allWords();
    const first = list[Math.min(anchor, head)];
    const last = list[Math.max(anchor, head)];
    return first && last && now.start === first.start && now.end === last.end;
  }

  window.reviewText = { selected, wordsBetween, rangeOf, light, dim, markCurrent, piecesOf, step };
})();
