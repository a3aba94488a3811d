import { Option } from 'commander';
import type { CategoryLevel } from '../adjacency/index.js';
import { UsageError } from '../kernel/index.js';

/** `--level`, where "another category" begins. Without a default, the snapshot's own level holds. */
export function levelOption(standard?: string): Option {
  const option = new Option(
    '--level <depth>',
    'where "another category" begins: leaf, or a depth of the tree (0 = top)',
  );
  return standard === undefined ? option : option.env('ALONGSIDE_LEVEL').default(standard);
}

export function parseLevel(text: string): CategoryLevel {
  return text === 'leaf' ? text : parseWhole('--level', text, 0, 50);
}

/** A whole number of an option, or a usage error that names it. */
export function parseWhole(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError('invalid-option', `${option} takes a whole number from ${least} to ${most}, not "${text}".`);
}
