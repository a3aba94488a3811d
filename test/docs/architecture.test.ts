import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../../src/core/index.js';
import { SNAPSHOT_PARTS } from '../../src/storage/redis/index.js';
import { codeOf, page } from './pages.js';

describe('the page on the architecture', () => {
  const code = codeOf(page('ARCHITECTURE.md'));

  it('names every group, and every folder that a group has', () => {
    const groups = foldersOf('src');
    expect(code).to.include.members(groups);
    expect(code).to.include.members(groups.flatMap(foldersOf));
  });

  it('names every rule that holds imports in their places', () => {
    const load = createRequire(import.meta.url);
    const { forbidden } = load(join(packageRoot, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] };
    const rules = forbidden.map(({ name }) => name).filter((name) => !/^(?!core-).*-imports-only-what/.test(name));
    expect(code).to.include.members(rules);
  });

  it('has the table of snapshot parts as the code has it', () => {
    const rows = [...page('ARCHITECTURE.md').markdown.matchAll(/^\| `(\w+)` +\| `([\w-]+)` +\|/gm)];
    const parts = Object.entries(SNAPSHOT_PARTS).map(([name, { key }]) => [name, key]);
    expect(rows.map(([, name, key]) => [name, key])).to.deep.equal(parts);
  });
});

/** The folders directly under one, as the page writes them. */
function foldersOf(folder: string): string[] {
  return readdirSync(join(packageRoot, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`);
}
