import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import {
  identityOf,
  isRunning,
  signalProcess,
  type ProcessIdentity,
} from '../../../src/operations/home/process-identity.js';
import { lastWords, startServer, stopServer } from '../../../src/operations/local-servers/server-process.js';

describe('server process', () => {
  let folder: string;
  let started: ProcessIdentity[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'process-'));
    started = [];
  });

  afterEach(() => {
    for (const identity of started) signalProcess(identity, 'SIGKILL');
    rmSync(folder, { recursive: true });
  });

  function start(script: string, record: (identity: ProcessIdentity) => void = () => undefined): ProcessIdentity {
    const logFile = join(folder, 'log');
    const command = { program: process.execPath, args: ['-e', script], folder, logFile, env: process.env };
    const identity = startServer(command, record);
    started.push(identity);
    return identity;
  }

  it('knows this process, and no process that is not there', () => {
    const me = identityOf(process.pid);
    expect(me && isRunning(me)).to.equal(true);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    expect(identityOf(pid)).to.equal(undefined);
  });

  it('leaves alone a process that has come to bear the same pid', async () => {
    const foreign = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    const former = { pid: foreign.pid!, born: 'another boot/12345' };
    expect(isRunning(former)).to.equal(false);
    expect(await stopServer(former, 1)).to.equal(false);
    expect(identityOf(former.pid)).to.not.equal(undefined);
    foreign.kill('SIGKILL');
  });

  it('counts the unreaped remains of a process as gone', async () => {
    // Only Linux shows the state of a process in a file that this test could compare with.
    if (process.platform !== 'linux') return;
    // The inner shell ends once its parent has become `sleep`, which never reaps it; the shell itself might have.
    const parent = spawn('/bin/sh', ['-c', '(sleep 0.3; exit 0) & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const pid = Number(String((await once(parent.stdout, 'data'))[0]));
      while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) await delay(20);
      expect(identityOf(pid)).to.equal(undefined);
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('records the identity that the server keeps, before the server runs', async () => {
    const file = join(folder, 'pid');
    let recorded: ProcessIdentity | undefined;
    const identity = start(
      `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setTimeout(() => {}, 60000)`,
      (each) => {
        recorded = each;
        expect(existsSync(file)).to.equal(false);
      },
    );
    while (!existsSync(file)) await delay(20);
    expect(recorded).to.deep.equal(identity);
    expect(isRunning(identity)).to.equal(true);
  });

  it('starts nothing when its starter dies before the identity is on record', async () => {
    const file = join(folder, 'ran');
    const module = new URL('../../../src/operations/local-servers/server-process.js', import.meta.url).href;
    const starter = join(folder, 'starter.mjs');
    writeFileSync(
      starter,
      `import { startServer } from ${JSON.stringify(module)};
      startServer({ program: '/bin/sh', args: ['-c', 'touch ${file}'], folder: '/', logFile: '${join(folder, 'log')}', env: process.env }, () => process.kill(process.pid, 'SIGKILL'));`,
    );
    expect(spawnSync(process.execPath, [starter]).signal).to.equal('SIGKILL');
    await delay(300);
    expect(existsSync(file)).to.equal(false);
  });

  it('asks first, and kills what does not listen', async () => {
    const polite = start(
      'process.on("SIGTERM", () => process.exit(0)); console.log("up"); setTimeout(() => {}, 60000)',
    );
    while (!lastWords(join(folder, 'log')).includes('up')) await delay(20);
    expect(await stopServer(polite, 10)).to.equal(true);
    const deaf = start('process.on("SIGTERM", () => {}); console.log("up"); setTimeout(() => {}, 60000)');
    while (!lastWords(join(folder, 'log')).includes('up')) await delay(20);
    expect(await stopServer(deaf, 0.2)).to.equal(true);
    expect(isRunning(deaf)).to.equal(false);
    expect(await stopServer(deaf, 0.2)).to.equal(false);
  });

  it('hands a server no settings or secrets of its starter', async () => {
    const logFile = join(folder, 'log');
    const env = { ...process.env, NEO4J_PASSWORD: 'secret', ALONGSIDE_HOME: 'x' };
    const script = 'console.log(Object.keys(process.env).join())';
    started.push(
      startServer({ program: process.execPath, args: ['-e', script], folder, logFile, env }, () => undefined),
    );
    while (!lastWords(logFile).includes('PATH')) await delay(20);
    expect(lastWords(logFile)).to.not.match(/NEO4J|ALONGSIDE/);
  });

  it('quotes the errors of a log before its last lines', () => {
    const file = join(folder, 'server.log');
    writeFileSync(file, 'one\nERROR port in use\nCaused by: BindException\ntwo\nthree\n');
    expect(lastWords(file)).to.equal('ERROR port in use\nCaused by: BindException');
    writeFileSync(file, 'one\ntwo\nthree\n');
    expect(lastWords(file, 2)).to.equal('two\nthree');
    expect(lastWords(join(folder, 'none'))).to.equal('');
  });
});
