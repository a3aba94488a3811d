import { setTimeout as pause } from 'node:timers/promises';
import { AlongsideError } from '../../core/index.js';
import { followJob, hasEnded, type JobList, type JobView } from '../../storage/queue/index.js';

/** Milliseconds of silence after which a comment says that the stream lives: proxies and clients give up on silent ones. */
const HEARTBEAT = 15_000;

/**
 * A job's events as `text/event-stream` has them: `job` each time that something of it has changed, then one of `completed`,
 * `failed` and `cancelled`. Each carries the whole job, so that a client that comes again has missed nothing.
 */
export async function jobEvents(
  list: Pick<JobList, 'show'>,
  id: string,
  send: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  void beat(send, AbortSignal.any([signal, stop.signal]));
  try {
    for await (const view of followJob(list, id, signal)) send(event(hasEnded(view) ? view.state : 'job', view));
  } catch (error) {
    if (!(error instanceof AlongsideError) || error.code !== 'interrupted') throw error;
    send(event('cancelled', { id }));
  } finally {
    stop.abort();
  }
}

async function beat(send: (text: string) => void, signal: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await pause(HEARTBEAT, undefined, { signal });
      send(': \n\n');
    }
  } catch {
    // The stream has ended.
  }
}

function event(name: string, data: Partial<JobView>): string {
  const id = data.id === undefined ? {} : { id: data.id.slice(data.id.lastIndexOf('/') + 1) };
  return `event: ${name}\ndata: ${JSON.stringify({ ...data, ...id })}\n\n`;
}
