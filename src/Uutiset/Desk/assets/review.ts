import { selectedIn } from "./editor/passages";

// Progressive enhancement: without this a passage is copied into its field by hand.
const form = document.querySelector<HTMLFormElement>("#comment-form");
const body = document.querySelector("#review-body");
if (form && body) {
  const [exact, prefix, suffix] = ["Exact", "Prefix", "Suffix"].map((name) => form.elements.namedItem(name) as HTMLTextAreaElement);
  const said = form.querySelector("[data-said]")!;
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      const quote = selectedIn(body);
      if (!quote || quote.exact === exact!.value) return;
      [exact!.value, prefix!.value, suffix!.value] = [quote.exact, quote.prefix, quote.suffix];
      said.textContent = form.dataset.picked!;
    }, 250);
  });
  // What is typed by hand has no surroundings to go by
  exact!.addEventListener("input", () => { prefix!.value = suffix!.value = ""; });
}
