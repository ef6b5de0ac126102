import { sendAll } from "./media/send";

// The library's pages. Without this files are sent by the plain form, and the focal point is typed as two numbers.

const upload = document.querySelector<HTMLFormElement>("form[data-upload]");
if (upload) {
  const field = upload.querySelector<HTMLInputElement>("input[type=file]")!;
  const list = upload.querySelector<HTMLElement>(".upload-list")!;
  const token = upload.querySelector<HTMLInputElement>("[name=__RequestVerificationToken]")!.value;

  const go = async (files: File[]) => {
    if (files.length === 0) return;
    const button = upload.querySelector("button")!;
    button.disabled = true;
    const sent = await sendAll(files, token, upload.dataset, list);
    button.disabled = false;
    field.value = "";
    if (sent.items.length === 0) return;
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = "/desk/media";
    link.textContent = upload.dataset.after!;
    line.append(link);
    list.append(line);
  };

  upload.addEventListener("submit", (event) => {
    const files = [...(field.files ?? [])];
    // Nothing chosen: the server says so in words
    if (files.length === 0) return;
    event.preventDefault();
    void go(files);
  });
  upload.addEventListener("dragover", (event) => {
    event.preventDefault();
    upload.classList.add("is-over");
  });
  upload.addEventListener("dragleave", () => upload.classList.remove("is-over"));
  upload.addEventListener("drop", (event) => {
    event.preventDefault();
    upload.classList.remove("is-over");
    void go([...(event.dataTransfer?.files ?? [])]);
  });
}

const focal = document.querySelector<HTMLElement>("[data-focal]");
if (focal) {
  const image = focal.querySelector("img")!;
  const [x, y] = ["Form_FocalX", "Form_FocalY"].map((id) => document.getElementById(id) as HTMLInputElement);
  const dot = document.createElement("span");
  dot.className = "focal-dot";
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = focal.dataset.hint!;
  focal.before(hint);
  focal.append(dot);
  focal.classList.add("is-live");
  const show = () => {
    dot.style.left = `${(image.clientWidth * Number(x.value)) / 100}px`;
    dot.style.top = `${(image.clientHeight * Number(y.value)) / 100}px`;
  };
  image.addEventListener("click", (event) => {
    const box = image.getBoundingClientRect();
    x.value = String(Math.round(((event.clientX - box.left) / box.width) * 100));
    y.value = String(Math.round(((event.clientY - box.top) / box.height) * 100));
    show();
  });
  for (const field of [x, y]) field.addEventListener("input", show);
  image.addEventListener("load", show);
  window.addEventListener("resize", show);
  show();
}
