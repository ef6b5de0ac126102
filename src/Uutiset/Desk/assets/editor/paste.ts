// What comes from Word, Teams, Google Docs and web pages, before the editor reads it. The server cleans again on save;
// this is so that the writer sees at once what will stand there.

// No dashes here: in Finnish a dash at the beginning of a line is somebody speaking
const bullet = /^[\s\u00a0]*[•‣▪●◦·⁃∙][\s\u00a0]+/;
const bulletAlone = /^[•‣▪●◦·⁃∙§o\u00b7\uf0b7\uf0a7–-]$/;
const number = /^[\s\u00a0]*\(?(?:[0-9]{1,2}|[a-zA-Z])[.)][\s\u00a0]+/;

export function cleanPasted(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  dropComments(page.body);
  for (const dead of page.body.querySelectorAll("style, script, meta, link, title, img, svg, iframe, object, template")) dead.remove();
  wordLists(page.body);
  for (const element of [...page.body.querySelectorAll("*")]) {
    const name = element.localName;
    // Google Docs wraps everything in a <b> that is not bold
    if ((name === "b" && /font-weight:\s*normal/i.test(element.getAttribute("style") ?? "")) || name.includes(":")) unwrap(element);
    else if (name === "h1") rename(element, "h2");
    else if (name === "h5" || name === "h6") rename(element, "h4");
    else if (name === "span") inlineLook(element as HTMLElement);
  }
  for (const element of page.body.querySelectorAll("[style], [class], [id]")) for (const look of ["style", "class", "id"]) element.removeAttribute(look);
  for (const line of [...page.body.querySelectorAll("p")]) if (!line.textContent?.replace(/\u00a0/g, " ").trim() && !line.querySelector("br + br")) line.remove();
  return page.body.innerHTML;
}

/** Plain text with lines: empty lines part paragraphs, lines that begin with a bullet or a number are lists. */
export function htmlOfText(text: string): string {
  const page = document.implementation.createHTMLDocument();
  let list: Element | null = null;
  for (const line of text.replace(/\r/g, "").split("\n")) {
    const kind = bullet.test(line) ? "ul" : number.test(line) && /^[\s\u00a0]*\(?[0-9]/.test(line) ? "ol" : null;
    const words = kind === "ul" ? line.replace(bullet, "") : kind === "ol" ? line.replace(number, "") : line;
    if (!words.trim()) {
      list = null;
      continue;
    }
    if (kind && list?.localName !== kind) page.body.append((list = page.createElement(kind)));
    if (!kind) list = null;
    const element = page.createElement(kind ? "li" : "p");
    element.textContent = words.trim();
    (kind ? list! : page.body).append(element);
  }
  return page.body.innerHTML;
}

/** Word writes a list as paragraphs with the class MsoListParagraph and the bullet as text. */
function wordLists(body: HTMLElement): void {
  const stack: { list: Element; level: number }[] = [];
  let previous: Element | null = null;
  for (const line of [...body.querySelectorAll<HTMLElement>("p, h1, h2, h3, h4, h5, h6")]) {
    const style = line.getAttribute("style") ?? "";
    const isItem = line.localName === "p" && (/mso-list:\s*l[0-9]/i.test(style) || /MsoListParagraph/i.test(line.className));
    if (!isItem) {
      stack.length = 0;
      continue;
    }
    if (previous && line.previousElementSibling !== previous) stack.length = 0;
    const mark = takeMark(line);
    const level = Number(/level([0-9])/i.exec(style)?.[1] ?? 1);
    const kind = mark && !bulletAlone.test(mark) && /[0-9a-z]/i.test(mark) ? "ol" : "ul";
    while (stack.length > 0 && stack[stack.length - 1].level > level) stack.pop();
    let top = stack[stack.length - 1];
    if (!top || top.level < level || (top.level === level && top.list.localName !== kind)) {
      const list = body.ownerDocument.createElement(kind);
      const holder = top && top.level < level ? top.list.lastElementChild : null;
      if (top && top.level === level) stack.pop();
      if (holder) holder.append(list);
      else line.before(list);
      stack.push((top = { list, level }));
    }
    const item = body.ownerDocument.createElement("li");
    item.append(...line.childNodes);
    top.list.append(item);
    line.remove();
    previous = stack[0].list;
  }
}

function takeMark(line: HTMLElement): string {
  const ignored = line.querySelector<HTMLElement>("[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]");
  if (ignored) {
    const mark = ignored.textContent?.replace(/[\s\u00a0]+/g, "") ?? "";
    ignored.remove();
    return mark;
  }
  const first = firstText(line);
  const found = first && (bullet.exec(first.data) ?? number.exec(first.data));
  if (!first || !found) return "";
  first.data = first.data.slice(found[0].length);
  return found[0].trim();
}

function firstText(element: Element): Text | null {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = walker.nextNode() as Text | null;
  while (text && !text.data.trim()) text = walker.nextNode() as Text | null;
  return text;
}

/** Bold and italic are all that a look can mean. */
function inlineLook(span: HTMLElement): void {
  const style = span.getAttribute("style") ?? "";
  const bold = /font-weight:\s*(bold|[6-9]00)/i.test(style);
  const italic = /font-style:\s*italic/i.test(style);
  if (!bold && !italic) return unwrap(span);
  const look = rename(span, bold ? "strong" : "em");
  if (!bold || !italic) return;
  const inner = look.ownerDocument.createElement("em");
  inner.append(...look.childNodes);
  look.append(inner);
}

function rename(element: Element, name: string): Element {
  const renamed = element.ownerDocument.createElement(name);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

function dropComments(body: HTMLElement): void {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) (comment as ChildNode).remove();
}
