import { Extension, type Editor } from "@tiptap/core";
import type { Node as Content } from "@tiptap/pm/model";
import { TextSelection } from "@tiptap/pm/state";

// What can be done to a table, as commands for buttons and keys. A table is written anew as a whole, so that one undo takes one step back.

interface Place {
  table: Content;
  at: number;
  caption: Content | null;
  rows: Content[][];
  row: number;
  cell: number;
}

function placeOf(editor: Editor): Place | null {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const table = $from.node(depth);
    if (table.type.name !== "table") continue;
    const caption = table.firstChild?.type.name === "caption" ? table.firstChild : null;
    const rows: Content[][] = [];
    table.forEach((row) => {
      if (row.type.name !== "row") return;
      const cells: Content[] = [];
      row.forEach((cell) => cells.push(cell));
      rows.push(cells);
    });
    const within = $from.depth > depth && $from.node(depth + 1).type.name === "row";
    return {
      table,
      caption,
      rows,
      at: $from.before(depth),
      row: within ? $from.index(depth) - (caption ? 1 : 0) : 0,
      cell: within && $from.depth > depth + 1 ? $from.index(depth + 1) : 0,
    };
  }
  return null;
}

/** Array.toSpliced, which the oldest browsers that the site serves do not have. */
function spliced<T>(list: T[], at: number, remove: number, ...items: T[]): T[] {
  const copy = list.slice();
  copy.splice(at, remove, ...items);
  return copy;
}

const isHead = (cell: Content) => cell.type.name === "head";

/** Cells that reach over others: where a column begins then is nobody's guess. */
const spans = (place: Place) => place.rows.some((row) => row.some((cell) => cell.attrs.colspan > 1 || cell.attrs.rowspan > 1));

const empty = (editor: Editor, head: boolean) => editor.schema.nodes[head ? "head" : "cell"].createAndFill()!;

function asKind(editor: Editor, cell: Content, head: boolean): Content {
  return editor.schema.nodes[head ? "head" : "cell"].create(cell.attrs, cell.content);
}

/** Puts the table with these rows in the place of what it was, the cursor into the given cell. */
function write(editor: Editor, place: Place, rows: Content[][], row: number, cell: number): void {
  const { schema, tr } = editor.state;
  if (rows.length === 0 || rows[0].length === 0) return removeTable(editor, place);
  const lines = rows.map((cells) => schema.nodes.row.create(null, cells));
  const table = schema.nodes.table.create(place.table.attrs, place.caption ? [place.caption, ...lines] : lines);
  tr.replaceWith(place.at, place.at + place.table.nodeSize, table);
  let at = place.at + 1 + (place.caption?.nodeSize ?? 0);
  const to = Math.min(row, lines.length - 1);
  for (let i = 0; i < to; i++) at += lines[i].nodeSize;
  at += 1;
  for (let i = 0; i < Math.min(cell, lines[to].childCount - 1); i++) at += lines[to].child(i).nodeSize;
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
  editor.view.dispatch(tr.scrollIntoView());
  editor.commands.focus();
}

function removeTable(editor: Editor, place: Place): void {
  const { schema, tr } = editor.state;
  tr.replaceWith(place.at, place.at + place.table.nodeSize, schema.nodes.paragraph.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(place.at + 1)));
  editor.view.dispatch(tr);
  editor.commands.focus();
}

/** The column of names at the left, below the row of headings. */
const hasHeadColumn = (rows: Content[][]) => rows.length > 1 && rows.slice(1).every((row) => isHead(row[0]) && !row.every(isHead));
const hasHeadRow = (rows: Content[][]) => rows[0].every(isHead) && !(rows.length > 1 && rows.every((row) => row.every(isHead)));

function addRow(editor: Editor, place: Place, at: number): void {
  const names = hasHeadColumn(place.rows);
  const cells = place.rows[place.row].map((_, i) => empty(editor, names && i === 0));
  write(editor, place, spliced(place.rows, at, 0, cells), at, 0);
}

function addColumn(editor: Editor, place: Place, at: number): void {
  const rows = place.rows.map((row) => spliced(row, at, 0, empty(editor, row.every(isHead))));
  write(editor, place, rows, place.row, at);
}

type Change = (editor: Editor, place: Place) => void;

interface Table {
  change: Change;
  possible?(place: Place): boolean;
  pressed?(place: Place): boolean;
}

