/** A thread that tunes, fits and asks the peers that it is sent by name, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  judge,
  meanOf,
  ndcg,
  peerLists,
  peers,
  tunePeer,
  type Lists,
  type Peer,
  type PeerConfig,
  type PeerTools,
  type Query,
} from '../../evaluation/index.js';
import { messageOf } from '../../kernel/index.js';
import type { ItemScorer } from '../../similarity/index.js';
import { peerTools } from './peer-tools.js';
import type { PeerMessage, PeerSplit, PeerWork } from './peer-work.js';

const { scored, tuning, length } = workerData as PeerWork;

function say(message: PeerMessage): void {
  parentPort?.postMessage(message);
}

/** The configuration with the best NDCG where settings are chosen. */
async function tune(peer: Peer, tools: PeerTools): Promise<PeerConfig> {
  const { data, truth } = tuning;
  const queries = Int32Array.from(truth.queries, ({ product }) => product);
  const metric = (products: Int32Array): number => {
    say({ kind: 'tried', peer: peer.name });
    return meanOf(ndcg(judge(truth, { length, products }, length)));
  };
  return (await tunePeer(peer, { data, queries, length }, metric, tools)).config;
}

/** Lists for all queries; for those that only new products may answer, of new products alone. */
function answer({ data, truth }: PeerSplit, scorer: ItemScorer): Lists {
  const products = new Int32Array(truth.queries.length * length);
  for (const pool of ['all', 'new'] satisfies Query['pool'][]) {
    const places = [...truth.queries.keys()].filter((q) => truth.queries[q].pool === pool);
    const eligible = pool === 'all' ? data.eligible : truth.isNew;
    const queries = Int32Array.from(places, (q) => truth.queries[q].product);
    const lists = peerLists({ ...data, eligible }, scorer, queries, length);
    places.forEach((q, i) => {
      products.set(lists.subarray(i * length, (i + 1) * length), q * length);
    });
  }
  return { length, products };
}

async function run(name: string): Promise<void> {
  const peer = peers.find((each) => each.name === name);
  if (peer === undefined) throw new Error(`no peer is called ${name}`);
  const started = performance.now();
  const config = await tune(peer, peerTools);
  const lists = answer(scored, await peer.fit(scored.data, config, peerTools));
  say({
    kind: 'answered',
    answer: { name, kind: 'peer', config, seconds: (performance.now() - started) / 1000, lists },
  });
}

parentPort?.on('message', (name: string) => {
  run(name).catch((error: unknown) => {
    say({ kind: 'failed', peer: name, message: messageOf(error) });
  });
});
