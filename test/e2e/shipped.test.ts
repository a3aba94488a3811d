import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { keepLibrariesOf } from '../../scripts/release/native-libraries.js';
import { layOut } from '../../scripts/release/lay-out.js';
import { layOutModules } from '../../scripts/release/modules.js';
import { pathsOfImage, pathsOfPackage } from '../../scripts/release/shipped-paths.js';
import { connectionEnvironment, packageRoot, type ServerConnections } from '../../src/core/index.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { writeSmallShop } from '../integration/shop-fixture.js';
import { canMountReadOnly, onReadOnlyRoot } from '../support/read-only-root.js';
import { emptyServers, serversTimeout, testServers } from '../support/servers.js';

/** A command that serves until it is told to end, and what it has said. */
interface Running {
  readonly child: ChildProcess;
  said: string;
}

/** A shop's files, and one of its products. */
interface Shop {
  readonly folder: string;
  readonly productId: string;
}

describe('what is shipped, without the sources beside it', function () {
  this.timeout(serversTimeout);
  const folder = temporaryFolder();
  let servers: ServerConnections;
  let shop: Shop;

  before(async () => {
    servers = await testServers();
    const files = join(folder(), 'shop');
    const { products } = await writeSmallShop(files, { customers: 100, orders: 400 });
    shop = { folder: files, productId: products[0].productId };
  });
  beforeEach(() => emptyServers(servers));

  it("runs from the package's files, with servers of its own", async () => {
    const root = join(folder(), 'package');
    layOut({ root: packageRoot, paths: pathsOfPackage(JSON.parse(read('package.json'))), into: root });
    layOutModules(packageRoot, root);
    const home = join(folder(), 'package home');
    const env = withoutServers({ ALONGSIDE_HOME: home });
    const alongside = commandOf(root, (command) => command);
    try {
      await finished(alongside(['up'], env));
      await runsAll({ alongside, serving: alongside }, env, shop);
    } finally {
      await finished(alongside(['down'], env));
    }
  });

  it("runs from the image's files, with libraries of its platform alone, on a root that cannot be written", async function () {
    const root = join(folder(), 'image');
    layOut({
      root: packageRoot,
      paths: pathsOfImage(read('Dockerfile')).filter((path) => path !== 'node_modules'),
      into: root,
    });
    layOutModules(packageRoot, root);
    expect(keepLibrariesOf({ os: process.platform, cpu: process.arch }, join(root, 'node_modules'))).to.have.length(1);
    const writable = ['home', 'tmp'].map((name) => join(folder(), 'written', name));
    for (const path of writable) mkdirSync(path, { recursive: true });
    if (!canMountReadOnly(writable[0], root)) {
      console.log('      not checked on a read-only root: this machine does not allow mounting');
      return this.skip();
    }
    const env = {
      ...withoutServers(connectionEnvironment(servers)),
      ALONGSIDE_HOME: writable[0],
      TMPDIR: writable[1],
      HOME: '/nobody',
    };
    const alongside = commandOf(root, (command) => onReadOnlyRoot(command, writable));
    // The API only reads the home.
    const serving = commandOf(root, (command) => onReadOnlyRoot(command, [writable[1]]));
    await runsAll({ alongside, serving }, env, shop);
  });
});

type Command = (args: readonly string[], env: NodeJS.ProcessEnv) => Running;

function read(path: string): string {
  return readFileSync(join(packageRoot, path), 'utf8');
}

function withoutServers(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ['NEO4J_URI', 'NEO4J_USER', 'NEO4J_PASSWORD', 'REDIS_URL']) Reflect.deleteProperty(env, name);
  return { ...env, ...more };
}

function commandOf(root: string, inside: (command: readonly string[]) => readonly string[]): Command {
  return (args, env) => {
    const [program, ...rest] = inside([process.execPath, join(root, 'bin', 'alongside.js'), ...args]);
    // Not in the folder of the sources, where a package would be found that is not shipped.
    const child = spawn(program, rest, { env, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    const running: Running = { child, said: '' };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (running.said += text));
    return running;
  };
}

async function finished(running: Running): Promise<string> {
  const [code] = (await once(running.child, 'close')) as [number | null];
  expect(code, running.said).to.equal(0);
  return running.said;
}

/** Imports, works, embeds, serves, and asks for a list. */
async function runsAll(
  { alongside, serving }: Readonly<Record<'alongside' | 'serving', Command>>,
  env: NodeJS.ProcessEnv,
  { folder, productId }: Shop,
): Promise<void> {
  await finished(alongside(['import', folder], env));
  const worker = alongside(['worker'], env);
  const api = serving(['serve', '--port', '0'], env);
  try {
    await finished(alongside(['embed'], env));
    const address = await addressOf(api);
    const list = `/v1/products/${encodeURIComponent(productId)}/also-consider`;
    for (const path of ['/healthz', '/readyz', '/docs', '/openapi.json', list]) {
      expect((await fetch(`${address}${path}`)).status, `${path}\n${api.said}`).to.equal(200);
    }
  } finally {
    for (const { child } of [worker, api]) child.kill('SIGTERM');
    await Promise.all([finished(worker), finished(api)]);
  }
}

async function addressOf(api: Running): Promise<string> {
  for (;;) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(api.said);
    if (found !== null) return found[0];
    expect(api.child.exitCode, api.said).to.equal(null);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
