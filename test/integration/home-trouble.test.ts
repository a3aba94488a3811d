import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { run, type Outcome } from '../e2e/command-line.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { serversTimeout } from '../support/servers.js';

/** The environment less what would name other servers or another folder. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !['NEO4J_URI', 'REDIS_URL', 'ALONGSIDE_HOME'].includes(name)),
);

/** One sentence on stderr, and no trace of where in the program it came from. */
function expectSentence({ code, stderr }: Outcome, sentence: RegExp): void {
  expect(code).to.equal(1);
  expect(stderr).to.match(sentence);
  expect(stderr).to.not.match(/^ +at /m);
}

describe('a home that is a file', () => {
  const folder = temporaryFolder();
  for (const args of [['up'], ['down'], ['status'], ['recommend', 'x'], ['models', 'use', 'untrained']]) {
    it(`is told by "${args.join(' ')}", and stays as it is`, async () => {
      const home = join(folder(), 'file');
      writeFileSync(home, 'not a folder');
      expectSentence(await run([...args, '--home', home], env), /is a file.*--home/);
      expect(readFileSync(home, 'utf8')).to.equal('not a folder');
    }).timeout(60_000);
  }
});

describe('a home whose record of servers is garbage', () => {
  const folder = temporaryFolder();
  for (const garbage of ['{"format": 1, "neo4j"', 'null', '{"format":1,"redis":{"port":"x"}}']) {
    it(`is told by up and down, and stays as it is: ${JSON.stringify(garbage)}`, async () => {
      const home = join(folder(), 'home');
      mkdirSync(home, { recursive: true, mode: 0o700 });
      writeFileSync(join(home, 'stack.json'), garbage, { mode: 0o600 });
      for (const command of ['up', 'down']) {
        expectSentence(await run([command, '--home', home], env), /stack\.json cannot be read.*--home/);
      }
      expect(readFileSync(join(home, 'stack.json'), 'utf8')).to.equal(garbage);
    }).timeout(60_000);
  }
});

describe('the disk of a home', function () {
  this.timeout(serversTimeout);
  const mounted: string[] = [];

  /** A disk of its own size; undefined where this user may not mount one. */
  function disk(options: string): string | undefined {
    const at = mkdtempSync(join(tmpdir(), 'alongside-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at], { stdio: 'ignore' });
    } catch {
      rmSync(at, { recursive: true });
      console.log(`      not checked on a disk with ${options}: this machine does not allow mounting`);
      return undefined;
    }
    mounted.push(at);
    return at;
  }

  afterEach(async () => {
    for (const at of mounted.splice(0)) {
      await run(['down', '--home', join(at, 'home')], env);
      // Lazily: the kernel may not be done yet with a server that has just ended.
      execFileSync('umount', ['-l', at]);
      rmSync(at, { recursive: true });
    }
  });

  it('that is read-only is told by whatever would write to it', async function () {
    const at = disk('size=1m,ro');
    if (at === undefined) this.skip();
    for (const args of [['up'], ['models', 'use', 'untrained']]) {
      expectSentence(await run([...args, '--home', join(at, 'home')], env), /cannot be written.*--home/);
    }
  });

  it('that is full is told, and loses nothing: with space again, down and up bring the home back', async function () {
    const at = disk('size=200m');
    if (at === undefined) this.skip();
    const home = join(at, 'home');
    const command = (...args: string[]): Promise<Outcome> => run([...args, '--home', home], env);
    expect(await command('up')).to.have.property('code', 0);
    const key = await command('keys', 'create', '--scope', 'read', '--name', 'before', '--json');
    expect(key.code, key.stderr).to.equal(0);
    const filler = join(at, 'filler');
    fill(filler, at);
    expectSentence(await command('models', 'use', 'untrained'), /No space is left.*--home/);
    // Redis notices with its next write to disk, a second later at most.
    let refused = await command('keys', 'create', '--scope', 'read', '--name', 'while full');
    for (let tries = 0; refused.code === 0 && tries < 20; tries++) {
      refused = await command('keys', 'create', '--scope', 'read', '--name', 'while full');
    }
    expectSentence(refused, /Redis.*(disk|space)/i);
    rmSync(filler);
    expect(await command('down')).to.have.property('code', 0);
    expect(await command('up')).to.have.property('code', 0);
    expect((await command('keys', 'list')).stdout).to.contain('before');
    expect(await command('keys', 'create', '--scope', 'read')).to.have.property('code', 0);
    expect(await command('status')).to.have.property('code', 0);
  });
});

/** Writes until nothing more fits. */
function fill(path: string, at: string): void {
  const { bavail, bsize } = statfsSync(at);
  writeFileSync(path, Buffer.alloc(Math.max(0, bavail * bsize - 64 * 1024)));
  for (let i = 0; statfsSync(at).bavail > 0 && i < 100; i++) {
    try {
      writeFileSync(path, Buffer.alloc(4096), { flag: 'a' });
    } catch {
      return;
    }
  }
}
