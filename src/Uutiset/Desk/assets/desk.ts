import { watchChange } from "./desk/change";
import { fetchLater } from "./desk/later";
import { wireList } from "./desk/list";
import { sendOnce } from "./desk/once";
import { wirePicks } from "./desk/picks";
import { wireSearch } from "./desk/search";

// On every page of the desk. Progressive enhancement: without this, boxes are ticked one by one, the search is clicked, what is chosen by name is looked up with a button, what takes long has a link of its own, and two clicks send twice.
sendOnce();
wireSearch();
wirePicks();
for (const list of document.querySelectorAll<HTMLFormElement>("form[data-list]")) wireList(list);
watchChange();
fetchLater();
