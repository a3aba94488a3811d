import { UsageError } from '../../../core/index.js';
import { guessParameter, readLiteral, type ParameterValue } from './parameter-value.js';

/** A command of Neo4j Browser; any other line that begins with a colon goes on with a pattern. */
const COMMAND = /^\s*:params?\b/;
const SETTING = /^:param (?<name>[A-Za-z]\w*) *(?:=>|:) *(?<literal>.+?);?$/;

/** A statement that somebody wrote, as the server takes it. */
export interface OwnStatement {
  /** The lines are those of the file, so that the places of errors are too. */
  readonly cypher: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/**
 * Reads a statement as it is pasted into Neo4j Browser: lines `:param name => value;` set its parameters, what is given
 * beside goes before. Where such a line sets a text, what is given is text as well, whatever it looks like: many ids are digits.
 *
 * @throws UsageError `invalid-parameter` where a line sets what only Neo4j could work out, and nothing is given for it
 */
export function ownStatement(file: string, given: ReadonlyMap<string, string>): OwnStatement {
  const lines = file.split('\n');
  const standards = new Map<string, ParameterValue>();
  for (const line of lines) {
    const setting = SETTING.exec(line.trim())?.groups;
    if (setting === undefined) continue;
    const value = readLiteral(setting['literal']);
    if (value !== undefined) standards.set(setting['name'], value);
    else if (!given.has(setting['name'])) throw unreadable(setting['name'], line);
  }
  const set = [...given].map(([name, text]): [string, ParameterValue] => [
    name,
    typeof standards.get(name) === 'string' ? text : guessParameter(text),
  ]);
  return {
    cypher: lines
      .map((line) => (COMMAND.test(line) ? '' : line))
      .join('\n')
      .trimEnd()
      .replace(/;$/, ''),
    parameters: Object.fromEntries([...standards, ...set]),
  };
}

function unreadable(parameter: string, line: string): UsageError {
  return new UsageError(
    'invalid-parameter',
    `"${line.trim()}" sets no quoted text, number or boolean; give the value with --param ${parameter}=VALUE.`,
    { parameter },
  );
}
