import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { explainDiskError } from '../home/index.js';
import type { ReportProgress } from '../../core/index.js';
import { digestOf, downloadArtefact, sizeOf, type DownloadOptions } from './artefact-download.js';
import type { Artefact } from './artefact-lock.js';
import { artefactPath, artefactUrl } from './artefact-url.js';
import { withFolderLock } from './folder-lock.js';

export interface EnsureOptions {
  /** What is fetched, as the progress says it: "fetching Neo4j 5.26.30". */
  readonly step: string;
  readonly progress: ReportProgress;
  readonly signal?: AbortSignal | undefined;
}

const parallel = 8;

/** Artefacts of Maven Central on this machine, shared by all homes: each is fetched once and trusted by its digest alone. */
export class ArtefactCache {
  constructor(
    readonly folder: string,
    private readonly repository?: string,
    private readonly download: Pick<DownloadOptions, 'openPart' | 'stallTimeout' | 'retryDelay'> = {},
  ) {}

  /** The user's cache folder of this system, or `ALONGSIDE_CACHE`; `ALONGSIDE_MAVEN_REPOSITORY` names a mirror. */
  static fromEnvironment(env: Readonly<NodeJS.ProcessEnv>): ArtefactCache {
    const folder = env['ALONGSIDE_CACHE'] ?? envPaths('alongside', { suffix: '' }).cache;
    return new ArtefactCache(folder, env['ALONGSIDE_MAVEN_REPOSITORY']);
  }

  /** Paths of these artefacts, all present and of the pinned digest when this returns. */
  async ensure(artefacts: readonly Artefact[], options: EnsureOptions): Promise<string[]> {
    const paths = await Promise.all(artefacts.map(async (each) => join(this.folder, await artefactPath(each))));
    try {
      if ((await this.missing(artefacts, paths)).length > 0) await this.fetchMissing(artefacts, paths, options);
    } catch (error) {
      throw explainDiskError(error, this.folder, 'ALONGSIDE_CACHE');
    }
    return paths;
  }

  /** One process at a time fetches into a cache; who waited finds the files there. */
  private async fetchMissing(
    artefacts: readonly Artefact[],
    paths: readonly string[],
    { step, progress, signal }: EnsureOptions,
  ): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await withFolderLock(this.folder, { waitSeconds: 1800, signal }, async () => {
      const missing = await this.missing(artefacts, paths);
      const total = missing.reduce((sum, i) => sum + artefacts[i].size, 0);
      let done = 0;
      const report = (bytes: number): void => {
        done += bytes;
        progress({ step, done, total, unit: 'bytes' });
      };
      for (const i of missing) report(await sizeOf(`${paths[i]}.part`));
      await inParallel(missing, async (i, stop) => {
        const url = await artefactUrl(artefacts[i], this.repository);
        await downloadArtefact(url, paths[i], artefacts[i], { ...this.download, report, signal: anyOf(signal, stop) });
      });
    });
  }

  private async missing(artefacts: readonly Artefact[], paths: readonly string[]): Promise<number[]> {
    const absent: number[] = [];
    const indexes = artefacts.keys();
    const check = async (): Promise<void> => {
      for (const i of indexes) {
        const intact =
          (await sizeOf(paths[i])) === artefacts[i].size && (await digestOf(paths[i])) === artefacts[i].sha256;
        if (!intact) absent.push(i);
      }
    };
    await Promise.all(Array.from({ length: parallel }, check));
    return absent.sort((a, b) => a - b);
  }
}

/** Runs `work` over `items`, `parallel` at a time; the first failure stops the others before it is thrown. */
async function inParallel<T>(items: readonly T[], work: (item: T, stop: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const queue = items.values();
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failure !== undefined) return;
      try {
        await work(item, stop.signal);
      } catch (error) {
        failure ??= { error };
        stop.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  if (failure !== undefined) throw failure.error;
}

function anyOf(signal: AbortSignal | undefined, stop: AbortSignal): AbortSignal {
  return signal === undefined ? stop : AbortSignal.any([signal, stop]);
}
