// Kept in this browser: a key that acts alone must be possible to turn off (WCAG 2.1.4), for those whose speech or hands send stray ones.
const SETTING = "desk.shortcut";

const isOn = () => {
  try { return localStorage.getItem(SETTING) !== "off"; } catch { return true; }
};

const types = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

export function wireSearch() {
  const field = document.querySelector<HTMLInputElement>("#desk-q");
  if (!field) return;
  if (isOn()) field.setAttribute("aria-keyshortcuts", "/");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || types(event.target) || document.querySelector("dialog[open]") || !isOn()) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  const choice = document.querySelector<HTMLElement>("[data-shortcut]");
  const box = choice?.querySelector<HTMLInputElement>("input");
  if (!choice || !box) return;
  box.checked = isOn();
  choice.hidden = false;
  box.addEventListener("change", () => {
    try { localStorage.setItem(SETTING, box.checked ? "on" : "off"); } catch { /* private window: it stays on */ }
  });
}
