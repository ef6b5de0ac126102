// Deadlines, events and articles that the form holds, as they can be put into the text.

export interface Referable {
  ref: string;
  label: string;
}

const value = (row: Element, name: string) => row.querySelector<HTMLInputElement | HTMLSelectElement>(`[name$=".${name}"]`)?.value.trim() ?? "";

/** What hangs on the article and has an id. A row that was just added gets one when the text is saved. */
export function referables(): Referable[] {
  const found: Referable[] = [];
  const add = (kind: string, id: string, label: string) => {
    if (id && !found.some((one) => one.ref === `${kind}:${id}`)) found.push({ ref: `${kind}:${id}`, label });
  };
  const rows = (list: string) => document.querySelectorAll(`[name="Form.${list}.index"]`);
  for (const mark of rows("Deadlines")) {
    const row = mark.closest("[data-row]");
    const select = row?.querySelector<HTMLSelectElement>("select[data-known]");
    // The first choice is a new one: it has an id once the text was saved
    if (row && select) add("deadline", select.value, select.selectedIndex > 0 ? select.selectedOptions[0].textContent!.trim() : value(row, "Title"));
  }
  for (const mark of rows("Events")) {
    const row = mark.closest("[data-row]");
    if (row) add("event", value(row, "EventId"), `${value(row, "Title")} ${value(row, "Start")}`.trim());
  }
  for (const mark of rows("ToldEvents")) {
    const row = mark.closest("[data-row]");
    if (row) add("event", value(row, "EventId"), row.querySelector("[data-shown]")?.textContent?.trim() ?? "");
  }
  for (const mark of rows("Related")) {
    const row = mark.closest("[data-row]");
    if (row) add("article", value(row, "ArticleId"), row.querySelector("[data-shown]")?.textContent?.trim() ?? "");
  }
  return found;
}

/** What stands in the text in its place: the kind of thing and its name. */
export function labelOf(ref: string): string {
  const words = document.getElementById("reference-dialog")?.dataset;
  const kind = words?.[ref.split(":")[0]] ?? ref.split(":")[0];
  const name = referables().find((one) => one.ref === ref)?.label;
  return name ? `${kind}: ${name}` : kind;
}
