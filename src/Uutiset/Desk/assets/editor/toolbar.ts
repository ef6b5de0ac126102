import type { ChainedCommands, Editor } from "@tiptap/core";
import { editBox, editLink, editQuote, insertReference, newTable } from "./dialogs";
import { insertImage } from "./picker";
import { changeTable, inTable, tableChanges, tablePossible, tablePressed } from "./tables";

interface Tool {
  run(editor: Editor): void;
  pressed?(editor: Editor): boolean;
  possible?(editor: Editor): boolean;
}

const chain = (change: (chain: ChainedCommands) => ChainedCommands) => (editor: Editor) => {
  change(editor.chain().focus()).run();
};

const heading = (level: 2 | 3 | 4): Tool => ({
  run: chain((c) => c.toggleHeading({ level })),
  pressed: (editor) => editor.isActive("heading", { level }),
  possible: (editor) => editor.can().toggleHeading({ level }),
});

const tools: Record<string, Tool> = {
  bold: { run: chain((c) => c.toggleBold()), pressed: (e) => e.isActive("bold") },
  italic: { run: chain((c) => c.toggleItalic()), pressed: (e) => e.isActive("italic") },
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  bullets: { run: chain((c) => c.toggleBulletList()), pressed: (e) => e.isActive("bulletList") },
  numbers: { run: chain((c) => c.toggleOrderedList()), pressed: (e) => e.isActive("orderedList") },
  quote: { run: editQuote, pressed: (e) => e.isActive("blockquote"), possible: (e) => e.isActive("blockquote") || e.can().toggleBlockquote() },
  link: { run: editLink, pressed: (e) => e.isActive("link") },
  image: { run: insertImage, pressed: (e) => e.isActive("reference") },
  box: { run: editBox, pressed: (e) => e.isActive("box"), possible: (e) => e.isActive("box") || e.can().wrapIn("box", { kind: "fact" }) },
  // A table in a list, a quote or another table is nobody's: the server would take it apart
  table: { run: newTable, pressed: inTable, possible: (e) => !inTable(e) && !e.isActive("blockquote") && !e.isActive("listItem") },
  reference: { run: insertReference, possible: (e) => !e.isActive("box") && !inTable(e) && !e.isActive("blockquote") && !e.isActive("listItem") },
  undo: { run: chain((c) => c.undo()), possible: (e) => e.can().undo() },
  redo: { run: chain((c) => c.redo()), possible: (e) => e.can().redo() },
  ...Object.fromEntries(
    Object.entries(tableChanges).map(([name, table]): [string, Tool] => [
      name,
      { run: (e) => changeTable(e, name), possible: (e) => tablePossible(e, name), ...(table.pressed && { pressed: (e: Editor) => tablePressed(e, name) === true }) },
    ]),
  ),
};

/** The toolbar pattern of the ARIA practices: one tab stop, arrows within, Escape or Tab back to the text. */
export function wireToolbar(bar: HTMLElement, editor: Editor): void {
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>("button[data-tool]")];
  // The table's own tools are there while the cursor is in one
  const context = bar.dataset.context;
  bar.hidden = context !== undefined;
  const stop = (at: HTMLButtonElement) => {
    for (const button of buttons) button.tabIndex = button === at ? 0 : -1;
  };
  stop(buttons[0]);

  for (const button of buttons) {
    const tool = tools[button.dataset.tool!];
    // The text keeps its selection, and a phone its keyboard
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("focus", () => stop(button));
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") tool.run(editor);
    });
  }

  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") editor.commands.focus();
    else if (to !== undefined) buttons[(to + buttons.length) % buttons.length].focus();
    else return;
    event.preventDefault();
  });
  // Alt+F10 is how editors everywhere lead to their toolbar; in a table it leads to the table's
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      if ((context === "table") !== inTable(editor)) return;
      event.preventDefault();
      buttons.find((button) => button.tabIndex === 0)?.focus();
    } else if (context === undefined && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      editLink(editor);
    }
  });

  const show = () => {
    // It stays while it has focus: a table that goes takes the cursor back into the text
    if (context === "table") bar.hidden = !inTable(editor);
    for (const button of buttons) {
      const tool = tools[button.dataset.tool!];
      if (tool.pressed) button.setAttribute("aria-pressed", String(tool.pressed(editor)));
      button.setAttribute("aria-disabled", String(tool.possible?.(editor) === false));
    }
  };
  editor.on("transaction", show);
  show();
}
