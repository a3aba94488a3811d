import { isSnapshotGone } from '../../../storage/redis/index.js';
import type { Handler, Operation, RequestContext } from '../operation.js';
import type { Reply } from '../reply.js';

/** Says that Redis is away, and the answer one that was in memory. */
export const STALE_HEADER = 'Alongside-Stale';

/**
 * What a handler answers from the live snapshot. Where that went away while it was read, the one in its place is asked, once:
 * what is gone must not look like what never was. Where Redis is away, the answer says so.
 */
export function answerTruly(
  { method, tag, scope }: Pick<Operation, 'method' | 'tag' | 'scope'>,
  handler: Handler,
  context: RequestContext,
): Reply | Promise<Reply> {
  const { live, redisAway } = context.services;
  // What needs no key tells of the service itself, as it is now.
  const isStale = (): boolean => scope !== 'none' && redisAway();
  const reply = handler(context);
  if (!(reply instanceof Promise)) return isStale() ? stale(reply) : reply;
  const asks = method === 'get' || tag === 'Lists';
  const answered = reply.catch((error: unknown) => {
    if (!asks || !isSnapshotGone(error)) throw error;
    live.recheck();
    return handler(context);
  });
  return answered.then((given) => (isStale() ? stale(given) : given));
}

function stale(reply: Reply): Reply {
  return { ...reply, headers: { ...reply.headers, [STALE_HEADER]: 'true' } };
}
