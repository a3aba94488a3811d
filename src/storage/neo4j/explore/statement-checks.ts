import { UsageError } from '../../../core/index.js';
import { checkCalls } from './allowed-calls.js';
import { cypherTokens } from './cypher-tokens.js';
import { checkLists } from './list-growth.js';
import type { ParameterValue } from './parameter-value.js';
import { checkTexts } from './text-growth.js';
import { tooLarge } from './too-large.js';

/** Characters of a statement. */
const LONGEST = 50_000;

/**
 * What can be seen of a statement before the server has it: calls of procedures that are not for analysts, and texts and lists
 * that nothing bounds. Neo4j counts the memory of rows, not of what one expression builds, and a text or list that outgrows the
 * heap ends the server for everybody. This is a fence, no proof: a server that ends is started again.
 *
 * @throws UsageError `statement-not-allowed`, `statement-too-large`, `invalid-statement`
 */
export function checkStatement(cypher: string, parameters: Readonly<Record<string, ParameterValue>>): void {
  if (cypher.length > LONGEST) throw tooLarge(`The statement is longer than ${LONGEST} characters.`);
  // Neo4j reads it before all else, so that a quote could begin or end where none is seen.
  if (/\\u/i.test(cypher)) {
    throw new UsageError('invalid-statement', 'The statement holds \\u; write the character itself.');
  }
  const tokens = cypherTokens(cypher);
  checkCalls(tokens);
  checkLists(tokens, parameters);
  checkTexts(tokens, parameters);
}
