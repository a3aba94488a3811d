import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';
import { explainDiskError } from './disk-errors.js';

const identity = z.strictObject({ pid: z.int().positive(), born: z.string() });

const server = z.strictObject({
  /** The version that made or last opened the data. */
  version: z.string(),
  port: z.int(),
  password: z.string(),
  /** Of Redis: whether it answers a write once that is on the disk. */
  durable: z.boolean().optional(),
  /** Absent after an orderly stop. The process may still be gone: ask `isRunning`. */
  process: identity.optional(),
  /** How often it ended by itself and was started again since `up`, and when last. */
  restarts: z.strictObject({ count: z.int().positive(), last: z.iso.datetime() }).optional(),
});

const homeRecord = z.strictObject({ format: z.literal(1), neo4j: server.optional(), redis: server.optional() });
/** The folder that the file was written in; absent in files of older versions. */
const stackFile = homeRecord.extend({ folder: z.string().optional() });

export type ServerName = 'neo4j' | 'redis';
/** What a home remembers of one server. */
export type ServerRecord = z.infer<typeof server>;
/** What a home remembers. */
export type HomeRecord = z.infer<typeof homeRecord>;

/**
 * `stack.json` of a home: ports, passwords, processes. Readable by its owner only, replaced atomically. A copy of a home has
 * its data and passwords, but the processes on record are the original's.
 */
export class StackFile {
  private readonly path: string;

  constructor(readonly home: string) {
    this.path = join(home, 'stack.json');
  }

  /** An empty record where there is no file; throws `stack-file-broken` where there is one of another shape. */
  read(): HomeRecord {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ENOENT') return { format: 1 };
      if (code === 'EISDIR') throw this.broken(error);
      throw explainDiskError(error, this.home, '--home');
    }
    try {
      const { folder, ...record } = stackFile.parse(JSON.parse(text));
      return folder === undefined || folder === folderIdentity(this.home) ? record : withoutProcesses(record);
    } catch (cause) {
      throw this.broken(cause);
    }
  }

  private broken(cause: unknown): AlongsideError {
    return new AlongsideError(
      'stack-file-broken',
      `${this.path} cannot be read as this version's record of its servers. Stop any server of this home by hand, then move the home away or choose another one with --home.`,
      { path: this.path },
      { cause },
    );
  }

  /** Writes one server's record, synchronously: the caller may die at any later moment. */
  put(name: ServerName, record: ServerRecord): void {
    try {
      mkdirSync(this.home, { recursive: true, mode: 0o700 });
      const temporary = `${this.path}.new`;
      const content = { ...this.read(), folder: folderIdentity(this.home), [name]: record };
      writeFileSync(temporary, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
      // The mode above applies to a new file only.
      chmodSync(temporary, 0o600);
      renameSync(temporary, this.path);
    } catch (error) {
      throw explainDiskError(error, this.home, '--home');
    }
  }
}

/** A folder wherever it is moved to; a copy of it is another one. */
function folderIdentity(path: string): string {
  const { dev, ino } = statSync(path);
  return `${dev}/${ino}`;
}

function withoutProcesses(record: HomeRecord): HomeRecord {
  const { neo4j, redis, ...rest } = structuredClone(record);
  delete neo4j?.process;
  delete redis?.process;
  return { ...rest, ...(neo4j && { neo4j }), ...(redis && { redis }) };
}
