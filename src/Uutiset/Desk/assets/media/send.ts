export interface MediaItem {
  id: string;
  name: string;
  note: string;
  thumbnail: string | null;
  alt: string;
  speaks: boolean;
  pages: number | null;
  href: string;
}

export interface Sent {
  items: MediaItem[];
  errors: string[];
}

/** One file to the library, telling how much of it has gone. XMLHttpRequest, since fetch does not tell. */
export function send(form: FormData, to: string, progress: (part: number) => void): Promise<Sent> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", to);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.lengthComputable ? event.loaded / event.total : 0));
    request.upload.addEventListener("load", () => progress(1));
    request.addEventListener("load", () => {
      const answer = request.response as Sent | null;
      if (answer && Array.isArray(answer.items)) done(answer);
      else failed(new Error(String(request.status)));
    });
    request.addEventListener("error", () => failed(new Error("network")));
    request.addEventListener("abort", () => failed(new Error("aborted")));
    request.send(form);
  });
}

/** Sends files one after another, each with a line that says how far it is. */
export async function sendAll(files: File[], token: string, texts: DOMStringMap, list: HTMLElement, fields: Record<string, string> = {}): Promise<Sent> {
  const all: Sent = { items: [], errors: [] };
  for (const file of files) {
    const line = document.createElement("li");
    const words = document.createElement("span");
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", file.name);
    line.append(words, bar);
    list.append(line);
    const say = (text: string) => (words.textContent = text);
    const form = new FormData();
    form.append("__RequestVerificationToken", token);
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append("files", file);
    try {
      const sent = await send(form, "/desk/media", (part) => {
        if (part < 1) {
          bar.value = part;
          say(texts.sending!.replace("{0}", file.name).replace("{1}", String(Math.round(part * 100))));
        } else {
          // All of it is there; the sizes are being made, and nobody knows how long that takes
          bar.removeAttribute("value");
          say(texts.working!.replace("{0}", file.name));
        }
      });
      bar.remove();
      if (sent.errors.length > 0) {
        line.className = "wrong";
        say(sent.errors.join(" "));
      } else {
        say(texts.done!.replace("{0}", file.name) + " ");
        if (texts.open) {
          const link = document.createElement("a");
          link.href = sent.items[0].href;
          link.textContent = texts.open;
          line.append(link);
        }
      }
      all.items.push(...sent.items);
      all.errors.push(...sent.errors);
    } catch {
      bar.remove();
      line.className = "wrong";
      say(texts.failed!.replace("{0}", file.name));
      all.errors.push(file.name);
    }
  }
  return all;
}
