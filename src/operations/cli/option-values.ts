import { Option } from 'commander';
import type { CategoryLevel } from '../../shop/index.js';
import { ENGINE_LAYERS } from '../../ranking/pipeline/choices.js';
import { UsageError } from '../../core/index.js';
import { SCOPES, type Scope } from '../../serving/keys/choices.js';

const LEVEL = ['--level <depth>', 'where "another category" begins: leaf, or a depth of the tree (0 = top)'] as const;

/** `--level` of one question; without it, the snapshot's own level holds. */
export function levelOption(): Option {
  return new Option(...LEVEL);
}

/** `--level` of a model or a snapshot. */
export function buildLevelOption(): Option {
  return new Option(...LEVEL).env('ALONGSIDE_LEVEL');
}

export function layerOption(description: string): Option {
  return new Option('--layer <kind>', description).choices(ENGINE_LAYERS).default('lightgcn');
}

export function providerOption(): Option {
  return new Option('--provider <name>', 'where the network runs').choices(['auto', 'cuda', 'cpu']).default('auto');
}

export function parseSeed(text: string): number {
  return parseWhole('--seed', text, 0, 0xffff_ffff);
}

export function parseModelId(text: string, option = '--model'): string {
  if (/^[0-9a-f]{16}$/.test(text)) return text;
  throw new UsageError('invalid-option', `${option} takes the 16 digits that "alongside train" prints, not "${text}".`);
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

/** A number from 0 of an option, or a usage error that names it. */
export function parseAmount(option: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= 0 && value < Infinity) return value;
  throw new UsageError('invalid-option', `${option} takes a number from 0, not "${text}".`);
}

/** A number from 0 to 1 of an option, or a usage error that names it. */
export function parseShare(option: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new UsageError('invalid-option', `${option} takes a number from 0 to 1, not "${text}".`);
}

/** A number from 0 to 1 of an option; undefined for `auto`. */
export function parseShareOrAuto(option: string, text: string): number | undefined {
  if (text === 'auto') return undefined;
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new UsageError('invalid-option', `${option} takes a number from 0 to 1, or auto, not "${text}".`);
}

const MAX_EXPOSURE = '--max-exposure';

/** Share of the lists that one product may stand on; undefined for `auto`. */
export function parseMaxExposure(text: string): number | undefined {
  const share = parseShareOrAuto(MAX_EXPOSURE, text);
  if (share !== 0) return share;
  throw new UsageError('invalid-option', `${MAX_EXPOSURE} takes a number above 0, to 1, or auto, not "${text}".`);
}

export function balanceOption(): Option {
  return new Option(
    '--balance <share>',
    'of lists: 0, what buyers also take, to 1, what belongs to a product alone; auto: what suits the shop',
  ).default('auto');
}

export function maxExposureOption(): Option {
  return new Option(
    `${MAX_EXPOSURE} <share>`,
    'share of the lists that one product may stand on, to 1; auto: what suits the shop',
  ).default('auto');
}

/** Of a command that runs jobs, itself or in a worker beside it. */
export function memoryOption(): Option {
  return new Option('--memory <size>', 'memory that a job may take, such as 2g (four fifths of the machine)').env(
    'ALONGSIDE_JOB_MEMORY',
  );
}

const UNITS = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const;

/** Bytes; undefined where nothing is said. */
export function parseMemory(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const size = /^([1-9]\d{0,5})([kmg])$/i.exec(text);
  if (size !== null) return Number(size[1]) * UNITS[size[2].toLowerCase() as keyof typeof UNITS];
  throw new UsageError('memory-size-invalid', `--memory is "${text}"; write a size such as 768m or 2g.`, {
    size: text,
  });
}

/** The scopes that a comma-separated list names; throws UsageError for any other, or for none. */
export function parseScopes(text: string): Scope[] {
  return text.split(',').map((part) => {
    const scope = SCOPES.find((known) => known === part.trim());
    if (scope !== undefined) return scope;
    throw new UsageError('invalid-option', `--scope takes ${SCOPES.join(', ')}, joined by commas, not "${text}".`);
  });
}
