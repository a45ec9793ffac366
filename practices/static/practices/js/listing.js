// Filters take hold at once: the page that the form would lead to is fetched, its list shown here.

const REPLACED = [
  "[data-understood]", "[data-head]", "[data-results]", ".filters__summary span", ".language-switch ul",
  ".site-footer__languages",
];
let here = location.search;
let under_way = new AbortController();

const form = document.getElementById("search");
const list = document.querySelector("[data-listing]");
const told = document.querySelector("[data-told]");

/** The address that the form leads to, without what is empty. */
function asked() {
  const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
  const query = new URLSearchParams(pairs).toString();
  return query ? `?${query}` : location.pathname;
}

/** Show the list of another address in place, what was ticked where it was; should that fail, go there. */
async function show(address, ticked) {
  under_way.abort();
  under_way = new AbortController();
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: under_way.signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const place = () => ticked?.getBoundingClientRect().top ?? 0;
    const before = place();
    put(page);
    scrollBy(0, place() - before); // chips come and go above: the next tap is not to hit another row
    list.removeAttribute("aria-busy");
  } catch (fault) {
    if (fault.name !== "AbortError") location.assign(address);
  }
}

/** Take the new page's parts; filters keep what is open, ticked and focused. */
function put(page) {
  for (const part of REPLACED) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
  const counts = new Map();
  for (const choice of page.querySelectorAll("[data-filters] .choice")) {
    const box = choice.querySelector("input");
    counts.set(`${box.name}=${box.value}`, choice);
  }
  for (const choice of list.querySelectorAll("[data-filters] .choice")) {
    const box = choice.querySelector("input");
    const fresh = counts.get(`${box.name}=${box.value}`);
    if (!fresh) continue;
    choice.className = fresh.className;
    choice.querySelector(".choice__count").textContent = fresh.querySelector(".choice__count").textContent;
    box.checked = fresh.querySelector("input").checked;
  }
  const apply = document.querySelector("[data-apply]");
  const fresh = page.querySelector("[data-apply]");
  if (apply && fresh) apply.dataset.apply = fresh.dataset.apply;
  if (apply) apply.textContent = apply.dataset.apply;
  document.title = page.title;
  told.textContent = document.querySelector("[data-count]")?.textContent ?? "";
}

/** Without a page to reload, its address is kept, and the way back leads to it. */
function go(address, ticked) {
  history.pushState(null, "", address);
  here = location.search;
  return show(address, ticked);
}

if (form && list) {
  const filters = list.querySelector("[data-filters]");
  const apply = list.querySelector("[data-apply]");
  filters?.addEventListener("change", ({ target }) => go(asked(), target));
  filters?.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !filters.open) return;
    filters.open = false;
    filters.querySelector("summary").focus();
  });
  apply?.addEventListener("click", (event) => {
    event.preventDefault();
    filters.open = false;
    document.querySelector("[data-results]").focus();
  });
  list.addEventListener("change", (event) => {
    if (event.target.id === "sort") go(asked()).then(() => document.getElementById("sort")?.focus());
  });
  list.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-without]");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(chip.href).then(() => document.querySelector("[data-count]")?.focus());
  });
  addEventListener("popstate", () => {
    if (location.search === here) return; // a link within the page
    here = location.search;
    show(location.href);
  });
  list.dataset.live = "";
  if (apply) apply.textContent = apply.dataset.apply;
}
