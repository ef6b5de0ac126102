/** The passages that comments speak of, found in a text that may have changed around them: the same rules as TextQuote.cs. */
export interface Quote { exact: string; prefix: string; suffix: string }
interface Place { node: Text; offset: number }
interface Plain { text: string; places: (Place | null)[] }

const inline = new Set(["A", "STRONG", "B", "EM", "I", "SUP", "SUB", "SPAN", "MARK", "CODE", "BR"]);
const around = 32;

export function plainOf(root: Node): Plain {
  let text = "";
  const places: (Place | null)[] = [];
  const add = (c: string, place: Place | null) => {
    if (/\s/.test(c)) {
      if (text === "" || text.endsWith(" ")) return;
      c = " ";
    }
    text += c;
    places.push(place);
  };
  const walk = (node: Node) => {
    for (const child of node.childNodes) {
      if (child instanceof Text) {
        for (let i = 0; i < child.data.length; i++) add(child.data[i]!, { node: child, offset: i });
      } else if (child instanceof Element) {
        const breaks = !inline.has(child.tagName) || child.tagName === "BR";
        if (breaks) add(" ", null);
        walk(child);
        if (breaks) add(" ", null);
      }
    }
  };
  walk(root);
  return { text, places };
}

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

function find(text: string, quote: Quote): [number, number] | null {
  const [exact, prefix, suffix] = [plain(quote.exact), plain(quote.prefix), plain(quote.suffix)];
  if (!exact) return null;
  let best = -1, most = -1;
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) {
    const before = text.slice(0, at).trimEnd(), after = text.slice(at + exact.length).trimStart();
    let n = 0;
    while (n < prefix.length && n < before.length && prefix[prefix.length - n - 1] === before[before.length - n - 1]) n++;
    let m = 0;
    while (m < suffix.length && m < after.length && suffix[m] === after[m]) m++;
    if (n + m > most) [best, most] = [at, n + m];
  }
  if (best >= 0) return [best, best + exact.length];
  if (prefix.length < 12 || suffix.length < 12) return null;
  const start = text.indexOf(prefix);
  const end = start < 0 ? -1 : text.indexOf(suffix, start + prefix.length);
  return end > start + prefix.length && end - start - prefix.length <= 2 * exact.length + 200 ? [start + prefix.length, end] : null;
}

export function rangeOf(plainText: Plain, quote: Quote): Range | null {
  const found = find(plainText.text, quote);
  if (!found) return null;
  const places = plainText.places.slice(...found).filter((p): p is Place => p !== null);
  if (places.length === 0) return null;
  const range = document.createRange();
  range.setStart(places[0]!.node, places[0]!.offset);
  range.setEnd(places.at(-1)!.node, places.at(-1)!.offset + 1);
  return range;
}

/** What is selected within an element, with what stands around it. */
export function selectedIn(root: Element): Quote | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const { text, places } = plainOf(root);
  const within = places.map((p) => p !== null && range.comparePoint(p.node, p.offset) === 0 && range.comparePoint(p.node, p.offset + 1) === 0);
  const start = within.indexOf(true), end = within.lastIndexOf(true) + 1;
  if (start < 0) return null;
  const exact = text.slice(start, end).trim();
  return exact ? { exact, prefix: text.slice(Math.max(0, start - around), start), suffix: text.slice(end, end + around) } : null;
}

/** Marks the passages of a list of comments in the editor's text, as long as they are there. Nothing is written into the text itself. */
export function wirePassages(list: HTMLElement): void {
  const field = document.getElementById(list.dataset.passages!);
  const surface = document.getElementById(`${list.dataset.passages}-surface`);
  const registry = (CSS as unknown as { highlights?: Map<string, unknown> }).highlights;
  if (!field || !surface || !registry) return;
  const quotes = [...list.querySelectorAll<HTMLElement>("[data-exact]")].filter((row) => row.dataset.exact)
    .map((row) => ({ exact: row.dataset.exact!, prefix: row.dataset.prefix ?? "", suffix: row.dataset.suffix ?? "" }));
  let waiting = 0;
  const mark = () => {
    const text = plainOf(surface);
    const ranges = quotes.map((quote) => rangeOf(text, quote)).filter((range): range is Range => range !== null);
    const Highlight = (window as unknown as { Highlight: new (...ranges: Range[]) => unknown }).Highlight;
    registry.set("comment", new Highlight(...ranges));
    list.dataset.marked = String(ranges.length);
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(mark, 300);
  });
  mark();
}
