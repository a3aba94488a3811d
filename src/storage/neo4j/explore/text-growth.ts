import type { ParameterValue } from './parameter-value.js';
import { argumentsAt, isCall, isSymbol, parted, type CypherToken } from './cypher-tokens.js';
import { tooLarge } from './too-large.js';

/** Characters that the concatenations and replacements of a statement may make of one text. */
const MOST_CHARACTERS = 2 ** 27;
/** Characters that a text of the graph is taken to have. */
const USUAL_TEXT = 64;

type Tokens = readonly CypherToken[];
type Parameters = Readonly<Record<string, ParameterValue>>;

/**
 * Refuses concatenations that could double a text, one after the other, too often, and replacements by something longer.
 *
 * @throws UsageError `statement-too-large`
 */
export function checkTexts(tokens: Tokens, parameters: Parameters): void {
  const given = [...tokens.filter(({ kind }) => kind === 'text').map(({ text }) => text), ...Object.values(parameters)];
  const longest = given.reduce((most: number, text) => Math.max(most, String(text).length), USUAL_TEXT);
  const factor = 2 ** concatenations(tokens) * replacements(tokens, parameters);
  if (longest * factor > MOST_CHARACTERS) {
    throw tooLarge('The statement puts texts or lists together too often: each time may double them.');
  }
}

const ENDS_EXPRESSION = /^(?:WITH|RETURN|WHERE|WHEN|THEN|ELSE|END|AND|OR|XOR|NOT|IN|AS|BY|UNWIND|MATCH|CASE)$/i;

const ENDS_SUM = /^[,;()[\]{}|:=<>*/%^-]$/;

/** Additions of two values, neither of them written out. */
function concatenations(tokens: Tokens): number {
  let found = 0;
  let here = { additions: 0, literals: 0 };
  const close = (): void => {
    found += Math.max(0, here.additions - here.literals);
    here = { additions: 0, literals: 0 };
  };
  for (const token of tokens) {
    const ends = { name: ENDS_EXPRESSION, symbol: ENDS_SUM }[token.kind as string];
    if (ends?.test(token.text) === true) close();
    else if (isSymbol(token, '+', '||')) here.additions++;
    else if (token.kind === 'text' || token.kind === 'number') here.literals++;
  }
  close();
  return found;
}

/** How much longer the replacements of a statement may make a text. */
function replacements(tokens: Tokens, parameters: Parameters): number {
  let factor = 1;
  tokens.forEach((_, at) => {
    if (!isCall(tokens, at, 'REPLACE')) return;
    const [, from, to] = parted(argumentsAt(tokens, at), ',').map((part) => lengthOf(part, parameters));
    if (to === 0) return;
    if (from === undefined || to === undefined || from === 0) {
      throw tooLarge(
        'Write what replace() looks for, and what it puts there, as texts or parameters; the first not empty.',
      );
    }
    factor *= Math.max(1, to / from);
  });
  return factor;
}

/** Characters of a text, as it is written or given. */
function lengthOf(tokens: Tokens, parameters: Parameters): number | undefined {
  if (tokens.length !== 1) return undefined;
  const [{ kind, text }] = tokens;
  const value = kind === 'parameter' ? parameters[text] : kind === 'text' ? text : undefined;
  return typeof value === 'string' ? value.length : undefined;
}
