/** A list whose rows can be ticked: tick all, say how many, show only the fields of the change that is chosen. */
export function wireList(list: HTMLFormElement) {
  const boxes = [...list.querySelectorAll<HTMLInputElement>("tbody input[type=checkbox]")];
  const all = list.querySelector<HTMLInputElement>("[data-tick-all]");
  const told = list.querySelector<HTMLElement>("[data-ticked]");
  const chosen = list.querySelector<HTMLInputElement>("input[type=radio][value=chosen]");
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    if (told) told.textContent = count === 0 ? "" : count === 1 ? told.dataset.one! : told.dataset.other!.replace("{0}", String(count));
    if (all) [all.checked, all.indeterminate] = [count > 0 && count === boxes.length, count > 0 && count < boxes.length];
  };
  for (const box of boxes) box.addEventListener("change", () => {
    if (chosen && box.checked) chosen.checked = true;
    tell();
  });
  if (all) {
    all.closest<HTMLElement>("[data-tick-row]")!.hidden = false;
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
      if (chosen && all.checked) chosen.checked = true;
      tell();
    });
  }
  const what = list.querySelector<HTMLSelectElement>("#Bulk_What");
  const show = () => {
    for (const field of list.querySelectorAll<HTMLElement>("[data-what]")) field.hidden = !field.dataset.what!.split(" ").includes(what!.value);
  };
  if (what) {
    what.addEventListener("change", show);
    show();
  }
  tell();
}
