const LongestWait = 30_000;

/** A section that takes its time is fetched once the page stands, and what it says first is said aloud; without this a button or link beside it asks for it. */
export function fetchLater() {
  for (const said of document.querySelectorAll<HTMLElement>("[data-later]")) void fetchSection(said);
}

async function fetchSection(said: HTMLElement) {
  const section = said.closest("section")!;
  const asks = said.nextElementSibling as HTMLElement;
  said.textContent = said.dataset.waiting!;
  asks.hidden = true;
  const now = await sectionFrom(said.dataset.later!, section.id);
  if (now) {
    // The element that was there from the start is what a screen reader listens to
    const news = now.querySelector("[role=status]")!;
    said.textContent = news.textContent;
    while (said.nextSibling) said.nextSibling.remove();
    while (news.nextSibling) section.append(document.adoptNode(news.nextSibling));
  } else {
    said.textContent = said.dataset.failed!;
    asks.hidden = false;
  }
  said.removeAttribute("data-later");
}

async function sectionFrom(address: string, id: string) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(LongestWait) });
    return answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) : null;
  } catch {
    // No connection at the moment, or no answer in time
    return null;
  }
}
