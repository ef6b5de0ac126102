import { wireCombo } from "../desk/combo";
import { addRow } from "./rows";

// Related articles and organisations that a text tells of: each one found is a row.
export function wireRelated(list: HTMLElement): void {
  const field = list.querySelector<HTMLInputElement>("[role=combobox]")!;
  const said = list.querySelector<HTMLElement>("[data-said]")!;
  field.closest<HTMLElement>("[data-search]")!.hidden = false;
  wireCombo({
    field,
    box: list.querySelector<HTMLElement>("[role=listbox]")!,
    said,
    source: `${list.dataset.source}&q=`,
    texts: { found: list.dataset.found!, none: list.dataset.none! },
    taken: () => [...list.querySelectorAll<HTMLInputElement>("[data-list] [data-article]")].map((input) => input.value),
    take: (one) => {
      const row = addRow(list);
      row.querySelector<HTMLInputElement>("[data-article]")!.value = one.id;
      row.querySelector<HTMLInputElement>("[data-title]")!.value = one.title;
      const shown = row.querySelector<HTMLElement>("[data-shown]")!;
      shown.textContent = one.title;
      shown.lang = one.lang;
      field.value = "";
      said.textContent = list.dataset.added!.replace("{0}", one.title);
      list.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
}
