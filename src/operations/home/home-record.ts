import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
  /** Absent after an orderly stop. The process may still be gone: ask `isRunning`. */
  process: identity.optional(),
});

const homeRecord = z.strictObject({ format: z.literal(1), neo4j: server.optional(), redis: server.optional() });

export type ServerName = 'neo4j' | 'redis';
/** What a home remembers of one server. */
export type ServerRecord = z.infer<typeof server>;
/** What a home remembers. */
export type HomeRecord = z.infer<typeof homeRecord>;

/** `stack.json` of a home: ports, passwords, processes. Readable by its owner only, replaced atomically. */
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
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { format: 1 };
      throw explainDiskError(error, this.home, '--home');
    }
    try {
      return homeRecord.parse(JSON.parse(text));
    } catch (cause) {
      throw new AlongsideError(
        'stack-file-broken',
        `${this.path} cannot be read as this version's record of its servers. Stop any server of this home by hand, then move the home away or choose another one with --home.`,
        { path: this.path },
        { cause },
      );
    }
  }

  /** Writes one server's record, synchronously: the caller may die at any later moment. */
  put(name: ServerName, record: ServerRecord): void {
    try {
      mkdirSync(this.home, { recursive: true, mode: 0o700 });
      const temporary = `${this.path}.new`;
      writeFileSync(temporary, `${JSON.stringify({ ...this.read(), [name]: record }, undefined, 2)}\n`, {
        mode: 0o600,
      });
      // The mode above applies to a new file only.
      chmodSync(temporary, 0o600);
      renameSync(temporary, this.path);
    } catch (error) {
      throw explainDiskError(error, this.home, '--home');
    }
  }
}
