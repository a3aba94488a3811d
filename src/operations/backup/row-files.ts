import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { BackupFile } from './backup-manifest.js';

const CHUNK = 64 * 1024;

/** Writes lines into files of a folder, compressed; the same lines give the same bytes. Files are their owner's alone. */
export class RowFiles {
  readonly written: BackupFile[] = [];

  /** `signal` ends the file at hand, and lets no other begin. */
  constructor(
    readonly folder: string,
    private readonly signal?: AbortSignal,
  ) {}

  /** Writes a file when there are lines for it, or `always`; returns how many there were. */
  async write(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<number> {
    this.signal?.throwIfAborted();
    const target = join(this.folder, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(target, 'wx', 0o600);
    let rows = 0;
    async function* text(): AsyncGenerator<string, void> {
      let chunk = '';
      for await (const line of lines) {
        rows++;
        chunk += `${line}\n`;
        if (chunk.length < CHUNK) continue;
        yield chunk;
        chunk = '';
      }
      yield chunk;
    }
    const out = file.createWriteStream({ flush: true });
    await pipeline(Readable.from(text()), createGzip({ level: 6 }), out, { signal: this.signal });
    this.written.push({ path, rows, ...(await measured(target)) });
    return rows;
  }

  /** Forgets what was written of rows of these names, so that they can be written anew. */
  async discard(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      for (const path of [`graph/${name}.csv.gz`, `graph/${name}.jsonl.gz`]) {
        await rm(join(this.folder, path), { force: true });
        this.written.splice(0, this.written.length, ...this.written.filter((file) => file.path !== path));
      }
    }
  }

  /** Takes a file as it is into the folder. */
  async copy(path: string, from: string): Promise<void> {
    this.signal?.throwIfAborted();
    const target = join(this.folder, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(target, 'wx', 0o600);
    await pipeline(createReadStream(from), file.createWriteStream({ flush: true }), { signal: this.signal });
    this.written.push({ path, rows: null, ...(await measured(target)) });
  }
}

/** A file's length and SHA-256. */
export async function measured(path: string): Promise<Pick<BackupFile, 'bytes' | 'sha256'>> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** The text of a file that `write` wrote, as it arrives. */
export async function* readText(path: string): AsyncGenerator<string, void> {
  const file = createReadStream(path);
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const text of file.pipe(unpacked).setEncoding('utf8')) yield text as string;
  } finally {
    file.destroy();
  }
}

/** Its lines. Not by `readline`, which also takes U+2028 for the end of one. */
export async function* readLines(path: string): AsyncGenerator<string, void> {
  let rest = '';
  for await (const text of readText(path)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Rows in pieces of at most so many. */
export async function* inBatches<Row>(rows: AsyncIterable<Row>, size: number): AsyncGenerator<Row[], void> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
