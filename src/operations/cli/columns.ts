/**
 * Rows of texts as a table for reading: each column as wide as its longest text, two blanks between; the first column to
 * the left, and the others as they are to stand.
 */
export function columns(rows: readonly (readonly string[])[], others: 'left' | 'right' = 'left'): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const padded = (cell: string, column: number): string =>
    column > 0 && others === 'right' ? cell.padStart(widths[column]) : cell.padEnd(widths[column]);
  return rows.map((row) => row.map(padded).join('  ').trimEnd()).join('\n');
}
