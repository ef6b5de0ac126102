import { wireCombo, type Found } from "./combo";

// Fields that choose by name. Without this script the server looks up what was typed, and asks when that is not one thing's whole name.

function wire(root: HTMLElement): void {
  const field = root.querySelector<HTMLInputElement>("[data-words]")!;
  if (field.getAttribute("role") === "combobox") return;
  const box = root.querySelector<HTMLElement>("[role=listbox]")!;
  const said = root.querySelector<HTMLElement>("[data-said]")!;
  const shown = root.querySelector<HTMLInputElement>("[data-shown-words]")!;
  const chosen = root.querySelector<HTMLElement>("[data-chosen]");
  const name = field.name.replace(/\.words$/, "");
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": box.id })) field.setAttribute(key, value);

  const takeOne = (one: Found) => {
    root.querySelector("[data-offered]")?.remove();
    let id = root.querySelector<HTMLInputElement>("input[data-id]");
    if (!id) {
      id = document.createElement("input");
      Object.assign(id, { type: "hidden", name });
      id.dataset.id = "";
      root.append(id);
    }
    id.value = one.id;
    field.value = shown.value = one.title;
  };
  const takeMany = (one: Found) => {
    field.value = shown.value = "";
    const former = [...chosen!.querySelectorAll<HTMLInputElement>("input[type=checkbox]")].find((tick) => tick.value === one.id);
    if (former) {
      former.checked = true;
      return;
    }
    const label = document.createElement("label");
    label.className = "choice";
    const tick = document.createElement("input");
    Object.assign(tick, { type: "checkbox", name, value: one.id, checked: true });
    const title = document.createElement("span");
    title.lang = one.lang;
    title.textContent = one.title;
    label.append(tick, " ", title);
    chosen!.append(label);
  };

  wireCombo({
    field,
    box,
    said,
    source: `${root.dataset.pickFrom}?q=`,
    texts: { found: root.dataset.found!, none: root.dataset.none! },
    taken: () => (chosen ? [...root.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")].map((tick) => tick.value) : []),
    take: (one) => {
      (chosen ? takeMany : takeOne)(one);
      // What was wrong with the words is so no more
      field.removeAttribute("aria-invalid");
      root.classList.remove("field-wrong");
      root.querySelector(":scope > .error")?.remove();
      said.textContent = root.dataset.added!.replace("{0}", one.title);
      field.dispatchEvent(new Event("change", { bubbles: true }));
      root.dispatchEvent(new Event("picked", { bubbles: true }));
    },
  });
}

export function wirePicks(): void {
  const all = (root: ParentNode) => {
    for (const pick of root.querySelectorAll<HTMLElement>("[data-pick-from]")) wire(pick);
  };
  all(document);
  // Rows that are added later bring their own
  document.addEventListener("rowadded", (event) => all(event.target as HTMLElement));
}
