// Tags: one text field with the vocabulary as suggestions; what is chosen becomes a chip that a button removes.

export function wireTags(box: HTMLElement): void {
  const fields = [...box.querySelectorAll<HTMLInputElement>("input[name='Form.Tags']")];
  const entry = fields.pop()!;
  const options = document.getElementById(entry.getAttribute("list")!) as HTMLDataListElement;
  const words = [...options.options].map((option) => option.value);
  const chips = box.querySelector<HTMLElement>("[data-chips]")!;
  const said = box.querySelector<HTMLElement>("[data-said]")!;
  const add = box.querySelector<HTMLButtonElement>("[data-add-tag]")!;

  const known = (typed: string) => words.find((word) => word.toLocaleLowerCase("fi") === typed.trim().toLocaleLowerCase("fi"));
  const chosen = () => [...chips.querySelectorAll<HTMLInputElement>("input")].map((input) => input.value);

  function chip(word: string): void {
    const item = document.createElement("li");
    item.className = "chip";
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = entry.name;
    field.value = word;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.setAttribute("aria-label", (box.dataset.remove ?? "{0}").replace("{0}", word));
    remove.textContent = "×";
    remove.addEventListener("click", () => {
      item.remove();
      entry.focus();
      tell(box.dataset.removed, word);
    });
    item.append(word, field, remove);
    chips.append(item);
  }

  function tell(text: string | undefined, word: string): void {
    said.textContent = (text ?? "").replace("{0}", word);
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function take(): void {
    const typed = entry.value.trim();
    if (!typed) return;
    const word = known(typed);
    if (!word) {
      said.textContent = (box.dataset.unknown ?? "").replace("{0}", typed);
      return;
    }
    if (!chosen().includes(word)) chip(word);
    entry.value = "";
    tell(box.dataset.added, word);
  }

  for (const field of fields) {
    if (field.value) chip(field.value);
    field.remove();
  }
  add.hidden = false;
  add.addEventListener("click", () => {
    take();
    entry.focus();
  });
  // Choosing from the list fires "input" with the whole word at once
  entry.addEventListener("input", (event) => {
    const picked = (event as InputEvent).inputType === "insertReplacementText" || !(event instanceof InputEvent);
    if (picked && known(entry.value)) take();
  });
  entry.addEventListener("change", () => {
    if (known(entry.value)) take();
  });
  entry.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    take();
  });
}
