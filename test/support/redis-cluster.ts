import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { redisForTests } from './redis-for-tests.js';

const SLOTS = 16_384;
const PASSWORD = 'of-a-test';

/** A Redis Cluster of masters on loopback, started for a test, with a password. */
export class TestCluster {
  private constructor(
    private readonly folder: string,
    private readonly processes: readonly ChildProcess[],
    readonly ports: readonly number[],
  ) {}

  static async start(nodes = 3): Promise<TestCluster> {
    const program = await redisForTests();
    const folder = await mkdtemp(join(tmpdir(), 'alongside-cluster-'));
    const ports = await Promise.all(Array.from({ length: nodes }, freePort));
    const processes = ports.map((port) => startNode(program, folder, port));
    const cluster = new TestCluster(folder, processes, ports);
    await cluster.join();
    return cluster;
  }

  /** The URL of one node. */
  get url(): string {
    return `redis://:${PASSWORD}@127.0.0.1:${String(this.ports[0])}`;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.processes.map(async (each) => {
        if (each.exitCode !== null || each.signalCode !== null) return;
        const ended = once(each, 'exit');
        each.kill('SIGKILL');
        await ended;
      }),
    );
    await rm(this.folder, { recursive: true, force: true });
  }

  private async join(): Promise<void> {
    const clients = this.ports.map((port) => new Redis({ port, password: PASSWORD, maxRetriesPerRequest: null }));
    for (const client of clients) client.on('error', () => undefined);
    const share = Math.ceil(SLOTS / clients.length);
    for (const [i, client] of clients.entries()) {
      const slots = Array.from({ length: SLOTS }, (_, slot) => slot).slice(i * share, (i + 1) * share);
      await client.cluster('ADDSLOTS', ...slots);
      if (i > 0) await client.call('CLUSTER', 'MEET', '127.0.0.1', String(this.ports[0]));
    }
    for (const client of clients) {
      while (!/cluster_state:ok[^]*cluster_known_nodes:(\d+)/.test(await client.cluster('INFO'))) await wait(50);
      while (String(await client.call('CLUSTER', 'NODES')).split('connected').length <= clients.length) await wait(50);
      client.disconnect();
    }
  }
}

function startNode(program: string, folder: string, port: number): ChildProcess {
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    requirepass: PASSWORD,
    masterauth: PASSWORD,
    'cluster-enabled': 'yes',
    'cluster-config-file': `nodes-${String(port)}.conf`,
    'cluster-node-timeout': '5000',
    save: '',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  return spawn(program, args, { stdio: 'ignore' });
}

/** Free, with the port above it by 10,000 that nodes talk to each other at. */
async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    if (port < 55_000) return port;
  }
}
