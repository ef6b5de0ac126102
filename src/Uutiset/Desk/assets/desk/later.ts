/** A part that takes its time is fetched once the page stands; without this its link leads to it. */
export function fetchLater() {
  for (const part of document.querySelectorAll<HTMLElement>("[data-later]")) void fetchPart(part);
}

async function fetchPart(part: HTMLElement) {
  const said = part.querySelector<HTMLElement>("[role=status]")!;
  const link = [...said.childNodes];
  said.textContent = part.dataset.waiting!;
  try {
    const answer = await fetch(part.dataset.later!, { headers: { Accept: "text/html" } });
    const now = answer.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
    if (now) {
      const news = now.querySelector("[role=status]")!;
      // The element that was there before is what a screen reader listens to
      said.className = news.className;
      said.textContent = news.textContent;
      while (said.nextSibling) said.nextSibling.remove();
      while (news.nextSibling) part.append(document.adoptNode(news.nextSibling));
      return;
    }
  } catch { /* no connection at the moment */ }
  said.replaceChildren(...link);
}
