import { createWriteStream, type WriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { AlongsideError, OWNER_ONLY, UsageError, requireRegularFile } from '../../core/index.js';
import type { RejectedRow } from './row-reader.js';

const header = 'file,line,reason,raw\n';

/** The CSV file of rows that were not imported. It exists only where there are any; an earlier one is replaced. */
export class RejectsFile {
  private output: WriteStream | undefined;
  private failure: AlongsideError | undefined;

  private constructor(readonly path: string) {}

  /** Throws a `UsageError` rather than overwrite a file that is not a rejects file. */
  static async prepare(path: string): Promise<RejectsFile> {
    await requireRegularFile(path);
    const before = await firstBytes(path, header.length);
    if (before !== undefined && before !== '' && before !== header) {
      throw new UsageError(
        'rejects-file-taken',
        `${path} exists and is not a file of rejected rows. Name another with --rejects.`,
        { path },
      );
    }
    await rm(path, { force: true });
    return new RejectsFile(path);
  }

  async add(file: string, rejected: readonly RejectedRow[]): Promise<void> {
    if (rejected.length === 0) return;
    const output = (this.output ??= this.create());
    const rows = rejected.map(({ line, reason, raw }) => [file, line, reason, raw]);
    if (!output.write(stringify(rows))) await once(output, 'drain').catch(() => undefined);
    if (this.failure !== undefined) throw this.failure;
  }

  async close(): Promise<void> {
    if (this.output === undefined) return;
    this.output.end();
    await finished(this.output).catch(() => undefined);
    if (this.failure !== undefined) throw this.failure;
  }

  private create(): WriteStream {
    const output = createWriteStream(this.path, { mode: OWNER_ONLY });
    output.on('error', (cause) => {
      this.failure = new AlongsideError(
        'rejects-file-unwritable',
        `${this.path} cannot be written (${cause.message}). Free some space there or name another with --rejects, then run again.`,
        { path: this.path },
        { cause },
      );
    });
    output.write(header);
    return output;
  }
}

async function firstBytes(path: string, count: number): Promise<string | undefined> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
