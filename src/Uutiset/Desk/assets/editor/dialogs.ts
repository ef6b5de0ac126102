import type { Editor } from "@tiptap/core";
import { addressOf, isVague } from "./link";

// The dialogs themselves are in the page, with their texts: #link-dialog and #quote-dialog.

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
