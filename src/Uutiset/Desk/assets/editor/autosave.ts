import { LocalCopy } from "./localcopy";

// Says "saved" only in the server's own words. Until then the text lies on this device too.

interface Answer {
  version: number;
  text: string;
  warning: string | null;
}

type Outcome = Answer | "offline" | "session" | "refused";

const quiet = 2500;
const retry = 10_000;

export function startAutosave(form: HTMLFormElement): void {
  const line = document.getElementById("save-line")!;
  const problem = document.getElementById("save-problem")!;
  const said = document.getElementById("save-said")!;
  const version = form.elements.namedItem("Version") as HTMLInputElement;
  const copy = new LocalCopy(`uutiset:${form.dataset.user}:${form.dataset.article}`);
  let known = bodyOf(form);
  let timer = 0;
  let sending: Promise<void> | null = null;
  // The form is on its way to the server: an autosave that arrived after it would bring the older text back
  let leaving = false;

  async function save(): Promise<void> {
    window.clearTimeout(timer);
    const body = bodyOf(form);
    if (body === known) return;
    line.textContent = line.dataset.saving!;
    const outcome = await send(form, body);
    if (typeof outcome === "string") return failed(outcome);
    known = body;
    version.value = String(outcome.version);
    if (bodyOf(form) === withVersion(body, version.value)) {
      known = bodyOf(form);
      copy.drop();
    } else plan(quiet);
    line.textContent = outcome.text;
    // The same words are not said twice: once a minute at most
    said.textContent = outcome.warning ?? outcome.text;
    show(outcome.warning);
  }

  function failed(outcome: "offline" | "session" | "refused"): void {
    line.textContent = line.dataset.local!;
    const words = wordsOf(outcome);
    show(null, words);
    said.textContent = words.textContent!.trim();
    if (outcome === "offline") plan(retry);
  }

  function wordsOf(outcome: string): HTMLElement {
    return problem.querySelector<HTMLElement>(`[data-problem="${outcome}"]`)!;
  }

  function show(warning: string | null, words?: HTMLElement): void {
    const warned = problem.querySelector<HTMLElement>("[data-problem=warning]")!;
    warned.textContent = warning ?? "";
    for (const each of problem.querySelectorAll<HTMLElement>("[data-problem]")) each.hidden = each !== (words ?? (warning ? warned : null));
    problem.hidden = !words && !warning;
  }

  function plan(after: number): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(run, after);
  }

  function run(): void {
    if (leaving) return;
    if (sending) plan(quiet);
    else sending = save().finally(() => (sending = null));
  }

  function changed(): void {
    const body = bodyOf(form);
    if (body === known) return;
    line.textContent = line.dataset.dirty!;
    copy.write({ body, version: version.value, sent: false });
    plan(quiet);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", run);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") run();
  });
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (sending) {
      event.preventDefault();
      const by = event.submitter;
      void sending.then(() => form.requestSubmit(by));
      return;
    }
    leaving = true;
    copy.write({ body: bodyOf(form), version: version.value, sent: true });
  });
  // The page came back from the browser's history, or the server never answered
  window.addEventListener("pageshow", () => (leaving = false));

  /** A copy that the server never got is handed in first, and the page shows it as it shows every unsaved text. Nothing is typed over it meanwhile. */
  async function restore(): Promise<void> {
    const kept = copy.read();
    if (!kept) return;
    if (form.dataset.fresh === "true" || (kept.sent && kept.version !== version.value) || kept.body === known) return copy.drop();
    hold(true);
    line.textContent = line.dataset.saving!;
    const outcome = await send(form, kept.body);
    if (typeof outcome !== "string") {
      copy.drop();
      location.replace(location.pathname);
    } else if (outcome === "refused") hold(false);
    else {
      line.textContent = line.dataset.local!;
      show(null, wordsOf(outcome));
      if (outcome === "offline") window.setTimeout(() => void restore(), retry);
    }
  }

  function hold(held: boolean): void {
    for (const part of form.children) if (part instanceof HTMLElement && !part.contains(problem)) part.inert = held;
  }

  void restore();
}

function bodyOf(form: HTMLFormElement): string {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "__RequestVerificationToken") body.append(name, value);
  return body.toString();
}

function withVersion(body: string, version: string): string {
  const fields = new URLSearchParams(body);
  fields.set("Version", version);
  return fields.toString();
}

async function send(form: HTMLFormElement, body: string): Promise<Outcome> {
  const token = (form.elements.namedItem("__RequestVerificationToken") as HTMLInputElement).value;
  try {
    const response = await fetch(form.dataset.autosave!, {
      method: "POST",
      // The sign-in page answers a redirect: that is an ended session, not a saved text
      redirect: "manual",
      headers: { RequestVerificationToken: token, "X-Requested-With": "XMLHttpRequest", "Content-Type": "application/x-www-form-urlencoded" },
      body,
    });
    if (response.ok) return (await response.json()) as Answer;
    // 400: the form's token belongs to a session that is gone
    return response.type === "opaqueredirect" || [400, 401, 403].includes(response.status) ? "session" : response.status >= 500 ? "offline" : "refused";
  } catch {
    return "offline";
  }
}
