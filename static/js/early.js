"use strict";
// What a reader typed or chose while the page was still loading, before htmx listened: told again, as
// if it were done now. Without this a box on a slow computer would be ticked and nothing filtered.
(function () {
  const FIELDS = "form[hx-trigger] :is(input, textarea), :is(input, textarea)[hx-trigger]";

  const isBox = (field) => field.matches("[type=checkbox], [type=radio]");
  const isChanged = (field) => isBox(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;

  // A browser tells of a change of text when the reader leaves the field.
  const isBeingTyped = (field) => field === document.activeElement && !isBox(field);

  document.addEventListener("DOMContentLoaded", () => {
    for (const field of [...document.querySelectorAll(FIELDS)].filter(isChanged)) {
      field.dispatchEvent(new Event("input", { bubbles: true }));
      if (!isBeingTyped(field)) field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
