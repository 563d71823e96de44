// Small comforts: every page works without them.

const menus = () => document.querySelectorAll("details.menu[open]");

function closeMenus(except) {
  for (const menu of menus()) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

function countCharacters(entry) {
  const most = Number(entry.dataset.count);
  const count = document.createElement("p");
  count.className = "count";
  count.setAttribute("aria-live", "polite");
  const show = () => {
    count.textContent = `${entry.value.length} / ${most}`;
    count.classList.toggle("over", entry.value.length > most);
  };
  entry.after(count);
  entry.addEventListener("input", show);
  show();
}

function askBeforeLeaving(form) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

const KEYS = "salerno-keys";

function offerKeys(box) {
  box.closest("[hidden]").hidden = false;
  box.checked = localStorage.getItem(KEYS) !== "off";
  box.addEventListener("change", () => localStorage.setItem(KEYS, box.checked ? "on" : "off"));
}

const TYPED = "input:not([type=checkbox]), textarea, select";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPED)) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step || !document.querySelector("[data-shortcuts]")?.checked) return;
  document.querySelector(`[data-key=${event.key}]`)?.click();
  const links = [...document.querySelectorAll("[data-keys] h3 a")];
  const next = links.indexOf(document.activeElement) + step;
  links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
});

function improve(part) {
  part.querySelectorAll("[data-shortcuts]").forEach(offerKeys);
  part.querySelectorAll("[data-count]").forEach(countCharacters);
  part.querySelectorAll("form[data-unsaved]").forEach(askBeforeLeaving);
  part.querySelector("[data-focus]")?.focus();
}

improve(document);
document.addEventListener("htmx:after:swap", (event) => {
  const part = event.detail?.ctx?.target ?? event.target;
  if (part?.querySelectorAll && part !== document) improve(part);
});
