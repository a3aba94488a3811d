import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import { packageRoot } from '../../src/core/index.js';

/** A page of the documentation. */
export interface Page {
  /** From the package's folder. */
  readonly path: string;
  readonly markdown: string;
  /** All tokens of its Markdown, those within others too. */
  readonly tokens: readonly Token[];
}

/** README and its like, and everything under docs/. */
export const pages: readonly Page[] = [
  ...readdirSync(packageRoot).filter((name) => /^[A-Z]+\.md$/.test(name)),
  ...readdirSync(join(packageRoot, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
  .sort()
  .map(readPage);

export function page(path: string): Page {
  return pages.find((each) => each.path === path) ?? readPage(path);
}

function readPage(path: string): Page {
  const markdown = readFileSync(join(packageRoot, path), 'utf8');
  const tokens: Token[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    tokens.push(token);
  });
  return { path, markdown, tokens };
}

/** Pieces of code: spans, and the lines of blocks of a shell. */
export function codeOf({ tokens }: Page): string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'codespan') return [(token as Tokens.Codespan).text];
    if (token.type !== 'code' || (token as Tokens.Code).lang !== 'sh') return [];
    return (token as Tokens.Code).text.replaceAll(/\\\n\s*/g, '').split('\n');
  });
}

/** What a page's headings are called in an address, as GitHub makes it of their text. */
export function anchorsOf({ tokens }: Page): Set<string> {
  const anchors = new Set<string>();
  for (const token of tokens) {
    if (token.type !== 'heading') continue;
    const anchor = (token as Tokens.Heading).text
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    let own = anchor;
    for (let again = 1; anchors.has(own); again++) own = `${anchor}-${again}`;
    anchors.add(own);
  }
  return anchors;
}
