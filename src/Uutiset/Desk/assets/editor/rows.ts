// Lists of rows (writers, links, deadlines ...): add, move, remove, undo the removal. Without this script the form shows a spare row.

let next = 0;

/** Adds a row from the list's template and returns it. */
export function addRow(list: HTMLElement): HTMLElement {
  const template = list.querySelector<HTMLTemplateElement>(":scope > template")!;
  const holder = document.createElement("div");
  holder.innerHTML = template.innerHTML.replaceAll("__key__", `n${next++}`);
  const row = holder.firstElementChild as HTMLElement;
  list.querySelector(":scope > [data-list]")!.append(row);
  row.dispatchEvent(new Event("rowadded", { bubbles: true }));
  return row;
}

export function wireRows(list: HTMLElement): void {
  const add = list.querySelector<HTMLButtonElement>("[data-add]");
  if (add) {
    add.hidden = false;
    add.addEventListener("click", () => {
      const row = addRow(list);
      row.querySelector<HTMLElement>("input:not([type=hidden]), select")?.focus();
      changed(list);
    });
  }
  for (const buttons of list.querySelectorAll<HTMLElement>("[data-row-buttons]")) buttons.hidden = false;
  list.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[data-move], [data-remove]");
    const row = button?.closest<HTMLElement>("[data-row]");
    if (!button || !row) return;
    if (button.dataset.remove !== undefined) remove(list, row);
    else if (button.dataset.move === "up") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    if (button.isConnected) button.focus();
    changed(list);
  });
}

function remove(list: HTMLElement, row: HTMLElement): void {
  const undo = document.createElement("div");
  undo.className = "removed";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = list.dataset.undo ?? "";
  undo.append(`${list.dataset.removed} `, button);
  button.addEventListener("click", () => {
    undo.replaceWith(row);
    row.querySelector<HTMLElement>("[data-remove]")?.focus();
    changed(list);
  });
  row.replaceWith(undo);
  button.focus();
}

function changed(list: HTMLElement): void {
  list.dispatchEvent(new Event("change", { bubbles: true }));
}
