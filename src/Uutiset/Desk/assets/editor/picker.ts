import type { Editor } from "@tiptap/core";
import { sendAll, type MediaItem } from "../media/send";

// The dialog #media-dialog is in the page, with its texts: the library's newest, a search, and adding from this device.

interface Picked {
  item: MediaItem;
  caption: string | null;
  alt: string | null;
}

/** Opens the library. Null when nothing was chosen. */
function pick(kind: "image" | "file", withWords: boolean): Promise<Picked | null> {
  const dialog = document.getElementById("media-dialog") as HTMLDialogElement;
  const form = dialog.querySelector("form")!;
  const grid = dialog.querySelector<HTMLElement>(".media-grid")!;
  const list = dialog.querySelector<HTMLElement>(".upload-list")!;
  const empty = dialog.querySelector<HTMLElement>("[data-empty]")!;
  const words = dialog.querySelector<HTMLInputElement>("#media-words")!;
  const added = dialog.querySelector<HTMLInputElement>("#media-new")!;
  const caption = dialog.querySelector<HTMLInputElement>("#media-caption")!;
  const alt = dialog.querySelector<HTMLInputElement>("#media-alt")!;
  const ok = dialog.querySelector<HTMLButtonElement>("button[value=ok]")!;
  let chosen: MediaItem | null = null;
  let asked = 0;
  let timer: number | undefined;

  dialog.querySelector<HTMLElement>("[data-words]")!.hidden = !withWords;
  for (const field of [words, added, caption, alt]) field.value = "";
  added.accept = kind === "image" ? "image/*" : "";
  list.replaceChildren();
  ok.disabled = true;

  const choose = (item: MediaItem, button: HTMLButtonElement) => {
    chosen = item;
    ok.disabled = false;
    for (const other of grid.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
  };
  const show = (items: MediaItem[]) => {
    empty.hidden = items.length > 0;
    grid.replaceChildren(
      ...items.map((item) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.id = item.id;
        button.setAttribute("aria-pressed", "false");
        if (item.thumbnail) {
          const image = document.createElement("img");
          image.src = item.thumbnail;
          image.alt = "";
          button.append(image);
        }
        const name = document.createElement("span");
        name.textContent = `${item.name} (${item.note})`;
        button.append(name);
        button.addEventListener("click", () => choose(item, button));
        const line = document.createElement("li");
        line.append(button);
        return line;
      }),
    );
  };
  // What was just sent stands first: the library may have known it for years, or the words in the search leave it out
  const load = async (sent: MediaItem[] = []) => {
    const mine = ++asked;
    const answer = await fetch(`/desk/media?handler=Pick&kind=${kind}&q=${encodeURIComponent(words.value)}`);
    if (!answer.ok && sent.length === 0) return;
    const found = answer.ok ? ((await answer.json()) as MediaItem[]) : [];
    if (mine === asked) show([...sent, ...found.filter((item) => !sent.some((s) => s.id === item.id))]);
  };
  words.oninput = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void load(), 200);
  };
  added.onchange = async () => {
    const token = document.querySelector<HTMLInputElement>("[name=__RequestVerificationToken]")!.value;
    // What was typed for the image goes with it, so that it can be published at once
    const lang = document.querySelector<HTMLSelectElement>("#Form_Lang")?.value ?? "fi";
    const field = lang === "sv" ? "Form.AltSv" : lang === "en" ? "Form.AltEn" : "Form.AltFi";
    const sent = await sendAll([...(added.files ?? [])], token, { ...dialog.dataset, open: undefined }, list, alt.value ? { [field]: alt.value } : {});
    added.value = "";
    await load(sent.items);
    const first = sent.items[0];
    // A telephone calls every picture by the same name
    const at = first ? grid.querySelector<HTMLButtonElement>(`button[data-id="${first.id}"]`) : null;
    if (first && at) choose(first, at);
  };
  void load();

  return new Promise((done) => {
    let answer: Picked | null = null;
    const submitted = (event: SubmitEvent) => {
      event.preventDefault();
      if ((event.submitter as HTMLButtonElement | null)?.value === "ok" && chosen) answer = { item: chosen, caption: caption.value.trim() || null, alt: alt.value.trim() || null };
      dialog.close();
    };
    form.addEventListener("submit", submitted);
    dialog.addEventListener(
      "close",
      () => {
        form.removeEventListener("submit", submitted);
        done(answer);
      },
      { once: true },
    );
    dialog.showModal();
  });
}

export async function insertImage(editor: Editor): Promise<void> {
  const picked = await pick("image", true);
  editor.commands.focus();
  if (!picked) return;
  editor.chain().focus().insertContent({ type: "reference", attrs: { ref: `media:${picked.item.id}`, caption: picked.caption, alt: picked.alt } }).run();
}

/** A button beside a list of the newest files, which opens the whole library. Without this script the list is enough. */
export function wirePick(select: HTMLSelectElement): void {
  const dialog = document.getElementById("media-dialog");
  if (!dialog || select.dataset.wired) return;
  select.dataset.wired = "true";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "compact";
  button.textContent = dialog.dataset.open!;
  select.after(button);
  const picked = select.parentElement!.querySelector<HTMLElement>("[data-picked]");
  const show = (thumbnail: string | null, alt: string) => {
    if (!picked) return;
    const image = document.createElement("img");
    image.src = thumbnail ?? "";
    image.alt = alt;
    picked.replaceChildren(...(thumbnail ? [image] : []));
  };
  select.addEventListener("change", () => show(select.value && select.dataset.pick === "image" ? `/media/${select.value}/small` : null, ""));
  button.addEventListener("click", async () => {
    const found = await pick(select.dataset.pick as "image" | "file", false);
    button.focus();
    if (!found) return;
    const { item } = found;
    if (![...select.options].some((option) => option.value === item.id)) select.add(new Option(item.name, item.id));
    select.value = item.id;
    show(item.thumbnail, item.alt);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
