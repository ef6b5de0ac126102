import { watchChange } from "./desk/change";
import { wireList } from "./desk/list";
import { sendOnce } from "./desk/once";
import { wireSearch } from "./desk/search";

// On every page of the desk. Progressive enhancement: without this, boxes are ticked one by one, the search is clicked, and two clicks send twice.
sendOnce();
wireSearch();
for (const list of document.querySelectorAll<HTMLFormElement>("form[data-list]")) wireList(list);
watchChange();
