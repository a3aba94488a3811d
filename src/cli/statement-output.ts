import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import type { ReadOnlyResult } from '../graph/index.js';
import type { OutputFormat } from './output-formats.js';

/** A statement's result as text: a table for reading, CSV with a header, or one JSON object a row. */
export function formatResult({ columns, rows }: ReadOnlyResult, format: OutputFormat): string {
  switch (format) {
    case 'table':
      return table(columns, rows);
    case 'csv':
      return stringify([[...columns], ...rows.map((row) => row.map(cell))], { escape_formulas: true }).trimEnd();
    case 'json':
      return rows.map((row) => JSON.stringify(asObject(columns, row))).join('\n');
  }
}

export function asObject(columns: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(columns.map((column, i) => [column, row[i]]));
}

/** Columns as wide as they must be, numbers to the right. */
function table(columns: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const numeric = columns.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
  const lines = new Table({
    head: [...columns],
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '  ',
    },
  });
  lines.push(...rows.map((row) => row.map(cell)));
  const text = lines
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return rows.length === 0 ? `${text.join('\n')}\n(nothing)` : text.join('\n');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
