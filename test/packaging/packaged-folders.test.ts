import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../../src/core/index.js';

const read = (path: string): string => readFileSync(join(packageRoot, path), 'utf8');

describe('the folders that the program reads beside its code', () => {
  const folders = foldersReadAtRunTime();

  it('are found in the sources', () => {
    expect(folders).to.include.members(['cypher', 'docs/guides', 'onnx-models']);
  });

  it('are in the package', () => {
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    for (const folder of folders) expect(files.some(holds(folder)), folder).to.equal(true);
  });

  it('are copied into the image, and reach its build', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const folder of folders) {
      const from = [...read('Dockerfile').matchAll(/^COPY (?:--from=build \/app\/)?(\S+) \/app\/(\S+)$/gm)]
        .filter(([, source, target]) => source === target && holds(folder)(target))
        .map(([, source]) => source);
      expect(from, folder).to.not.deep.equal([]);
      expect(ignored.filter((line) => line.startsWith('!')).some((line) => holds(folder)(line.slice(1)))).to.equal(
        true,
      );
    }
  });
});

/** The folders that stand behind `join(packageRoot, …)` in `src`, as paths in the package. */
function foldersReadAtRunTime(): string[] {
  const sources = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' });
  const found = sources
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => [...read(join('src', path)).matchAll(/join\(\s*packageRoot,((?:\s*'[^']+',?)+)\s*\)/g)])
    .map(([, words]) => posix.join(...[...words.matchAll(/'([^']+)'/g)].map(([, word]) => word)));
  return [...new Set(found)].filter((path) => statSync(join(packageRoot, path)).isDirectory());
}

/** Whether a path is that of a folder, or of one above it. */
function holds(folder: string): (path: string) => boolean {
  return (path) => folder === path || folder.startsWith(`${path}/`);
}
