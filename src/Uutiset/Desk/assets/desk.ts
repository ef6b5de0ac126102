import { watchChange } from "./desk/change";
import { wireList } from "./desk/list";
import { wireSearch } from "./desk/search";

// On every page of the desk. Progressive enhancement: without this, boxes are ticked one by one and the search is clicked.
wireSearch();
for (const list of document.querySelectorAll<HTMLFormElement>("form[data-list]")) wireList(list);
watchChange();
