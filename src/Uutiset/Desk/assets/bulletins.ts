// The composing page's live count and the progress page's live numbers. Both pages work without this.

const compose = document.querySelector<HTMLFormElement>("#compose");
const count = document.querySelector<HTMLElement>("#count");
if (compose && count) {
  let waiting: number | undefined;
  let asked = 0;
  const fields = document.querySelector<HTMLElement>("#audience-fields")!;
  fields.addEventListener("change", (event) => {
    const group = (event.target as HTMLElement).closest("details");
    const said = group?.querySelector<HTMLElement>("[data-chosen]");
    const n = group?.querySelectorAll(":checked:not(option)").length ?? 0;
    const words = n === 0 ? fields.dataset.all : n === 1 ? fields.dataset.one : fields.dataset.other;
    if (said) said.textContent = words!.replace("{0}", String(n));
    clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const mine = ++asked;
      const answer = await fetch(compose.dataset.count!, { method: "POST", body: new FormData(compose) });
      // An older answer may come later than a newer one
      if (answer.ok && mine === asked) count.textContent = await answer.text();
    }, 250);
  });

  let saved = false;
  let touched = false;
  compose.addEventListener("input", () => (touched = true));
  compose.addEventListener("submit", () => (saved = true));
  window.addEventListener("beforeunload", (event) => {
    if (touched && !saved) event.preventDefault();
  });
}

interface Tick {
  done: number;
  frozen: number;
  over: boolean;
  state: string;
  stateText: string;
  line: string;
  numbers: Record<string, string>;
}

const progress = document.querySelector<HTMLElement>("#progress[data-events^='/']");
if (progress) {
  const state = progress.querySelector<HTMLElement>("[data-text=state]")!;
  const first = state.dataset.state!;
  const source = new EventSource(progress.dataset.events!);
  source.addEventListener("tick", (event) => {
    const tick = JSON.parse((event as MessageEvent<string>).data) as Tick;
    progress.querySelector<HTMLProgressElement>("progress")!.value = tick.done;
    progress.querySelector<HTMLElement>("[data-text=line]")!.textContent = tick.line;
    for (const [key, text] of Object.entries(tick.numbers)) {
      const cell = progress.querySelector<HTMLElement>(`[data-number="${key}"]`);
      if (cell) cell.textContent = text;
    }
    // Buttons, notice and table belong to the state: the page is asked again when it changes
    if (tick.state !== first) {
      source.close();
      location.reload();
    }
  });
}
