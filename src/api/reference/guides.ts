import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from 'marked';
import { packageRoot } from '../../kernel/index.js';
import { errorsGuide } from './errors-guide.js';

export interface Guide {
  /** Its first heading. */
  readonly title: string;
  readonly html: string;
}

const FILE = /^([a-z0-9-]+)\.md$/;

/** The guides by name: the Markdown files of `docs/guides` in the package, and the list of errors. */
export function readGuides(folder = join(packageRoot, 'docs', 'guides')): ReadonlyMap<string, Guide> {
  const guides = new Map<string, Guide>();
  for (const file of readdirSync(folder).sort()) {
    const name = FILE.exec(file)?.[1];
    if (name !== undefined) guides.set(name, guideOf(readFileSync(join(folder, file), 'utf8')));
  }
  return guides.set('errors', guideOf(errorsGuide()));
}

function guideOf(markdown: string): Guide {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? 'Guide';
  return { title: title.replaceAll('`', ''), html: marked.parse(markdown, { async: false, gfm: true }) };
}
