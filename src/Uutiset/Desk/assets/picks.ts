import { wirePick } from "./editor/picker";

// Forms with a field for an image. Without this the list of the newest ones is enough.
for (const select of document.querySelectorAll<HTMLSelectElement>("select[data-pick]")) wirePick(select);
