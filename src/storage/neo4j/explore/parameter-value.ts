import { UsageError } from '../../../core/index.js';

/** What an id may be of: the value is text, and must name one that the graph holds. */
export const ID_TYPES = ['product', 'category', 'customer'] as const;
export type IdType = (typeof ID_TYPES)[number];

export const PARAMETER_TYPES = ['integer', 'float', 'string', 'boolean', ...ID_TYPES] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

/** A value as the driver takes it: a bigint is an integer to Cypher, a number a float. */
export type ParameterValue = string | boolean | number | bigint;

/**
 * Reads a parameter as it is typed on a command line; text stands for itself.
 *
 * @throws UsageError `invalid-parameter` with what the parameter takes
 */
export function parseParameter(name: string, type: ParameterType, text: string): ParameterValue {
  const value = PARSERS[type](text);
  if (value !== undefined) return value;
  throw new UsageError(
    'invalid-parameter',
    `${name} takes ${type === 'integer' ? 'an' : 'a'} ${type}, not "${text}".`,
    {
      parameter: name,
      type,
    },
  );
}

const itself = (text: string): string => text;

/** A parameter's value by its type; undefined where the text is none. */
const PARSERS: Readonly<Record<ParameterType, (text: string) => ParameterValue | undefined>> = {
  string: itself,
  product: itself,
  category: itself,
  customer: itself,
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  float: (text) => (/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined),
  integer: (text) => {
    const value = /^[+-]?\d+$/.test(text) ? BigInt(text) : undefined;
    return value !== undefined && BigInt.asIntN(64, value) === value ? value : undefined;
  },
};

/** Reads what a `:param name => …;` line sets: a string in single quotes, a number, or a boolean. */
export function parseLiteral(name: string, type: ParameterType, literal: string): ParameterValue {
  if (type === 'integer' || type === 'float' || type === 'boolean') return parseParameter(name, type, literal);
  const text = quoted(literal);
  return parseParameter(name, text === undefined ? 'integer' : type, text ?? literal);
}

/** A parameter whose type nobody declared: true, false and numbers are such, all else, and what is quoted, is text. */
export function guessParameter(text: string): ParameterValue {
  return readLiteral(text) ?? text;
}

/** A quoted text, a number or a boolean; undefined where it is none of these. */
export function readLiteral(text: string): ParameterValue | undefined {
  return PARSERS.boolean(text) ?? PARSERS.integer(text) ?? PARSERS.float(text) ?? quoted(text);
}

function quoted(literal: string): string | undefined {
  return /^(?<quote>['"])(?<text>[^'"\\]*)\k<quote>$/.exec(literal)?.groups?.['text'];
}
