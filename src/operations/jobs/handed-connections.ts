/**
 * How a job's process gets to know the servers. Whoever may list processes may read their environments, and a queue is read by
 * all its clients, so passwords go through neither: the worker writes them into a file that no folder names any more, and
 * the job's process inherits it, open.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AlongsideError, type ServerConnections } from '../../core/index.js';

/** After the three of every process and the channel to the worker. */
const DESCRIPTOR = 4;

const connections = z.strictObject({
  neo4j: z.looseObject({ uri: z.string(), user: z.string(), password: z.string() }),
  redis: z.looseObject({ url: z.string() }),
});

/** What the worker holds for the processes of its jobs. */
export interface HandedConnections {
  /** For `fork`: the descriptors of a child. */
  readonly stdio: (number | 'pipe' | 'ipc')[];
  close(): void;
}

/** Puts the connections where processes that are started with `stdio` find them. */
export function handConnections(servers: ServerConnections): HandedConnections {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-worker-'));
  try {
    const descriptor = openSync(join(folder, 'connections'), 'wx+', 0o600);
    // Those alone: a command may know more of its servers, as which of them it started.
    const { neo4j, redis } = servers;
    writeFileSync(descriptor, JSON.stringify({ neo4j, redis }));
    let open = true;
    return {
      stdio: ['pipe', 'pipe', 'pipe', 'ipc', descriptor],
      close: () => {
        if (open) closeSync(descriptor);
        open = false;
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** In a job's process: the servers that its worker handed over; throws `environment-missing`. */
export function handedConnections(): ServerConnections {
  try {
    return connections.parse(JSON.parse(readAll(DESCRIPTOR)));
  } catch (cause) {
    throw new AlongsideError(
      'environment-missing',
      "The job's process was started without the connections that a worker hands over.",
      {},
      { cause },
    );
  }
}

/** From the beginning, wherever another process that has the same file open has read to. */
function readAll(descriptor: number): string {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const part = Buffer.alloc(4096);
    const length = readSync(descriptor, part, 0, part.length, at);
    if (length === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(part.subarray(0, length));
    at += length;
  }
}

/** Of whom a process is told how to enter servers or collectors. */
const SECRET = /^(NEO4J|REDIS|OTEL)_/;

/** An environment without what lets one in. */
export function withoutSecrets(env: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET.test(name)));
}
