import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, UsageError } from '../../../core/index.js';
import { nearNames } from './near-names.js';
import { parseExploreStatement, type ExploreStatement } from './explore-statement.js';
import { parseParameter, type ParameterValue } from './parameter-value.js';

/** All of the analysts' statements, by name. */
export function exploreLibrary(folder: string = join(packageRoot, 'cypher', 'explore')): ExploreStatement[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cypher'))
    .sort()
    .map((file) => parseExploreStatement(file.slice(0, -'.cypher'.length), readFileSync(join(folder, file), 'utf8')));
}

/** The statement of a name; throws `unknown-statement`, which names those that may be meant. */
export function findStatement(library: readonly ExploreStatement[], name: string): ExploreStatement {
  const found = library.find((statement) => statement.name === name);
  if (found !== undefined) return found;
  const near = nearNames(
    name,
    library.map((statement) => statement.name),
  );
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`;
  throw new UsageError('unknown-statement', `There is no statement "${name}".${meant} "alongside cypher" lists all.`, {
    name,
    near,
  });
}

/**
 * A statement's parameters: those given, typed as its header says, and the standard ones for the rest.
 *
 * @throws UsageError `unknown-parameter`, `invalid-parameter`
 */
export function statementParameters(
  { name, parameters }: ExploreStatement,
  given: ReadonlyMap<string, string>,
): Record<string, ParameterValue> {
  const odd = [...given.keys()].find((key) => parameters.every((parameter) => parameter.name !== key));
  if (odd !== undefined) {
    const takes = parameters.length === 0 ? 'none' : parameters.map((parameter) => parameter.name).join(', ');
    throw new UsageError('unknown-parameter', `${name} has no parameter "${odd}"; it takes ${takes}.`, { name, odd });
  }
  return Object.fromEntries(
    parameters.map(({ name: key, type, standard }) => {
      const text = given.get(key);
      return [key, text === undefined ? standard : parseParameter(key, type, text)];
    }),
  );
}
