import type { Plan } from 'neo4j-driver';
import { UsageError } from '../../../core/index.js';
import { isName, isSymbol, isWord, type CypherToken } from './cypher-tokens.js';

/**
 * Procedures that say something of the graph. Others tell of other people's statements and of the server (`db.stats.*`,
 * `dbms.*`), or change how it works (`db.prepareForReplanning`, `db.resampleOutdatedIndexes`), though they count as reading.
 */
const PROCEDURES: ReadonlySet<string> = new Set([
  'db.labels',
  'db.relationshipTypes',
  'db.propertyKeys',
  'db.schema.visualization',
  'db.schema.nodeTypeProperties',
  'db.schema.relTypeProperties',
  'db.index.fulltext.queryNodes',
  'db.index.fulltext.queryRelationships',
  'db.index.fulltext.listAvailableAnalyzers',
  'db.index.vector.queryNodes',
  'db.index.vector.queryRelationships',
]);

const SHOWS: ReadonlySet<string> = new Set(['ShowIndexes', 'ShowConstraints', 'ShowFunctions', 'ShowProcedures']);
const CHANGES: ReadonlySet<string> = new Set(['TerminateTransactions', 'LoadCSV']);

/** Whether a plan steers the server or reads files, though it counts as reading. */
export function steers(plan: Plan): boolean {
  return CHANGES.has(operatorOf(plan)) || plan.children.some(steers);
}

/**
 * Refuses a plan that calls or shows anything but what is listed here.
 *
 * @throws UsageError `statement-not-allowed`
 */
export function checkPlan(plan: Plan): void {
  const operator = operatorOf(plan);
  if (operator === 'ProcedureCall') checkProcedure(/^[^(]*/.exec(plan.arguments['Details'])?.[0] ?? '');
  if (operator.startsWith('Show') && !SHOWS.has(operator)) throw showNotAllowed();
  if (operator === 'AdministrationCommand' || plan.operatorType.endsWith('@system')) {
    throw notAllowed('system', 'Only the database of the shop may be read, not what Neo4j knows of itself.');
  }
  plan.children.forEach(checkPlan);
}

/**
 * Refuses a call of a procedure that is not listed. Plans do not show those inside expressions, so the statement itself is read.
 *
 * @throws UsageError `statement-not-allowed`
 */
export function checkCalls(tokens: readonly CypherToken[]): void {
  tokens.forEach((token, at) => {
    if (isWord(token, 'CALL') && isName(tokens[at + 1])) checkProcedure(dottedName(tokens, at + 1));
  });
}

function checkProcedure(name: string): void {
  if (PROCEDURES.has(name)) return;
  throw notAllowed(name, `The procedure ${name} may not be called; these may: ${[...PROCEDURES].join(', ')}.`);
}

/** A SHOW command of something that is not for analysts; those of users and roles count as changes to the server. */
export function showNotAllowed(): UsageError {
  return notAllowed('SHOW', 'Of SHOW commands INDEXES, CONSTRAINTS, FUNCTIONS and PROCEDURES may be used.');
}

function notAllowed(what: string, sentence: string): UsageError {
  return new UsageError('statement-not-allowed', sentence, { what });
}

function operatorOf({ operatorType }: Plan): string {
  return operatorType.replace(/@.*/, '');
}

function dottedName(tokens: readonly CypherToken[], from: number): string {
  let name = tokens[from].text;
  for (let at = from + 1; isSymbol(tokens[at], '.') && isName(tokens[at + 1]); at += 2)
    name += `.${tokens[at + 1].text}`;
  return name;
}
