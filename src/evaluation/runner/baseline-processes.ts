import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { AlongsideError } from '../../core/index.js';
import type { BaselineMessage, BaselineOrder, BaselineWork } from './baseline-work.js';

/**
 * Has each of the named baselines asked, by as many processes as there are cores. Processes and not threads: they can be ended
 * in the middle of their work, and one that needs more memory than there is takes nothing along.
 *
 * @param hear takes what they say
 * @throws AlongsideError `interrupted` when the signal aborts, `baseline-process-ended`
 */
export async function onProcesses(
  names: readonly string[],
  work: BaselineWork,
  hear: (message: BaselineMessage) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...names];
  const processes = Array.from({ length: Math.min(availableParallelism(), names.length) }, () =>
    fork(fileURLToPath(new URL('./baseline-process.js', import.meta.url)), { serialization: 'advanced' }),
  );
  const interrupted = new Promise<never>((_, reject) => {
    const stop = (): void => {
      reject(new AlongsideError('interrupted', 'Stopped; nothing was written.'));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([interrupted, Promise.all(processes.map((child) => feed(child, waiting, work, hear)))]);
  } finally {
    await Promise.all(processes.map(end));
  }
}

/** Gives a process the work and then one baseline after the other, until none waits. */
function feed(
  child: ChildProcess,
  waiting: string[],
  work: BaselineWork,
  hear: (message: BaselineMessage) => void,
): Promise<void> {
  const tell = (order: BaselineOrder): void => {
    child.send(order);
  };
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const name = waiting.shift();
      if (name === undefined) resolve();
      else tell({ kind: 'baseline', name });
    };
    child.on('message', (message: BaselineMessage) => {
      hear(message);
      if (message.kind !== 'tried') next();
    });
    child.once('error', reject);
    child.once('exit', (code, cause) => {
      reject(
        new AlongsideError(
          'peer-process-ended',
          `A process of the peers ended (${code === null ? String(cause) : `code ${code}`}); name fewer with --methods, or try with more memory.`,
        ),
      );
    });
    tell({ kind: 'work', work });
    next();
  });
}

async function end(child: ChildProcess): Promise<void> {
  child.removeAllListeners();
  child.on('error', () => undefined);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
