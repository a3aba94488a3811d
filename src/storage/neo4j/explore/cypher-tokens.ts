/** A piece of a statement. Comments and space are none; `text` is what the piece says, without its quotes. */
export interface CypherToken {
  readonly kind: 'name' | 'quoted-name' | 'text' | 'number' | 'parameter' | 'symbol';
  readonly text: string;
}

/** Each kind of piece where it may begin; the first that fits is taken. */
const PIECES: readonly (readonly [RegExp, CypherToken['kind'] | 'nothing'])[] = [
  [/(?:\s|\/\/[^\n\r]*|\/\*[^]*?(?:\*\/|$))+/uy, 'nothing'],
  [/'((?:[^'\\]|\\[^])*)'?/uy, 'text'],
  [/"((?:[^"\\]|\\[^])*)"?/uy, 'text'],
  [/`((?:[^`]|``)*)`?/uy, 'quoted-name'],
  [/\$(?:`((?:[^`]|``)*)`?|([\p{L}\p{N}_]+))/uy, 'parameter'],
  [/0[xo][0-9a-f_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?/iuy, 'number'],
  [/[\p{L}\p{Pc}][\p{L}\p{M}\p{N}\p{Pc}]*/uy, 'name'],
  [/\|\||[^]/uy, 'symbol'],
];

/** Cuts a statement into pieces as Neo4j does, for one without `\u`: what that stands for is read before all else. */
export function cypherTokens(cypher: string): CypherToken[] {
  const tokens: CypherToken[] = [];
  for (let at = 0; at < cypher.length;) {
    const [found, kind] = pieceAt(cypher, at);
    at += found[0].length;
    if (kind !== 'nothing') tokens.push({ kind, text: textOf(found, kind) });
  }
  return tokens;
}

function pieceAt(cypher: string, at: number): readonly [RegExpExecArray, CypherToken['kind'] | 'nothing'] {
  for (const [pattern, kind] of PIECES) {
    pattern.lastIndex = at;
    const found = pattern.exec(cypher);
    if (found !== null) return [found, kind];
  }
  throw new RangeError(`There is no piece at ${at}.`);
}

function textOf(found: RegExpExecArray, kind: CypherToken['kind']): string {
  const quoted = found.slice(1).find(Boolean) ?? '';
  if (kind === 'number') return found[0].replaceAll('_', '');
  if (kind === 'name' || kind === 'symbol') return found[0];
  return kind === 'text' ? quoted : quoted.replaceAll('``', '`');
}

/** Whether a piece is this word of the language, in any case. */
export function isWord(token: CypherToken | undefined, word: string): boolean {
  return token?.kind === 'name' && token.text.toUpperCase() === word;
}

export function isSymbol(token: CypherToken | undefined, ...symbols: readonly string[]): boolean {
  return token?.kind === 'symbol' && symbols.includes(token.text);
}

const OPENS = ['(', '[', '{'];
const CLOSES = [')', ']', '}'];

/** Where the bracket that opens at `open` closes, or the end. */
export function closingOf(tokens: readonly CypherToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isSymbol(tokens[at], ...OPENS)) depth++;
    if (isSymbol(tokens[at], ...CLOSES) && --depth === 0) return at;
  }
  return tokens.length;
}

/** The pieces between the places, parted at a symbol that stands in no bracket of them. */
export function parted(tokens: readonly CypherToken[], symbol: string): CypherToken[][] {
  const parts: CypherToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSymbol(token, ...OPENS)) depth++;
    if (isSymbol(token, ...CLOSES)) depth--;
    if (depth === 0 && isSymbol(token, symbol)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Whether a function of this name is called here; functions may be quoted as other names may. */
export function isCall(tokens: readonly CypherToken[], at: number, ...names: readonly string[]): boolean {
  const token = tokens[at];
  return isName(token) && names.includes(token.text.toUpperCase()) && isSymbol(tokens[at + 1], '(');
}

/** What stands between the parentheses of the function at a place. */
export function argumentsAt(tokens: readonly CypherToken[], at: number): readonly CypherToken[] {
  return tokens.slice(at + 2, closingOf(tokens, at + 1));
}

export function isName(token: CypherToken | undefined): token is CypherToken {
  return token?.kind === 'name' || token?.kind === 'quoted-name';
}
