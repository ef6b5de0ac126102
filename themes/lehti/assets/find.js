// Offers organisations while a name is being written: a combobox of the ARIA practices over the site's own list. Without script the
// button beside the field answers with the same ones as choices.
const field = document.querySelector("[data-find]");
if (field) {
  const { find, offers, none, taken, list: label } = field.dataset;
  const form = field.form;
  const found = form.elements.namedItem("found");
  const box = document.createElement("ul");
  const said = document.createElement("p");
  let rows = [], at = -1, timer = 0, asking = null;

  form.querySelector("button[name=find]").hidden = true;
  box.id = "organisation-list";
  box.className = "offers";
  box.hidden = true;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", label);
  said.className = "hint";
  said.setAttribute("role", "status");
  field.closest(".joined").after(box, said);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": box.id, autocomplete: "off" })) field.setAttribute(name, value);

  /** The one choice that is sent; it is of what stands in the field and of nothing that is written after. */
  function choose(value) {
    document.getElementById("found-list")?.remove();
    let sent = form.querySelector("input[type=hidden][name=choice]");
    if (!sent) {
      sent = document.createElement("input");
      sent.type = "hidden";
      sent.name = "choice";
      form.append(sent);
    }
    sent.value = value;
    found.value = field.value;
  }

  async function ask() {
    asking?.abort();
    const words = field.value.trim();
    if (words.length < 2) return close();
    asking = new AbortController();
    try {
      const answer = await fetch(find + encodeURIComponent(words), { signal: asking.signal });
      if (answer.ok) open(await answer.json());
    } catch {
      // A newer question took its place, or there is no connection: the form asks again when it is sent
    }
  }

  function open(answer) {
    rows = answer.length > 0 ? [...answer, { id: "new", name: field.dataset.new, note: "" }] : [];
    at = -1;
    box.replaceChildren(...rows.map(option));
    box.hidden = rows.length === 0;
    field.setAttribute("aria-expanded", String(rows.length > 0));
    field.removeAttribute("aria-activedescendant");
    said.textContent = answer.length > 0 ? offers.replace("{n}", answer.length) : none;
  }

  function option(row, index) {
    const item = document.createElement("li"), note = document.createElement("small");
    item.id = `${box.id}-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    note.textContent = ` ${row.note}`;
    item.append(row.name, note);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(index));
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

  function take(index) {
    const row = rows[index];
    close();
    if (row.id !== "new") field.value = row.name;
    choose(row.id);
    said.textContent = row.id === "new" ? row.name : taken.replace("{name}", row.name);
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    said.textContent = "";
    timer = setTimeout(ask, 200);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const isOpen = !box.hidden;
    if (event.key === "Enter") {
      // What is marked is taken; a name alone does not send a form of which the rest is still empty
      if (isOpen && at >= 0) take(at);
    } else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "ArrowDown" && isOpen) go(at + 1);
    else if (event.key === "ArrowUp" && isOpen) go(at - 1);
    else return;
    event.preventDefault();
  });
}