export const tableChanges: Record<string, Table> = {
  rowAbove: { change: (e, p) => addRow(e, p, p.row), possible: (p) => !spans(p) },
  rowBelow: { change: (e, p) => addRow(e, p, p.row + 1), possible: (p) => !spans(p) },
  rowRemove: { change: (e, p) => write(e, p, spliced(p.rows, p.row, 1), p.row, p.cell), possible: (p) => !spans(p) },
  columnLeft: { change: (e, p) => addColumn(e, p, p.cell), possible: (p) => !spans(p) },
  columnRight: { change: (e, p) => addColumn(e, p, p.cell + 1), possible: (p) => !spans(p) },
  columnRemove: { change: (e, p) => write(e, p, p.rows.map((row) => spliced(row, p.cell, 1)), p.row, p.cell), possible: (p) => !spans(p) },
  headRow: {
    change: (e, p) => write(e, p, p.rows.map((row, i) => (i === 0 ? row.map((cell) => asKind(e, cell, !hasHeadRow(p.rows))) : row)), p.row, p.cell),
    pressed: (p) => hasHeadRow(p.rows),
  },
  headColumn: {
    change: (e, p) => write(e, p, p.rows.map((row, i) => (i > 0 ? row.map((cell, at) => (at === 0 ? asKind(e, cell, !hasHeadColumn(p.rows)) : cell)) : row)), p.row, p.cell),
    possible: (p) => p.rows.length > 1,
    pressed: (p) => hasHeadColumn(p.rows),
  },
  caption: { change: (e, p) => editCaption(e, p), pressed: (p) => p.caption !== null },
  tableRemove: { change: removeTable },
};

export function changeTable(editor: Editor, name: string): void {
  const place = placeOf(editor);
  if (place) tableChanges[name].change(editor, place);
}

export const inTable = (editor: Editor) => placeOf(editor) !== null;

export function tablePossible(editor: Editor, name: string): boolean {
  const place = placeOf(editor);
  return place !== null && tableChanges[name].possible?.(place) !== false;
}

export function tablePressed(editor: Editor, name: string): boolean | undefined {
  const place = placeOf(editor);
  return place ? tableChanges[name].pressed?.(place) : undefined;
}

/** To the caption, which there is from now on. */
function editCaption(editor: Editor, place: Place): void {
  const { schema, tr } = editor.state;
  if (!place.caption) tr.insert(place.at + 1, schema.nodes.caption.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(place.at + 2 + (place.caption?.content.size ?? 0)), -1));
  editor.view.dispatch(tr.scrollIntoView());
  editor.commands.focus();
}

/** A new table with a row of headings, where the cursor stands. */
export function insertTable(editor: Editor, rows: number, columns: number, caption: string): void {
  const line = (type: string) => ({ type: "row", content: Array.from({ length: columns }, () => ({ type, content: [{ type: "paragraph" }] })) });
  const table = {
    type: "table",
    content: [
      ...(caption ? [{ type: "caption", content: [{ type: "text", text: caption }] }] : []),
      ...Array.from({ length: rows }, (_, i) => line(i === 0 ? "head" : "cell")),
    ],
  };
  const from = editor.state.selection.from;
  editor.chain().focus().insertContent(table).run();
  // Into the first heading: what was inserted begins at or after the old cursor
  let first: number | null = null;
  editor.state.doc.descendants((node, at) => {
    if (first === null && node.type.name === "head" && at >= from - 2) first = at;
    return first === null;
  });
  if (first !== null) editor.commands.setTextSelection(first + 2);
}

/** Tab goes from cell to cell. At the last one it leaves the text, like everywhere else: nobody is kept in a table (WCAG 2.1.2). */
export const TableKeys = Extension.create({
  name: "tableKeys",
  addKeyboardShortcuts() {
    const go = (step: 1 | -1) => {
      const place = placeOf(this.editor as Editor);
      if (!place) return false;
      const flat = place.rows.flatMap((row, r) => row.map((_, c) => [r, c]));
      const now = flat.findIndex(([r, c]) => r === place.row && c === place.cell);
      const next = flat[now + step];
      if (!next) return false;
      const { state, view } = this.editor;
      let at = place.at + 1 + (place.caption?.nodeSize ?? 0);
      for (let r = 0; r < next[0]; r++) at += 2 + place.rows[r].reduce((size, cell) => size + cell.nodeSize, 0);
      at += 1;
      for (let c = 0; c < next[1]; c++) at += place.rows[next[0]][c].nodeSize;
      view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(at + 1))).scrollIntoView());
      return true;
    };
    return { Tab: () => go(1), "Shift-Tab": () => go(-1) };
  },
});
