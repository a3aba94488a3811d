import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import type { ReadOnlyResult } from '../../../../storage/neo4j/index.js';
import type { OutputFormat } from '../../output-formats.js';

/** Longer lists of numbers are counted, not printed, in a table. */
const MOST_NUMBERS = 16;

/** A statement's result as text: a table for reading, CSV with a header, or one JSON object a row. */
export function formatResult({ columns, rows }: Omit<ReadOnlyResult, 'oddities'>, format: OutputFormat): string {
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
  lines.push(...rows.map((row) => row.map((value) => cell(shortened(value)))));
  const text = lines
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return rows.length === 0 ? `${text.join('\n')}\n(nothing)` : text.join('\n');
}

/** An embedding would push all else off the screen. */
function shortened(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value))
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each)]));
  const numbers = value.length > MOST_NUMBERS && value.every((each) => typeof each === 'number');
  return numbers ? `[${value.length} numbers]` : value.map(shortened);
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
