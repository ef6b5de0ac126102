// A combobox of the ARIA practices over one of the desk's searches: arrows go through what is found, Enter takes one, Escape closes.

export interface Found {
  id: string;
  title: string;
  note: string;
  lang: string;
}

interface Combo {
  field: HTMLInputElement;
  box: HTMLElement;
  said: HTMLElement;
  /** Ends where the words go. */
  source: string;
  /** Texts with {0}, and one without. */
  texts: { found: string; none: string };
  /** What is chosen already. */
  taken: () => string[];
  take: (one: Found) => void;
}

export function wireCombo({ field, box, said, source, texts, taken, take }: Combo): void {
  let found: Found[] = [];
  let at = -1;
  let timer = 0;
  let asking: AbortController | null = null;

  async function ask(): Promise<void> {
    asking?.abort();
    const words = field.value.trim();
    if (words.length < 2) return close();
    asking = new AbortController();
    try {
      const response = await fetch(source + encodeURIComponent(words), { signal: asking.signal, redirect: "manual" });
      if (response.ok) open((await response.json()) as Found[]);
    } catch {
      // A newer question took its place, or there is no connection: saving tells that
    }
  }

  function open(answer: Found[]): void {
    found = answer.filter((one) => !taken().includes(one.id));
    at = -1;
    box.replaceChildren(...found.map(option));
    box.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    field.removeAttribute("aria-activedescendant");
    said.textContent = found.length > 0 ? texts.found.replace("{0}", String(found.length)) : texts.none;
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
    item.addEventListener("click", () => choose(index));
    return item;
  }

  /** Whoever has gone on must not have the list open behind them. */
  function leave(): void {
    window.clearTimeout(timer);
    asking?.abort();
    close();
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

  function choose(index: number): void {
    const one = found[index];
    // An answer that is still on its way would open the list again
    leave();
    take(one);
  }

  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), 200);
  });
  field.addEventListener("blur", leave);
  field.addEventListener("keydown", (event) => {
    const isOpen = !box.hidden;
    if (event.key === "Enter") {
      event.preventDefault();
      // The words may be a name of their own: only what is marked is taken
      if (isOpen && at >= 0) choose(at);
    } else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "ArrowDown" && isOpen) go(at + 1);
    else if (event.key === "ArrowUp" && isOpen) go(at - 1);
    else return;
    event.preventDefault();
  });
}
