import { createHash } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AlongsideError, packageVersion, type ReportProgress } from '../../core/index.js';
import {
  openSnapshot,
  savedValue,
  savedValues,
  SNAPSHOT_FORMAT,
  snapshotPattern,
  type SavedValue,
  type SnapshotId,
} from '../../storage/redis/index.js';
import { readLines, RowFiles } from './row-files.js';
import { RULES } from './save-redis.js';

/** The number of the way in which such files are written. */
const FORMAT = 1;

/** The first line: what the file holds. */
const headSchema = z.strictObject({
  alongside: z.string(),
  snapshotFile: z.literal(FORMAT),
  snapshot: z.string().min(1).max(64),
  format: z.int(),
  createdAt: z.string(),
});
export type SnapshotFileHead = z.infer<typeof headSchema>;

/** The last line: how many values stand between it and the first, and the SHA-256 of all lines before it. */
const tailSchema = z.strictObject({ values: z.int().nonnegative(), sha256: z.string() });

/**
 * Writes a snapshot into a file, with the rules that it is answered by: all that an answer hangs on. The file is there whole
 * or not at all; the same content gives the same bytes.
 *
 * @throws AlongsideError `snapshot-missing`, `snapshot-corrupt`; `backup-exists` where the file is there
 */
export async function writeSnapshotFile(
  redis: Redis,
  id: SnapshotId,
  path: string,
  progress: ReportProgress,
): Promise<SnapshotFileHead & { readonly values: number }> {
  const { manifest } = await openSnapshot(redis, id);
  const head: SnapshotFileHead = {
    alongside: packageVersion,
    snapshotFile: FORMAT,
    snapshot: id,
    format: manifest.format,
    createdAt: manifest.createdAt,
  };
  const partial = `${basename(path)}.partial`;
  const folder = dirname(path);
  await rm(`${path}.partial`, { force: true });
  let values = 0;
  try {
    await new RowFiles(folder).write(partial, lines());
    // What went away while it was read would be missing without a word.
    await (await openSnapshot(redis, id)).assertComplete();
    await rename(`${path}.partial`, path);
  } catch (error) {
    await rm(`${path}.partial`, { force: true });
    throw error;
  }
  return { ...head, values };

  async function* lines(): AsyncGenerator<string, void> {
    const hash = createHash('sha256');
    const counted = (line: string): string => {
      hash.update(line).update('\n');
      return line;
    };
    yield counted(JSON.stringify(head));
    for (const pattern of [snapshotPattern(id), RULES]) {
      for await (const value of savedValues(redis, pattern)) {
        if (values++ % 5000 === 0) progress({ step: 'writing the snapshot', done: values, unit: 'values' });
        yield counted(JSON.stringify(value));
      }
    }
    yield JSON.stringify({ values, sha256: hash.digest('hex') });
  }
}

/**
 * The values of such a file.
 *
 * @throws AlongsideError `backup-unreadable` for what is none, or of another format; `backup-damaged` for one that is cut off
 *   or changed, which is known at its end alone
 */
export async function* readSnapshotFile(path: string): AsyncGenerator<SnapshotFileHead | SavedValue, void> {
  const hash = createHash('sha256');
  let before: string | undefined;
  let values = -1;
  for await (const line of linesOf(path)) {
    if (before !== undefined) {
      hash.update(before).update('\n');
      if (values++ < 0) yield headOf(before, path);
      else yield valueOf(before, path);
    }
    before = line;
  }
  // A file of one line has no first one: it is none of ours, or cut off behind that.
  if (values < 0) headOf(before ?? '', path);
  const tail = tailSchema.safeParse(parsed(before ?? ''));
  if (!tail.success || tail.data.values !== values || tail.data.sha256 !== hash.digest('hex')) throw damaged(path);
}

/** What cannot be unpacked is damaged; a file that is not there is told as such by whoever runs the command. */
async function* linesOf(path: string): AsyncGenerator<string, void> {
  try {
    yield* readLines(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? damaged(path, error) : error;
  }
}

function headOf(line: string, path: string): SnapshotFileHead {
  const head = headSchema.safeParse(parsed(line));
  if (head.success && head.data.format === SNAPSHOT_FORMAT) return head.data;
  const why = head.success
    ? `It was written by version ${head.data.alongside}, whose snapshots this version does not read.`
    : 'It is no file of "alongside snapshot export".';
  throw new AlongsideError('backup-unreadable', `${path} cannot be read. ${why}`, { path });
}

function valueOf(line: string, path: string): SavedValue {
  const value = savedValue.safeParse(parsed(line));
  if (value.success) return value.data;
  throw damaged(path, value.error);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function damaged(path: string, cause?: unknown): AlongsideError {
  return new AlongsideError(
    'backup-damaged',
    `${path} is damaged or cut off; nothing was imported.`,
    { path },
    { cause },
  );
}
