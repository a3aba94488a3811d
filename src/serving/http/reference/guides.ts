import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Marked } from 'marked';
import { packageRoot } from '../../../core/index.js';
import { codeTable } from './code-table.js';

export interface Guide {
  /** Its first heading. */
  readonly title: string;
  readonly html: string;
}

export interface Guides {
  /** `index.md`: which guides there are, and what for. */
  readonly index: Guide;
  readonly byName: ReadonlyMap<string, Guide>;
}

const FILE = /^([a-z0-9-]+)\.md$/;
const INDEX = 'index.md';

/** The Markdown files of `docs/guides` in the package. */
export function readGuides(folder = join(packageRoot, 'docs', 'guides')): Guides {
  const byName = new Map<string, Guide>();
  for (const file of readdirSync(folder).sort()) {
    const name = FILE.exec(file)?.[1];
    if (name !== undefined && file !== INDEX) byName.set(name, readGuide(join(folder, file), ''));
  }
  return { index: readGuide(join(folder, INDEX), 'guides/'), byName };
}

/** A guide as a page. Links to files beside it lead to their pages, which from this page begin with a prefix. */
function readGuide(path: string, prefix: string): Guide {
  const markdown = readFileSync(path, 'utf8').replace('<!-- codes -->', codeTable);
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Guide';
  const marked = new Marked({
    gfm: true,
    walkTokens: (token) => {
      if (token.type === 'link') token['href'] = String(token['href']).replace(FILE, `${prefix}$1`);
    },
  });
  return { title: title.replaceAll('`', ''), html: marked.parse(markdown, { async: false }) };
}
