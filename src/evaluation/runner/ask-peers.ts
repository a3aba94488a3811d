import { peerData, peers } from '../baselines/index.js';
import type { MethodAnswer } from '../results/index.js';
import type { Split } from '../splits/index.js';
import type { Truth } from '../metrics/index.js';
import type { ReportProgress } from '../../core/index.js';
import { onProcesses } from './peer-processes.js';
import type { PeerMessage, PeerSplit, PeerWork } from './peer-work.js';

export interface PeerHooks {
  readonly progress: ReportProgress;
  readonly signal: AbortSignal;
  /** A sentence about a peer that gave no lists. */
  readonly note: (line: string) => void;
}

/** Most queries that settings are chosen on: the first ones, which a hash has put there. */
const TUNING_QUERIES = 3000;

/**
 * Tunes each of the named peers on one split and asks it on another, as many at a time as there are cores. A peer
 * that fails or is not offered for such a shop is noted and left out.
 *
 * @returns answers in the order of the names
 * @throws AlongsideError `interrupted`
 */
export async function askPeers(
  names: readonly string[],
  scored: Split,
  tuning: Split,
  length: number,
  { progress, signal, note }: PeerHooks,
): Promise<MethodAnswer[]> {
  const work: PeerWork = { scored: peerSplit(scored), tuning: peerSplit(tuning, TUNING_QUERIES), length };
  const offered = peers.filter(({ name }) => names.includes(name)).filter((peer) => peer.offered(work.scored.data));
  for (const name of names) {
    if (!offered.some((peer) => peer.name === name)) note(`${name} is not offered for this shop`);
  }
  const total = offered.reduce((sum, peer) => sum + peer.grid(work.tuning.data).length, 0);
  let tried = 0;
  const answers = new Map<string, MethodAnswer>();
  const hear = (message: PeerMessage): void => {
    if (message.kind === 'tried') progress({ step: 'peers', done: ++tried, total, unit: 'settings' });
    else if (message.kind === 'failed') note(`${message.peer} failed: ${message.message}`);
    else answers.set(message.answer.name, message.answer);
  };
  if (offered.length > 0) {
    progress({ step: 'peers', done: 0, total, unit: 'settings' });
    await onProcesses(
      offered.map(({ name }) => name),
      work,
      hear,
      signal,
    );
  }
  return names.flatMap((name) => answers.get(name) ?? []);
}

function peerSplit(split: Split, mostQueries = Infinity): PeerSplit {
  const { queries, groups, lineOf, counts, candidates, isNew } = split;
  const truth: Truth = { queries: queries.slice(0, mostQueries), groups, lineOf, counts, candidates, isNew };
  return { data: peerData(split), truth };
}
