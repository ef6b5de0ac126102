// Choices under a text field while one writes: the editable combobox with list autocomplete of the ARIA Authoring Practices 1.2. Nothing
// is chosen until somebody chooses it, and without script the field is a field.

/**
 * field: the input. after: what the list stands below. id, label: of the list. ask(words, signal): the rows, at least two letters on.
 * show(row): its name and a note. say(rows): what is announced. take(row): it was chosen. sends: Enter alone sends the form.
 * Returns what is announced next.
 */
export function combobox(field, { after, id, label, ask, show, say, take, sends }) {
  const box = document.createElement("ul");
  const said = document.createElement("p");
  let rows = [], at = -1, timer = 0, asking = null;

  box.id = id;
  box.className = "offers";
  box.hidden = true;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", label);
  said.className = "hint";
  said.setAttribute("role", "status");
  after.after(box, said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" })) field.setAttribute(name, value);

  async function look() {
    asking?.abort();
    const words = field.value.trim();
    if (words.length < 2) return close();
    asking = new AbortController();
    try {
      open(await ask(words, asking.signal));
    } catch {
      // A newer question took its place, or there is no connection: the form is sent as it stands
    }
  }

  function open(found) {
    rows = found;
    at = -1;
    box.replaceChildren(...rows.map(option));
    box.hidden = rows.length === 0;
    field.setAttribute("aria-expanded", String(rows.length > 0));
    field.removeAttribute("aria-activedescendant");
    said.textContent = say(rows);
  }

  function option(row, index) {
    const { name, note } = show(row), item = document.createElement("li"), small = document.createElement("small");
    item.id = `${id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    small.textContent = ` ${note}`;
    item.append(name, small);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(index));
    return item;
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    box.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function go(to) {
    at = (to + rows.length) % rows.length;
    [...box.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    box.children[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", box.children[at].id);
  }

  function choose(index) {
    const row = rows[index];
    close();
    said.textContent = take(row) ?? "";
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    said.textContent = "";
    timer = setTimeout(look, 200);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const isOpen = !box.hidden;
    if (event.key === "Enter" && isOpen && at >= 0) choose(at);
    else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "ArrowDown" && isOpen) go(at + 1);
    else if (event.key === "ArrowUp" && isOpen) go(Math.max(at, 0) - 1);
    else if (event.key !== "Enter" || sends) return;
    event.preventDefault();
  });
}
