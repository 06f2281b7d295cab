"use strict";
// Runs before the page is painted: the theme that was chosen, and that scripts are on.
document.documentElement.classList.add("scripted");
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* storage is off: the system's theme */ }
