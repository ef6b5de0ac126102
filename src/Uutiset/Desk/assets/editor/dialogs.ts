import type { Editor } from "@tiptap/core";
import { addressOf, isVague } from "./link";
import { referables } from "./references";
import { insertTable } from "./tables";

// The dialogs themselves are in the page, with their texts: #link-dialog, #quote-dialog, #box-dialog, #table-dialog and #reference-dialog.

/** Opens a dialog and calls back with the button that closed it; Escape is "cancel". */
function ask(id: string, editor: Editor, done: (answer: string) => void): HTMLDialogElement {
  const dialog = document.getElementById(id) as HTMLDialogElement;
  const form = dialog.querySelector("form")!;
  const end = () => {
    form.removeEventListener("submit", submitted);
    editor.commands.focus();
  };
  const submitted = (event: SubmitEvent) => {
    event.preventDefault();
    const answer = (event.submitter as HTMLButtonElement | null)?.value ?? "ok";
    if (answer === "ok" && !form.reportValidity()) return;
    dialog.close();
    if (answer !== "cancel") done(answer);
  };
  form.addEventListener("submit", submitted);
  dialog.addEventListener("close", end, { once: true });
  dialog.showModal();
  return dialog;
}

const input = (dialog: HTMLElement, name: string) => dialog.querySelector<HTMLInputElement>(`[name="${name}"]`)!;

export function editLink(editor: Editor): void {
  const inLink = editor.isActive("link");
  if (inLink) editor.commands.extendMarkRange("link");
  const { from, to } = editor.state.selection;
  const words = editor.state.doc.textBetween(from, to, " ");
  const dialog = ask("link-dialog", editor, (answer) => {
    if (answer === "remove") {
      editor.chain().focus().unsetMark("link").run();
      return;
    }
    const href = addressOf(address.value)!;
    const wanted = text.value.trim() || href.replace(/^(https?:\/\/|mailto:|tel:)/, "");
    const mark = { type: "link", attrs: { href } };
    // The words as they stand keep their bold and italic
    if (wanted === words) editor.chain().focus().setTextSelection({ from, to }).setMark("link", { href }).setTextSelection(to).unsetMark("link").run();
    else editor.chain().focus().insertContentAt({ from, to }, { type: "text", text: wanted, marks: [mark] }).unsetMark("link").run();
  });
  const [address, text] = [input(dialog, "address"), input(dialog, "text")];
  const hint = dialog.querySelector<HTMLElement>("[data-vague]")!;
  address.value = inLink ? String(editor.getAttributes("link").href ?? "") : "";
  text.value = words;
  dialog.querySelector<HTMLElement>("[value=remove]")!.hidden = !inLink;
  const check = () => {
    address.setCustomValidity(address.value && !addressOf(address.value) ? (address.dataset.wrong ?? "?") : "");
    hint.hidden = !isVague(text.value);
  };
  address.oninput = text.oninput = check;
  check();
  address.focus();
}

export function editQuote(editor: Editor): void {
  const inQuote = editor.isActive("blockquote");
  const now = editor.getAttributes("blockquote");
  const dialog = ask("quote-dialog", editor, (answer) => {
    if (answer === "remove") {
      editor.chain().focus().lift("blockquote").run();
      return;
    }
    const attributes = { speaker: speaker.value.trim() || null, role: role.value.trim() || null };
    if (inQuote) editor.chain().focus().updateAttributes("blockquote", attributes).run();
    else editor.chain().focus().wrapIn("blockquote", attributes).run();
  });
  const [speaker, role] = [input(dialog, "speaker"), input(dialog, "role")];
  speaker.value = String(now.speaker ?? "");
  role.value = String(now.role ?? "");
  dialog.querySelector<HTMLElement>("[value=remove]")!.hidden = !inQuote;
  speaker.focus();
}

/** A box around what is chosen, or another kind of the box that the cursor is in. */
export function editBox(editor: Editor): void {
  const inBox = editor.isActive("box");
  const now = editor.getAttributes("box");
  const dialog = ask("box-dialog", editor, (answer) => {
    if (answer === "remove") {
      editor.chain().focus().lift("box").run();
      return;
    }
    const kind = dialog.querySelector<HTMLInputElement>("[name=kind]:checked")!.value;
    const attributes = { kind, region: kind === "region" ? region.value || null : null };
    if (inBox) editor.chain().focus().updateAttributes("box", attributes).run();
    else editor.chain().focus().wrapIn("box", attributes).run();
  });
  const region = dialog.querySelector<HTMLSelectElement>("[name=region]")!;
  const kinds = [...dialog.querySelectorAll<HTMLInputElement>("[name=kind]")];
  const chosen = kinds.find((kind) => kind.value === (inBox ? now.kind : "fact")) ?? kinds[0];
  chosen.checked = true;
  region.value = String(now.region ?? "");
  const show = () => (region.closest<HTMLElement>(".field")!.hidden = !kinds.some((kind) => kind.checked && kind.value === "region"));
  for (const kind of kinds) kind.onchange = show;
  show();
  dialog.querySelector<HTMLElement>("[value=remove]")!.hidden = !inBox;
  chosen.focus();
}

export function newTable(editor: Editor): void {
  const dialog = ask("table-dialog", editor, () => {
    const number = (field: HTMLInputElement, most: number) => Math.min(most, Math.max(1, Math.round(Number(field.value)) || 1));
    // A row of headings alone would be no table
    insertTable(editor, number(rows, 50) + 1, number(columns, 12), caption.value.trim());
  });
  const [rows, columns, caption] = [input(dialog, "rows"), input(dialog, "columns"), input(dialog, "caption")];
  caption.value = "";
  caption.focus();
}

/** A deadline, an event or an article of the form, shown where the cursor stands. */
export function insertReference(editor: Editor): void {
  const offered = referables();
  const dialog = ask("reference-dialog", editor, () => {
    if (select.value) editor.chain().focus().insertContent({ type: "reference", attrs: { ref: select.value } }).run();
  });
  const select = dialog.querySelector<HTMLSelectElement>("[name=reference]")!;
  select.replaceChildren(...offered.map((one) => new Option(`${dialog.dataset[one.ref.split(":")[0]]}: ${one.label}`, one.ref)));
  select.closest<HTMLElement>(".field")!.hidden = offered.length === 0;
  dialog.querySelector<HTMLElement>("[data-none]")!.hidden = offered.length > 0;
  dialog.querySelector<HTMLButtonElement>("[value=ok]")!.hidden = offered.length === 0;
  (offered.length > 0 ? select : dialog.querySelector<HTMLElement>("[value=cancel]")!).focus();
}
