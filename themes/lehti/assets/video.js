// Plays a recording of an outside service in place, once the reader asks for it: nothing is fetched from there before. Without
// script the link stays, which opens it at the service.
for (const figure of document.querySelectorAll("figure[data-embed]")) {
  const offer = figure.querySelector("[data-offer]");
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = figure.dataset.embed;
    frame.title = figure.dataset.title;
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    offer.replaceWith(frame);
    frame.focus();
  });
}
