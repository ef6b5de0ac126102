// Offers words, topics, writers and titles of the archive while a search is being written. A word is searched for; the others are gone to.
import { combobox } from "./combobox.js";

const field = document.querySelector("[data-suggest]");
if (field) {
  const { suggest, home, offers, list } = field.dataset;

  combobox(field, {
    after: field.closest(".joined"),
    id: "suggestions",
    label: list,
    async ask(words, signal) {
      const answer = await fetch(suggest + encodeURIComponent(words), { signal });
      return answer.ok ? (await answer.json()).items : [];
    },
    show: (row) => ({ name: row.text, note: field.dataset[row.kind] }),
    say: (rows) => (rows.length > 0 ? offers.replace("{n}", rows.length) : ""),
    take(row) {
      if (row.url) location.assign((home === "/" ? "" : home) + row.url);
      else {
        field.value = row.text;
        field.form.requestSubmit();
      }
    },
    sends: true,
  });
}
