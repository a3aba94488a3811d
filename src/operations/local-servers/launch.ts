import { createServer } from 'node:net';
import getPort from 'get-port';
import {
  isRunning,
  type ProcessIdentity,
  type RunningServer,
  type ServerName,
  type ServerRecord,
  type StackFile,
} from '../home/index.js';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import { graceSeconds } from './down.js';
import { pause } from './pause.js';
import { lastWords, startServer, stopServer, type ServerCommand } from './server-process.js';

export interface Launch {
  readonly name: ServerName;
  /** As a person calls it: "Neo4j 5.26.30". */
  readonly title: string;
  readonly file: StackFile;
  /** What to remember beside port and process. */
  readonly record: Pick<ServerRecord, 'version' | 'password' | 'durable'>;
  /** Tried first, so that a home keeps its address. */
  readonly preferredPort: number | undefined;
  readonly command: (port: number) => ServerCommand;
  readonly isReady: (port: number) => Promise<boolean>;
  readonly progress: ReportProgress;
  readonly signal?: AbortSignal | undefined;
}

/** Seconds that a server may take to answer: a store that was killed under load is first recovered. */
const patienceSeconds = 300;
const portAttempts = 3;

/**
 * Starts a server on a free loopback port and returns its record once it answers. A port that another process took in
 * the meantime is exchanged. A server that does not come up is stopped, and its last words are in the error.
 */
export async function launch(options: Launch): Promise<ServerRecord> {
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(attempt === 1 ? options.preferredPort : undefined);
    const command = options.command(port);
    const record = { ...options.record, port };
    const process = startServer(command, (identity) => {
      options.file.put(options.name, { ...record, process: identity });
    });
    try {
      await awaitReady(options, process, port, command.logFile);
      return { ...record, process };
    } catch (error) {
      const portWasTaken = !isRunning(process) && !(await isFree(port));
      await stopServer(process, graceSeconds[options.name]);
      options.file.put(options.name, record);
      if (!portWasTaken || attempt === portAttempts) throw error;
    }
  }
}

/** True once a server that is already on record answers; false if it was on its way out, so that another may start. */
export async function isServing(
  options: Pick<Launch, 'title' | 'isReady' | 'progress' | 'signal'>,
  { process, port }: RunningServer,
  logFile: string,
): Promise<boolean> {
  try {
    await awaitReady(options, process, port, logFile);
    return true;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isRunning(process)) throw error;
    return false;
  }
}

/** Waits until a server answers; throws `server-not-started` when its process ends or its time is over. */
async function awaitReady(
  { title, isReady, progress, signal }: Pick<Launch, 'title' | 'isReady' | 'progress' | 'signal'>,
  process: ProcessIdentity,
  port: number,
  logFile: string,
): Promise<void> {
  const begun = performance.now();
  const waited = (): number => Math.round((performance.now() - begun) / 1000);
  while (!(await isReady(port))) {
    signal?.throwIfAborted();
    if (!isRunning(process) || waited() > patienceSeconds) {
      const why = isRunning(process) ? `does not answer after ${patienceSeconds} s` : 'ended while starting';
      throw new AlongsideError('server-not-started', `${title} ${why}. The end of ${logFile}:\n${lastWords(logFile)}`, {
        logFile,
      });
    }
    progress({ step: `starting ${title}`, done: waited(), unit: 's' });
    await pause(150, signal);
  }
}

async function choosePort(preferred: number | undefined): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  return await getPort({ host: '127.0.0.1' });
}

/** Not asked of get-port, which for half a minute also refuses what it has handed out itself. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
