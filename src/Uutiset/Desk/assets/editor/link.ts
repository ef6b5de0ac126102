import { Mark } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

// The same addresses as the server lets through (SafeAddress): the web, mail, phone, and places on this site.
const safe = /^(https?:\/\/[^\s/\\]|mailto:[^\s]+@|tel:[+0-9]|\/(?![/\\]))/i;
const web = /^https?:\/\/\S+$/i;

/** The address as it may stand in a link, or null. "www.jarjesto.fi" and "nimi@jarjesto.fi" are understood. */
export function addressOf(typed: string): string | null {
  let address = typed.trim();
  if (/^www\./i.test(address)) address = `https://${address}`;
  else if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(address)) address = `mailto:${address}`;
  else if (/^\+?[0-9][0-9 ()-]{5,}$/.test(address)) address = `tel:${address.replace(/[^+0-9]/g, "")}`;
  // A law by its number in the statute book: 612/2021
  else if (/^[0-9]{1,4}\/(1[89]|20)[0-9]{2}$/.test(address)) address = lawAddress(address);
  else if (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(\/|$)/i.test(address)) address = `https://${address}`;
  return safe.test(address) ? address : null;
}

/** Where Finlex keeps an act, in the language of the text. */
function lawAddress(law: string): string {
  const [number, year] = law.split("/");
  const swedish = document.querySelector<HTMLSelectElement>("#Form_Lang")?.value === "sv";
  return `https://www.finlex.fi/${swedish ? "sv/lagstiftning" : "fi/lainsaadanto"}/${year}/${number}`;
}

/** "täällä", "tästä linkistä", "klicka här": words that do not say where the link leads (WCAG 2.4.4). */
const vague =
  /^(lue\s+lisää\s+|katso\s+|klikkaa\s+)?(täältä|täällä|tästä|tässä|tänne|tämän|linkki|linkistä|linkin|lisää|lue lisää|lisätietoa|här|klicka här|läs mer|länk|länken|here|click here|link|this link|read more|more)(\s+(linkistä|linkin|linkki|takaa|kautta))*[.:!]*$/i;

export const isVague = (text: string) => vague.test(text.trim());

export const Link = Mark.create({
  name: "link",
  // Typing after a link is not part of it
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = addressOf((element as HTMLElement).getAttribute("href") ?? "");
        return href ? { href } : false;
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => [
    "a",
    web.test(String(HTMLAttributes.href)) ? { href: HTMLAttributes.href, rel: "noopener" } : { href: HTMLAttributes.href },
    0,
  ],
  addProseMirrorPlugins() {
    const type = this.type;
    return [
      new Plugin({
        props: {
          // An address pasted onto chosen words makes them a link
          handlePaste(view, event) {
            const text = event.clipboardData?.getData("text/plain").trim() ?? "";
            const { from, to, empty } = view.state.selection;
            if (empty || !web.test(text)) return false;
            view.dispatch(view.state.tr.addMark(from, to, type.create({ href: text })));
            return true;
          },
        },
      }),
    ];
  },
});
