import { withinTime } from '../../core/index.js';
import { listenerAt, type Listener } from './listener.js';
import type { ServerAddress } from './network-fault.js';

/** Milliseconds that a server may be quiet before it is looked at. */
const QUIET = 300;
/** Milliseconds of a look at what has answered badly. */
const LOOK = 700;

/** Milliseconds that are given to a server. */
export interface Patience {
  /** In which it must say something, whatever it is. */
  readonly sign: number;
  /** For its answer, if it is what it should be. */
  readonly answer: number;
}

/** What a server answered, or what listens there instead. */
export type AnswerOrListener<Value> = { readonly answer: Value } | { readonly listener: Listener };

/**
 * Waits for a server's answer. One that is quiet for a moment is looked at beside the wait, which ends as soon as nothing is
 * to be hoped for: where nothing at all is said there, or something that is not a server of this kind.
 *
 * @param hoped the kind of server that may answer yet; one that speaks TLS shows no more than that
 * @throws what `asked` rejects with
 */
export async function answerOrListener<Value>(
  asked: Promise<Value>,
  address: ServerAddress & { readonly secure: boolean },
  hoped: 'redis' | 'neo4j',
  patience: Patience,
): Promise<AnswerOrListener<Value>> {
  const until = performance.now() + patience.answer;
  const answered = asked.then((answer) => ({ answer }));
  const early = await withinTime(QUIET, answered);
  if (early !== undefined) return early;
  const looked = listenerAt(address, patience.sign).then((listener) => ({ listener }));
  const maybe = ['unknown', address.secure ? 'tls' : hoped];
  const hopeless = looked.then((found) => (maybe.includes(found.listener) ? undefined : found));
  const ended = await Promise.race([answered, hopeless]);
  if (ended !== undefined) return ended;
  return (await withinTime(until - performance.now(), answered)) ?? looked;
}

/** A look at what did not answer, or not well. */
export function listenerNow(address: ServerAddress): Promise<Listener> {
  return listenerAt(address, LOOK);
}
