const EVERY = 1500;

/** A bulk change at work: its page is looked at again until it is done. */
export function watchChange() {
  if (!document.querySelector("#bulk-change[data-working]")) return;
  window.setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      // Signed out meanwhile, or an error: the page stays as it was, and its link leads on
      if (!answer.ok || answer.redirected) return;
      const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#bulk-change");
      if (now) document.querySelector("#bulk-change")!.replaceWith(document.adoptNode(now));
    } catch { /* no connection at the moment */ }
    watchChange();
  }, EVERY);
}
