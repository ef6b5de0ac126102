import { addRow } from "./rows";

// Related articles: a combobox of the ARIA practices over the desk's own search.

interface Found {
  id: string;
  title: string;
  note: string;
  lang: string;
}

export function wireRelated(list: HTMLElement): void {
  const field = list.querySelector<HTMLInputElement>("[role=combobox]")!;
  const box = list.querySelector<HTMLElement>("[role=listbox]")!;
  const said = list.querySelector<HTMLElement>("[data-said]")!;
  let found: Found[] = [];
  let at = -1;
  let timer = 0;
  let asking: AbortController | null = null;
  field.closest<HTMLElement>("[data-search]")!.hidden = false;

  async function ask(): Promise<void> {
    asking?.abort();
    const words = field.value.trim();
    if (words.length < 2) return close();
    asking = new AbortController();
    try {
      const response = await fetch(`${list.dataset.source}&q=${encodeURIComponent(words)}`, { signal: asking.signal, redirect: "manual" });
      if (response.ok) open((await response.json()) as Found[]);
    } catch {
      // A newer question took its place, or there is no connection: the save line tells that
    }
  }

  function open(answer: Found[]): void {
    const here = [...list.querySelectorAll<HTMLInputElement>("[data-list] [data-article]")].map((input) => input.value);
    found = answer.filter((one) => !here.includes(one.id));
    at = -1;
    box.replaceChildren(...found.map(option));
    box.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    field.removeAttribute("aria-activedescendant");
    said.textContent = found.length > 0 ? list.dataset.found!.replace("{0}", String(found.length)) : list.dataset.none!;
  }

  function option(one: Found, index: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `${box.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const title = document.createElement("span");
    title.lang = one.lang;
    title.textContent = one.title;
    const note = document.createElement("small");
    note.textContent = ` ${one.note}`;
    item.append(title, note);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => pick(index));
    return item;
  }

  function close(): void {
    box.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function go(to: number): void {
    at = (to + found.length) % found.length;
    [...box.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    box.children[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", box.children[at].id);
  }

  function pick(index: number): void {
    const one = found[index];
    const row = addRow(list);
    row.querySelector<HTMLInputElement>("[data-article]")!.value = one.id;
    row.querySelector<HTMLInputElement>("[data-title]")!.value = one.title;
    const shown = row.querySelector<HTMLElement>("[data-shown]")!;
    shown.textContent = one.title;
    shown.lang = one.lang;
    field.value = "";
    close();
    said.textContent = list.dataset.added!.replace("{0}", one.title);
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 200);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const isOpen = !box.hidden;
    if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen) pick(Math.max(at, 0));
    } else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "ArrowDown" && isOpen) go(at + 1);
    else if (event.key === "ArrowUp" && isOpen) go(at - 1);
    else return;
    event.preventDefault();
  });
}
