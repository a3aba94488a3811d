import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { ServerAddress } from './network-fault.js';

/** What listens at an address, as far as it shows itself. `silent` takes connections and says nothing. */
export type Listener = 'redis' | 'neo4j' | 'http' | 'tls' | 'silent' | 'unknown';

/** Bolt's handshake: its magic number and the versions 5.0 to 5.4 and 4.4; Neo4j answers with the one that it chose. */
const BOLT = Buffer.from('6060b01700040405000004040000000000000000', 'hex');
const PING = Buffer.from('PING\r\n');

/** Finds out what listens at an address by greeting it in each language at once; an answer in one of them ends it. */
export async function listenerAt(address: ServerAddress, milliseconds: number): Promise<Listener> {
  const ping = answerTo(PING, address, milliseconds);
  const bolt = answerTo(BOLT, address, milliseconds);
  const secure = speaksTls(address, milliseconds);
  const known = [
    ping.then((answer) => certain('redis', isRedis(answer))),
    bolt.then((answer) => certain('neo4j', answer?.length === 4)),
    secure.then((spoken) => certain('tls', spoken)),
  ];
  return Promise.any(known).catch(async () => {
    const [toPing, toBolt] = await Promise.all([ping, bolt]);
    if (toPing?.toString('latin1').startsWith('HTTP/')) return 'http';
    return toPing === undefined && toBolt === undefined ? 'silent' : 'unknown';
  });
}

function certain(listener: Listener, spoken: boolean): Listener {
  if (!spoken) throw new Error(`no ${listener}`);
  return listener;
}

function isRedis(answer: Buffer | undefined): boolean {
  return /^[+-][A-Z]/.test(answer?.toString('latin1') ?? '');
}

/** The first bytes that come back; none where the connection was closed without any, undefined where nothing happened. */
function answerTo(greeting: Buffer, address: ServerAddress, milliseconds: number): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address, () => socket.write(greeting));
    ending(socket, milliseconds, resolve);
    socket.once('data', (bytes) => {
      resolve(bytes);
      socket.destroy();
    });
  });
}

function speaksTls({ host, port }: ServerAddress, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    // Nothing is sent but a greeting, so whose certificate it is does not matter here.
    const socket = connectSecurely({ host, port, rejectUnauthorized: false }, () => {
      resolve(true);
      socket.destroy();
    });
    ending(socket, milliseconds, () => {
      resolve(false);
    });
  });
}

function ending(socket: Socket, milliseconds: number, ended: (answer: Buffer | undefined) => void): void {
  const timer = setTimeout(() => {
    // After what came in while this thread was busy.
    setImmediate(() => {
      ended(undefined);
      socket.destroy();
    });
  }, milliseconds);
  socket
    .once('error', () => undefined)
    .once('close', () => {
      clearTimeout(timer);
      ended(Buffer.alloc(0));
    });
}
