import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AlongsideError, messageOf } from '../../core/index.js';
import type { Artefact } from './artefact-lock.js';
import { pause } from './pause.js';

/** Called with the bytes that arrived since the last call; negative when a damaged part is thrown away. */
export type ReportBytes = (bytes: number) => void;
/** Opens the partial file: `a` to go on with it, `w` to begin again. */
export type OpenPart = (path: string, flags: 'a' | 'w') => Promise<Pick<FileHandle, 'writev' | 'close'>>;

export interface DownloadOptions {
  readonly report: ReportBytes;
  readonly signal?: AbortSignal | undefined;
  readonly openPart?: OpenPart | undefined;
  /** Milliseconds without a byte after which a connection counts as dead. */
  readonly stallTimeout?: number | undefined;
  /** Milliseconds before the first repetition; doubled for each one after. */
  readonly retryDelay?: number | undefined;
}

const attempts = 4;

/** A disk that cannot be written or a caller who has left: trying again would not help. */
class Fatal extends Error {}

/**
 * Fetches one artefact to `path`, which appears only once its SHA-256 is right.
 *
 * Bytes gather in `path.part`; a later call goes on from there (HTTP Range) or, where that does not lead to the right
 * digest, begins again. Throws `artefact-checksum` or `artefact-unreachable`; a disk error is thrown as it is.
 */
export async function downloadArtefact(
  url: string,
  path: string,
  artefact: Artefact,
  options: DownloadOptions,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  let failure: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await pause((options.retryDelay ?? 500) * 2 ** (attempt - 1), options.signal);
    try {
      await fetchInto(url, part, artefact.size, options);
      if ((await digestOf(part)) === artefact.sha256) {
        await rename(part, path);
        return;
      }
      options.report(-(await sizeOf(part)));
      await rm(part, { force: true });
      failure = new AlongsideError(
        'artefact-checksum',
        `${url} does not have the SHA-256 that this release pins, so it was thrown away. Try again, or name another mirror in ALONGSIDE_MAVEN_REPOSITORY.`,
        { url, expected: artefact.sha256 },
      );
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof Fatal) throw error.cause;
      failure = error;
    }
  }
  throw failure instanceof AlongsideError ? failure : unreachable(url, failure);
}

/** SHA-256 of a file, in hexadecimal. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Bytes of a file, 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

async function fetchInto(url: string, part: string, size: number, options: DownloadOptions): Promise<void> {
  const present = await sizeOf(part);
  if (present === size) return;
  const stall = new AbortController();
  const signal = AbortSignal.any([stall.signal, options.signal].filter((each) => each !== undefined));
  const watchdog = setTimeout(() => {
    stall.abort(new Error('the connection stalled'));
  }, options.stallTimeout ?? 30_000);
  try {
    const from = present < size ? present : 0;
    const { appends, body } = await requestFrom(url, from, signal, () => rm(part, { force: true }));
    if (!appends && present > 0) options.report(-present);
    const file = await onDisk((options.openPart ?? open)(part, appends ? 'a' : 'w'));
    try {
      for await (const chunk of body) {
        watchdog.refresh();
        await onDisk(file.writev([chunk]));
        options.report(chunk.byteLength);
      }
    } finally {
      await file.close();
    }
  } finally {
    clearTimeout(watchdog);
  }
  const arrived = await sizeOf(part);
  if (arrived < size) throw new Error(`the connection ended after ${String(arrived)} of ${String(size)} bytes`);
}

/** The bytes of an address from one on; `appends` where the server gives only those. */
async function requestFrom(
  url: string,
  from: number,
  signal: AbortSignal,
  beyondEnd: () => Promise<void>,
): Promise<{ readonly appends: boolean; readonly body: ReadableStream<Uint8Array> }> {
  const range = from > 0 ? { range: `bytes=${String(from)}-` } : {};
  const { ok, status, body } = await fetch(url, { signal, headers: { 'accept-encoding': 'identity', ...range } });
  if (ok && body !== null) return { appends: status === 206, body };
  await body?.cancel();
  if (status === 416) await beyondEnd();
  throw new Error(`HTTP status ${String(status)}`);
}

async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new Fatal('disk', { cause });
  }
}

function unreachable(url: string, cause: unknown): AlongsideError {
  const reason = cause instanceof Error && cause.cause !== undefined ? messageOf(cause.cause) : messageOf(cause);
  return new AlongsideError(
    'artefact-unreachable',
    `${url} cannot be fetched (${reason}). Check the network and run the same command again: what has arrived is kept. Behind a firewall, name a mirror in ALONGSIDE_MAVEN_REPOSITORY.`,
    { url },
    { cause },
  );
}
