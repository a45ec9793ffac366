// What is better with scripts on every page; nothing depends on it.

/** Buttons that choose the colours: the system's, light or dark. */
function themes(group) {
  const root = document.documentElement;
  const mark = () => {
    for (const button of group.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === (root.dataset.theme ?? "")));
    }
  };
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.value) root.dataset.theme = button.value;
    else delete root.dataset.theme;
    try {
      if (button.value) localStorage.setItem("theme", button.value);
      else localStorage.removeItem("theme");
    } catch {
      // It holds for this page only.
    }
    mark();
  });
  mark();
  group.hidden = false;
}

/** Escape closes what was opened over the page, and gives the focus back; leaving it closes it too. */
function closing(menu) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", ({ relatedTarget: next }) => {
    if (next && !menu.contains(next)) menu.open = false; // none: a click on what takes no focus
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

/** The browser prints by itself too; this only says that there is a form for paper. */
function printing(place) {
  place.querySelector("button").addEventListener("click", () => print());
  place.hidden = false;
}

document.querySelectorAll("[data-themes]").forEach(themes);
document.querySelectorAll("[data-menu]").forEach(closing);
document.querySelectorAll("[data-print]").forEach(printing);
