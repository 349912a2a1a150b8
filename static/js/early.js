"use strict";
// What a reader typed or chose while the page was still loading, before htmx listened: told again, as
// if it were done now. Without this a box on a slow computer would be ticked and nothing filtered.
(function () {
  const FIELDS = "form[hx-trigger] :is(input, select, textarea), :is(input, select, textarea)[hx-trigger]";

  function isChanged(field) {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    if (field.matches("select")) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.value !== field.defaultValue;
  }

  // A browser tells of a change of text when the reader leaves the field.
  const isBeingTyped = (field) => field === document.activeElement && !field.matches("[type=checkbox], [type=radio], select");

  document.addEventListener("DOMContentLoaded", () => {
    for (const field of [...document.querySelectorAll(FIELDS)].filter(isChanged)) {
      field.dispatchEvent(new Event("input", { bubbles: true }));
      if (!isBeingTyped(field)) field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
})();
