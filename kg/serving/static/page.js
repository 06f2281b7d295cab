"use strict";
// What every page gains from scripts: suggestions, shortcuts, sorting, copying, the theme. All reads without them.

const root = document.documentElement;

document.getElementById("theme")?.addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch { /* for this page only */ }
  dispatchEvent(new Event("themed"));
});

// "/" goes to the search box, as on many sites; never while somebody types.
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], .yasgui")) return;
  const box = document.querySelector(".search.large input") ?? document.querySelector(".search input");
  if (box) { event.preventDefault(); box.focus(); box.select(); }
});

// Suggestions: the combobox pattern of the ARIA Authoring Practices, list autocomplete with manual selection.
function suggesting(input, url, choose) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    input.setAttribute(name, value);
  let found = [], at = -1, asked = 0, waiting;

  const show = () => {
    list.replaceChildren(...found.map((each, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === at));
      const name = document.createElement("span"), kind = document.createElement("span");
      name.textContent = each.name;
      kind.textContent = each.kind;
      item.append(name, kind);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(each, input); close(); });
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (at >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => { found = []; at = -1; show(); };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    const words = input.value.trim(), number = ++asked;
    if (words.length < 2) return close();
    waiting = setTimeout(async () => {
      try {
        const answer = await (await fetch(`${url}?q=${encodeURIComponent(words)}`)).json();
        if (number === asked && document.activeElement === input) { found = answer.suggestions; at = -1; show(); }
      } catch { close(); }
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = event.key === "ArrowDown" ? (at + 1) % found.length : (at <= 0 ? found.length : at) - 1;
      show();
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(found[at], input);
      close();
    } else if (event.key === "Escape") { event.stopPropagation(); close(); }
  });
  input.addEventListener("blur", close);
}

for (const form of document.querySelectorAll("form[data-suggest]"))
  suggesting(form.querySelector("input"), form.dataset.suggest, (each) => { location.href = each.page; });
for (const input of document.querySelectorAll("input[data-suggest]")) {
  input.removeAttribute("list"); // the browser's own list is for pages without scripts
  suggesting(input, input.dataset.suggest, (each) => { input.value = each.name; });
}

// Copying, with a word on whether it was done.
for (const button of document.querySelectorAll(".copy button"))
  button.addEventListener("click", async () => {
    const code = button.parentElement.querySelector("code");
    try { await navigator.clipboard.writeText(code.textContent); button.textContent = "Copied"; }
    catch { getSelection().selectAllChildren(code); button.textContent = "Press Ctrl+C"; }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });

// Tables sort by a click on a heading; the heading is a button then.
for (const table of document.querySelectorAll("table.sortable"))
  table.querySelectorAll("thead th").forEach((heading, column) => {
    heading.dataset.sort = "";
    heading.tabIndex = 0;
    const sort = () => {
      const down = heading.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("thead th").forEach((each) => each.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      const value = (group) => {
        const cell = group.querySelector("tr").cells[column];
        return cell?.dataset.value ?? cell?.textContent.trim() ?? "";
      };
      const groups = table.tBodies.length > 1 ? [...table.tBodies] : [...table.tBodies[0].rows].map((row) => ({ row, querySelector: () => row }));
      groups.sort((a, b) => value(a).localeCompare(value(b), "en", { numeric: true }) * (down ? -1 : 1));
      for (const each of groups) (each.row ? table.tBodies[0] : table).append(each.row ?? each);
    };
    heading.addEventListener("click", sort);
    heading.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); } });
  });

// Why? answers of a whole list at once.
document.getElementById("open-all")?.addEventListener("click", (event) => {
  const all = [...document.querySelectorAll("details.why")], open = all.some((each) => !each.open);
  for (const each of all) each.open = open;
  event.target.textContent = open ? "Hide all sentences" : "Show all sentences";
});
