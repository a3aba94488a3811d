import { html, type Markup } from './markup.js';

/** A column of numbers: its head, what it means, and what it says of a row. */
export interface Column<Row> {
  readonly head: string;
  readonly meaning?: string;
  readonly cell: (row: Row) => string | Markup;
}

/** A table whose first column names the rows; it scrolls by itself where the screen is narrow. */
export function table<Row>(
  head: string,
  nameOf: (row: Row) => string | Markup,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  isMarked: (row: Row) => boolean = () => false,
): Markup {
  const heads = columns.map(({ head: text, meaning }) => html`<th scope="col" title="${meaning ?? ''}">${text}</th>`);
  const body = rows.map((row) => {
    const cells = columns.map(({ cell }) => html`<td>${cell(row)}</td>`);
    return html`<tr class="${isMarked(row) ? 'marked' : ''}">
      <th scope="row">${nameOf(row)}</th>
      ${cells}
    </tr>`;
  });
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${head}</th>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}
