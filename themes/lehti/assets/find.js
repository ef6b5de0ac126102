// Offers organisations while a name is being written. Without script the button beside the field answers with the same ones as choices.
import { combobox } from "./combobox.js";

const field = document.querySelector("[data-find]");
if (field) {
  const { find, offers, none, taken, list } = field.dataset;
  const form = field.form;
  const found = form.elements.namedItem("found");

  form.querySelector("button[name=find]").hidden = true;

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

  combobox(field, {
    after: field.closest(".joined"),
    id: "organisation-list",
    label: list,
    async ask(words, signal) {
      const answer = await fetch(find + encodeURIComponent(words), { signal });
      const known = answer.ok ? await answer.json() : [];
      return known.length > 0 ? [...known, { id: "new", name: field.dataset.new, note: "" }] : [];
    },
    show: (row) => row,
    say: (rows) => (rows.length > 0 ? offers.replace("{n}", rows.length - 1) : none),
    take(row) {
      if (row.id !== "new") field.value = row.name;
      choose(row.id);
      return row.id === "new" ? row.name : taken.replace("{name}", row.name);
    },
    // A name alone does not send a form of which the rest is still empty
    sends: false,
  });
}
