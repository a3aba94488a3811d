import type { ParameterValue } from './parameter-value.js';
import { argumentsAt, isCall, isName, isSymbol, isWord, parted, type CypherToken } from './cypher-tokens.js';
import { tooLarge } from './too-large.js';

/** Items of a list that an expression builds from a range, or from loops within loops. */
const MOST_ITEMS = 1_000_000;
/** Rounds of a reduce whose accumulator may be a text or a list. */
const MOST_ROUNDS = 10_000;
/** Items that a range is taken to have whose ends nobody wrote out. */
const USUAL_ITEMS = 1000;

type Tokens = readonly CypherToken[];
type Parameters = Readonly<Record<string, ParameterValue>>;

interface Range {
  /** Undefined where its ends are neither numbers nor the size of something. */
  readonly items: number | undefined;
  /** Whether its items become rows, which Neo4j counts. */
  readonly unwound: boolean;
}

/**
 * Refuses ranges that are too long for a list, loops within loops over long ones, and a reduce that doubles.
 *
 * @throws UsageError `statement-too-large`
 */
export function checkLists(tokens: Tokens, parameters: Parameters): void {
  const ranges = rangesOf(tokens, parameters);
  for (const range of ranges) checkRange(range);
  const loops = loopsWithin(tokens);
  const longest = Math.max(1, ...ranges.map(({ items = USUAL_ITEMS }) => items));
  if (loops > 1 && longest ** loops > MOST_ITEMS) {
    throw tooLarge('Lists within lists over such ranges grow too large; UNWIND one of them, or take shorter ranges.');
  }
  tokens.forEach((_, at) => {
    if (isCall(tokens, at, 'REDUCE')) checkReduce(argumentsAt(tokens, at), parameters);
  });
}

function rangesOf(tokens: Tokens, parameters: Parameters): Range[] {
  return [...tokens.keys()]
    .filter((at) => isCall(tokens, at, 'RANGE'))
    .map((at) => ({ items: itemsOf(argumentsAt(tokens, at), parameters), unwound: isWord(tokens[at - 1], 'UNWIND') }));
}

function itemsOf(range: Tokens, parameters: Parameters): number | undefined {
  const ends = parted(range, ',');
  const [from, to, step = 1] = ends.map((end) => numberOf(end, parameters));
  if (from !== undefined && to !== undefined) return Math.max(0, Math.floor((to - from) / (step || 1)) + 1);
  return ends.every(isSizeOrSmall) ? 0 : undefined;
}

/** A number, as it is written or given. */
function numberOf(tokens: Tokens, parameters: Parameters): number | undefined {
  const negative = isSymbol(tokens[0], '-');
  const digits = negative ? tokens.slice(1) : tokens;
  if (digits.length !== 1) return undefined;
  const [{ kind, text }] = digits;
  const value = kind === 'parameter' ? parameters[text] : kind === 'number' ? text : undefined;
  if (value === undefined || typeof value === 'boolean' || Number.isNaN(Number(value))) return undefined;
  return negative ? -Number(value) : Number(value);
}

/** Sums of sizes of something and of small numbers: no longer than what is there already. */
function isSizeOrSmall(end: Tokens): boolean {
  for (let at = 0; at < end.length; at++) {
    if (isCall(end, at, 'SIZE', 'LENGTH')) at += argumentsAt(end, at).length + 2;
    else if (end[at].kind === 'number' ? Number(end[at].text) > USUAL_ITEMS : !isSymbol(end[at], '+', '-'))
      return false;
  }
  return true;
}

function checkRange({ items, unwound }: Range): void {
  if (unwound) return;
  if (items === undefined) {
    throw tooLarge(
      'Write the ends of a range as numbers, or with size(); or UNWIND it, so that its items become rows.',
    );
  }
  if (items > MOST_ITEMS) {
    throw tooLarge(`A range of ${items} items is too long for a list; UNWIND it, or take at most ${MOST_ITEMS}.`);
  }
}

/** How many list comprehensions and reduces stand in each other. */
function loopsWithin(tokens: Tokens): number {
  let most = 0;
  const open: boolean[] = [];
  tokens.forEach((token, at) => {
    if (isSymbol(token, '(', '[', '{')) {
      open.push(isSymbol(token, '[') ? isWord(tokens[at + 2], 'IN') : isWord(tokens[at - 1], 'REDUCE'));
      most = Math.max(most, open.filter(Boolean).length);
    } else if (isSymbol(token, ')', ']', '}')) open.pop();
  });
  return most;
}

/** A reduce may add to its accumulator; one that uses it twice, or in a loop of its own, doubles it in each round. */
function checkReduce(reduce: Tokens, parameters: Parameters): void {
  const [head, ...bodies] = parted(reduce, '|');
  const body = bodies.flat();
  const accumulator = head.at(0)?.text;
  const grows = body.some((token) => isSymbol(token, '+', '||', '[', '{'));
  const uses = body.filter(
    (token, at) => isName(token) && token.text === accumulator && !isSymbol(body[at - 1], '.'),
  ).length;
  const loops = body.some((token, at) => isSymbol(token, '|') || isCall(body, at, 'REDUCE', 'REPLACE'));
  if ((grows && uses > 1) || (uses > 0 && loops)) {
    throw tooLarge(
      `reduce() may use ${accumulator ?? 'what it adds to'} once a round: used twice, or in a loop of its own, it doubles.`,
    );
  }
  const longest = Math.max(0, ...rangesOf(head, parameters).map(({ items = Infinity }) => items));
  if (grows && longest > MOST_ROUNDS && !beginsWithNumber(head)) {
    throw tooLarge(`reduce() may put a text or list together in at most ${MOST_ROUNDS} rounds.`);
  }
}

function beginsWithNumber([, , value, next]: Tokens): boolean {
  return value.kind === 'number' && isSymbol(next, ',');
}
