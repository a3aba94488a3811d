import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../../../src/core/index.js';

describe('what the command line loads before it does anything', () => {
  const ownDependencies = new Set(Object.keys(packageDependencies()));
  /** The packages of this project's own choice among the loaded. */
  const chosen = (loaded: Iterable<string>): string[] => [...loaded].filter((name) => ownDependencies.has(name)).sort();
  const forFlags = ['cli-progress', 'commander', 'env-paths'];

  it('is no more than flags need, for help', async () => {
    for (const args of [['--help'], ['serve', '--help'], ['--version']]) {
      expect(chosen(await packagesLoadedBy(args)), args.join(' ')).to.deep.equal(forFlags);
    }
  });

  it('is no more than flags need, where they are wrong', async () => {
    for (const args of [['fly'], ['train', '--depth', '5'], ['recommend', 'x', '--top', '0'], ['keys', 'create']]) {
      expect(chosen(await packagesLoadedBy(args)), args.join(' ')).to.deep.equal(forFlags);
    }
  });

  it('leaves out, for a list, what only a graph, a queue or a service needs', async () => {
    const loaded = await packagesLoadedBy(['recommend', 'x', '--home', join(tmpdir(), 'alongside-no-such-home')]);
    expect(loaded).to.include('ioredis');
    for (const name of ['neo4j-driver', 'bullmq', 'express', 'linkedom', 'pino']) expect(loaded).to.not.include(name);
  });
});

function packageDependencies(): Readonly<Record<string, string>> {
  const text = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  return (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies;
}

/** The packages that a run of the command line loads; V8 writes down every script that it saw. */
async function packagesLoadedBy(args: readonly string[]): Promise<Set<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'alongside-loads-'));
  try {
    await new Promise<void>((resolve) => {
      const env = { ...process.env, NEO4J_URI: '', REDIS_URL: '', NODE_V8_COVERAGE: folder };
      execFile(process.execPath, [join(packageRoot, 'bin', 'alongside.js'), ...args], { env }, () => {
        resolve();
      });
    });
    const [file] = await readdir(folder);
    const scripts = (JSON.parse(await readFile(join(folder, file), 'utf8')) as { result: { url: string }[] }).result;
    return new Set(scripts.flatMap(({ url }) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
