"use strict";
// Runs before the page is drawn, so that a remembered theme does not flash.
(function () {
  const root = document.documentElement;
  let remembered = null;
  try {
    remembered = localStorage.getItem("theme");
  } catch (error) {
    // Storage may be forbidden; the theme then follows the system.
  }
  if (remembered === "dark" || remembered === "light") root.dataset.theme = remembered;

  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const announce = () => document.dispatchEvent(new CustomEvent("theme-changed"));

  window.timelineTheme = () => (isDark() ? "dark" : "light");
  system.addEventListener("change", announce);

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme-switch");
    const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
    label();
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch (error) {
        // As above: the switch still holds for this page.
      }
      announce();
    });
    document.addEventListener("theme-changed", label);
  });
})();
