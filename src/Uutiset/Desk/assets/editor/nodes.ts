import { mergeAttributes, Node } from "@tiptap/core";
import Blockquote from "@tiptap/extension-blockquote";
import { labelOf } from "./references";

// One node for each block that the server's allow-list has, so that opening and saving a text loses nothing of it.

const named = (attribute: string) => ({
  default: null,
  parseHTML: (element: HTMLElement) => element.getAttribute(attribute),
  renderHTML: (attributes: Record<string, unknown>) => {
    const value = attributes[attribute.replace("data-", "")];
    return value ? { [attribute]: value } : {};
  },
});

export const Quote = Blockquote.extend({
  content: "(paragraph | bulletList | orderedList)+",
  addAttributes: () => ({ speaker: named("data-speaker"), role: named("data-role") }),
});

export const boxes = ["fact", "contact", "funding", "region"];

export const Box = Node.create({
  name: "box",
  group: "top",
  content: "block+",
  defining: true,
  addAttributes: () => ({
    kind: {
      default: "fact",
      parseHTML: (element: HTMLElement) => element.getAttribute("data-block"),
      renderHTML: ({ kind }: Record<string, unknown>) => ({ "data-block": kind }),
    },
    region: named("data-region"),
  }),
  parseHTML: () => boxes.map((kind) => ({ tag: `aside[data-block="${kind}"]` })),
  renderHTML: ({ HTMLAttributes }) => ["aside", mergeAttributes(HTMLAttributes), 0],
  // What kind it is stands in it as words, as on the page
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("aside");
      // In the editor it is part of the text that is written, no landmark of the page
      dom.setAttribute("role", "note");
      const label = document.createElement("span");
      label.className = "box-label";
      label.contentEditable = "false";
      const contentDOM = document.createElement("div");
      dom.append(label, contentDOM);
      const show = (attrs: Record<string, unknown>) => {
        dom.dataset.block = String(attrs.kind);
        label.textContent = boxLabel(String(attrs.kind), attrs.region ? String(attrs.region) : null);
      };
      show(node.attrs);
      return {
        dom,
        contentDOM,
        ignoreMutation: (mutation) => mutation.type !== "selection" && label.contains(mutation.target),
        update: (next) => {
          if (next.type.name !== "box") return false;
          show(next.attrs);
          return true;
        },
      };
    };
  },
});

function boxLabel(kind: string, region: string | null): string {
  const dialog = document.getElementById("box-dialog");
  const chosen = region ? dialog?.querySelector(`option[value="${CSS.escape(region)}"]`)?.textContent?.trim() : null;
  const word = dialog?.querySelector(`input[value="${CSS.escape(kind)}"]`)?.closest("label")?.textContent?.trim() ?? kind;
  return chosen ? `${word}: ${chosen}` : word;
}

/** Filled when the page is made: a deadline, an event, an article, an image. Images are shown, the others named. */
export const Reference = Node.create({
  name: "reference",
  group: "top",
  atom: true,
  addAttributes: () => ({ ref: named("data-ref"), caption: named("data-caption"), alt: named("data-alt") }),
  parseHTML: () => [{ tag: "div[data-ref]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes],
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("div");
      const ref = String(node.attrs.ref ?? "");
      dom.dataset.ref = ref;
      if (ref.startsWith("media:")) {
        dom.className = "is-image";
        const image = document.createElement("img");
        image.src = `/media/${ref.slice(6)}/small`;
        image.alt = String(node.attrs.alt ?? "");
        const caption = document.createElement("span");
        caption.textContent = String(node.attrs.caption ?? "");
        dom.append(image, caption);
      } else dom.textContent = labelOf(ref);
      return { dom };
    };
  },
});

const span = (name: string) => ({
  default: 1,
  parseHTML: (element: HTMLElement) => Number(element.getAttribute(name)) || 1,
  renderHTML: (attributes: Record<string, unknown>) => (Number(attributes[name]) > 1 ? { [name]: attributes[name] } : {}),
});

const cell = (name: string, tag: string) =>
  Node.create({
    name,
    content: "(paragraph | bulletList | orderedList)+",
    isolating: true,
    addAttributes: () => ({ colspan: span("colspan"), rowspan: span("rowspan") }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

/** Rows and columns are changed by tables.ts. */
export const tables = [
  Node.create({
    name: "table",
    group: "block",
    content: "caption? row+",
    isolating: true,
    parseHTML: () => [{ tag: "table" }],
    renderHTML: () => ["table", 0],
  }),
  Node.create({ name: "caption", content: "inline*", parseHTML: () => [{ tag: "caption" }], renderHTML: () => ["caption", 0] }),
  Node.create({ name: "row", content: "(cell | head)+", parseHTML: () => [{ tag: "tr" }], renderHTML: () => ["tr", 0] }),
  cell("cell", "td"),
  cell("head", "th"),
];
