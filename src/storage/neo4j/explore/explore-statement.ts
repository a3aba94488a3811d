import { AlongsideError } from '../../../core/index.js';
import { PARAMETER_TYPES, parseLiteral, type ParameterType, type ParameterValue } from './parameter-value.js';

export interface StatementParameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly standard: ParameterValue;
  readonly about: string;
}

/** One of the analysts' statements: `cypher/explore/NAME.cypher`. */
export interface ExploreStatement {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly parameters: readonly StatementParameter[];
  /** What columns mean whose names do not say it, as a table. */
  readonly columns: string | undefined;
  /** A result on the sample shop, as a table. */
  readonly example: string;
  /** What it means that there is no row, where that can be. */
  readonly nothing: string | undefined;
  /** What it cost on a real shop: "1,234 db hits, 12 ms". */
  readonly cost: string;
  /** The whole file: header, parameters and statement. Pastes into Neo4j Browser and cypher-shell. */
  readonly file: string;
  /** The statement alone, as the server takes it. */
  readonly cypher: string;
}

const PARAMETER = new RegExp(`^ {2}(?<name>[A-Za-z]\\w*) +(?<type>${PARAMETER_TYPES.join('|')}) +(?<about>\\S.*)$`);
const SETTING = /^:param (?<name>[A-Za-z]\w*) => (?<literal>.+);$/;
const COST = 'Cost on amazon_beauty: ';

/**
 * Reads a statement's file. Its comment says, each part after the line that names it:
 *
 * ```
 * // Title
 * //
 * // The question, on one line or more.
 * //
 * // Parameters
 * //   name  type  what it is
 * // Columns
 * //   name  what it means; left out where all names say it
 * // Example
 * //   a table
 * // Nothing
 * //   What an empty result means; left out where there is always a row.
 * // Cost on amazon_beauty: 1,234 db hits, 12 ms
 * :param name => 5;
 *
 * MATCH …;
 * ```
 *
 * @throws AlongsideError `statement-malformed` with what is wrong
 */
export function parseExploreStatement(name: string, file: string): ExploreStatement {
  const lines = file.split('\n');
  // Comments below the header are the statement's.
  const header = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('//')),
  );
  const comment = header.map((line) => line.replace(/^\/\/ ?/, ''));
  const [title = '', blank, ...rest] = comment;
  const parts = sections(rest);
  const malformed = (what: string): AlongsideError =>
    new AlongsideError('statement-malformed', `cypher/explore/${name}.cypher ${what}.`, { name });
  if (title === '' || blank !== '' || parts.question === '') throw malformed('has no title or no question');
  if (parts.example === '' || parts.cost === '') throw malformed('has no example or no cost');
  const standards = settings(lines, malformed);
  const parameters = parts.parameters.map((line) => parameterOf(line, standards, malformed));
  const cypher = lines
    .filter((line) => !line.startsWith('//') && !line.startsWith(':'))
    .join('\n')
    .trim()
    .replace(/;$/, '');
  const used = new Set([...cypher.matchAll(/\$(\w+)/g)].map(([, parameter]) => parameter));
  const declared = new Set(parameters.map((parameter) => parameter.name));
  const odd = [...used, ...declared, ...standards.keys()].find((each) => !used.has(each) || !declared.has(each));
  if (odd !== undefined) throw malformed(`does not use, describe and set the parameter ${odd}`);
  const { question, columns, example, nothing, cost } = parts;
  return { name, title, question, parameters, columns, example, nothing, cost, file, cypher };
}

interface Sections {
  readonly question: string;
  readonly parameters: readonly string[];
  readonly columns: string | undefined;
  readonly example: string;
  readonly nothing: string | undefined;
  readonly cost: string;
}

/** What may follow the question, each after a line that holds nothing else. */
const PARTS = ['Parameters', 'Columns', 'Example', 'Nothing'] as const;
type Part = (typeof PARTS)[number];

function sections(lines: readonly string[]): Sections {
  const parts = new Map<Part | 'Question', string[]>();
  let current: Part | 'Question' = 'Question';
  for (const line of lines.filter((each) => !each.startsWith(COST))) {
    const begun = PARTS.find((part) => part === line);
    if (begun === undefined) parts.set(current, [...(parts.get(current) ?? []), line]);
    else current = begun;
  }
  const indented = (part: Part): string | undefined =>
    parts
      .get(part)
      ?.map((line) => line.replace(/^ {2}/, ''))
      .join('\n');
  return {
    question: (parts.get('Question') ?? []).join(' ').trim(),
    parameters: parts.get('Parameters') ?? [],
    columns: indented('Columns'),
    example: indented('Example') ?? '',
    nothing: indented('Nothing')?.replaceAll('\n', ' '),
    cost: lines.find((line) => line.startsWith(COST))?.slice(COST.length) ?? '',
  };
}

function settings(lines: readonly string[], malformed: (what: string) => AlongsideError): Map<string, string> {
  return new Map(
    lines
      .filter((line) => line.startsWith(':'))
      .map((line) => {
        const set = SETTING.exec(line)?.groups;
        if (set === undefined) throw malformed(`sets no parameter in "${line}"`);
        return [set['name'], set['literal']];
      }),
  );
}

function parameterOf(
  line: string,
  standards: ReadonlyMap<string, string>,
  malformed: (what: string) => AlongsideError,
): StatementParameter {
  const found = PARAMETER.exec(line)?.groups;
  const type = PARAMETER_TYPES.find((each) => each === found?.['type']);
  if (found === undefined || type === undefined) throw malformed(`describes no parameter in "${line}"`);
  const { name, about } = found;
  const literal = standards.get(name);
  if (literal === undefined) throw malformed(`does not set the parameter ${name}`);
  return { name, type, about, standard: parseLiteral(name, type, literal) };
}
