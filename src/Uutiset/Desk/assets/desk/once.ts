const again = 4000;

/** A second click on the same button while the first one is on its way sends nothing: a double click would make two of what is made. */
export function sendOnce(): void {
  const sent = new WeakMap<HTMLFormElement, { by: HTMLElement | null; at: number }>();
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method !== "post") return;
    const [last, by] = [sent.get(form), event.submitter];
    if (last && last.by === by && event.timeStamp - last.at < again) event.preventDefault();
    else sent.set(form, { by, at: event.timeStamp });
  });
}
