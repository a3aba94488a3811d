/** A process that asks the peers that it is sent by name, one after the other; it ends with the one that started it. */
import { peers } from '../baselines/index.js';
import { messageOf } from '../../core/index.js';
import { askPeer } from './ask-peer.js';
import type { PeerMessage, PeerOrder } from './peer-work.js';
import { peerTools } from './peer-tools.js';

function say(message: PeerMessage): void {
  process.send?.(message);
}

process.once('message', (order: PeerOrder) => {
  if (order.kind !== 'work') return;
  const { work } = order;
  process.on('message', (next: PeerOrder) => {
    const peer = next.kind === 'peer' ? peers.find(({ name }) => name === next.name) : undefined;
    if (peer === undefined) return;
    const tried = (): void => {
      say({ kind: 'tried', peer: peer.name });
    };
    askPeer(peer, work, peerTools, tried).then(
      (answer) => {
        say({ kind: 'answered', answer });
      },
      (error: unknown) => {
        say({ kind: 'failed', peer: peer.name, message: messageOf(error) });
      },
    );
  });
});
process.once('disconnect', () => process.exit());
// Ctrl-C reaches every process of the terminal; the one that started this ends it.
process.on('SIGINT', () => undefined);
