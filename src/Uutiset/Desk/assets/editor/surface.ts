import { Editor } from "@tiptap/core";
import Bold from "@tiptap/extension-bold";
import Document from "@tiptap/extension-document";
import HardBreak from "@tiptap/extension-hard-break";
import Heading from "@tiptap/extension-heading";
import Italic from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import Paragraph from "@tiptap/extension-paragraph";
import Text from "@tiptap/extension-text";
import { Gapcursor, TrailingNode, UndoRedo } from "@tiptap/extensions";
import { DOMParser as Reader } from "@tiptap/pm/model";
import { Link } from "./link";
import { Box, Quote, Reference, tables } from "./nodes";
import { cleanPasted, htmlOfText } from "./paste";
import { TableKeys } from "./tables";
import { wireToolbar } from "./toolbar";

/** Puts the editor in the place of a textarea, which keeps carrying the text to the server. */
export function openSurface(field: HTMLTextAreaElement): Editor {
  const label = document.querySelector<HTMLLabelElement>(`label[for="${field.id}"]`);
  const surface = document.createElement("div");
  surface.className = "surface";
  field.before(surface);
  field.hidden = true;

  const editor = new Editor({
    element: surface,
    // A style element made by a script is what the content policy stops; the rules stand in desk.css
    injectCSS: false,
    extensions: [
      Document.extend({ content: "(block | top)+" }),
      Paragraph, Text, Bold, Italic, HardBreak, Link,
      Heading.configure({ levels: [2, 3, 4] }),
      BulletList, OrderedList, ListKeymap,
      ListItem.extend({ content: "paragraph (paragraph | bulletList | orderedList)*" }),
      Quote, Box, Reference, ...tables, TableKeys,
      UndoRedo, Gapcursor, TrailingNode,
    ],
    content: field.value,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label?.textContent?.trim() ?? "",
        "aria-describedby": field.getAttribute("aria-describedby") ?? "",
        "aria-invalid": field.getAttribute("aria-invalid") ?? "false",
        class: "prose",
        id: `${field.id}-surface`,
        lang: field.lang,
        spellcheck: "true",
      },
      transformPastedHTML: (html) => cleanPasted(html),
      clipboardTextParser: (text, _context, _plain, view) => {
        const holder = new DOMParser().parseFromString(htmlOfText(text), "text/html").body;
        return Reader.fromSchema(view.state.schema).parseSlice(holder);
      },
    },
    onUpdate: () => {
      field.value = htmlOf(editor);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  label?.addEventListener("click", () => editor.commands.focus());
  // A link in the error summary leads to the field that is hidden now
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.(`a[href="#${field.id}"]`);
    if (!link) return;
    event.preventDefault();
    editor.commands.focus();
    surface.scrollIntoView({ block: "center" });
  });
  for (const toolbar of document.querySelectorAll<HTMLElement>(`[role=toolbar][data-for="${field.id}"]`)) wireToolbar(toolbar, editor);
  return editor;
}

/** The empty paragraphs at the end are only room to go on writing. */
export function htmlOf(editor: Editor): string {
  return editor.getHTML().replace(/(<p><\/p>)+$/, "");
}
