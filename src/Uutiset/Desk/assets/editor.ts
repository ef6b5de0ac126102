import { startAutosave } from "./editor/autosave";
import { wirePassages } from "./editor/passages";
import { wirePick } from "./editor/picker";
import { wireRelated } from "./editor/related";
import { wireRows } from "./editor/rows";
import { openSurface } from "./editor/surface";
import { wireTags } from "./editor/tags";

// Progressive enhancement: without this the form is plain fields, a textarea with HTML, and buttons.
for (const field of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-editor]")) openSurface(field);
for (const list of document.querySelectorAll<HTMLElement>("[data-rows]")) wireRows(list);
for (const list of document.querySelectorAll<HTMLElement>("[data-related]")) wireRelated(list);
for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-pick]")) wirePick(select);
// Rows that are added later bring their own
document.addEventListener("click", () => {
  for (const select of document.querySelectorAll<HTMLSelectElement>("[data-row] select[data-pick]:not([data-wired])")) wirePick(select);
});
for (const box of document.querySelectorAll<HTMLElement>("[data-tags]")) wireTags(box);
for (const list of document.querySelectorAll<HTMLElement>("[data-passages]")) wirePassages(list);

// A person who was found, or a deadline from the list, needs no typing
document.addEventListener("picked", (event) => {
  const typed = (event.target as HTMLElement).closest("[data-row]")?.querySelector("details");
  if (typed) typed.open = false;
});
document.addEventListener("change", (event) => {
  const select = event.target as HTMLSelectElement;
  if (select.dataset?.known === undefined) return;
  const typed = select.closest("[data-row]")!.querySelector("details");
  if (typed) typed.open = select.selectedIndex === 0;
});

// A municipality says in which region an event is, unless somebody has chosen one: the server would do the same when it is saved
document.addEventListener("change", (event) => {
  const place = event.target as HTMLInputElement;
  if (place.dataset?.place === undefined) return;
  const region = place.closest("[data-row]")!.querySelector<HTMLSelectElement>("[data-place-region]");
  const names = place.value.split(",").map((name) => name.trim().toLowerCase());
  const found = [...(place.list?.options ?? [])].filter((option) => names.includes(option.value.toLowerCase())).map((option) => option.dataset.region ?? "");
  if (region && region.value === "" && found.length > 0 && found.every((code) => code === found[0])) region.value = found[0];
});

const article = document.querySelector<HTMLFormElement>("form[data-autosave]");
if (article) startAutosave(article);
