import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { AlongsideError, UsageError, noProgress } from '../../../src/core/index.js';
import { findServers, withoutPassword } from '../../../src/operations/home/index.js';
import { stackStatus, up } from '../../../src/operations/local-servers/index.js';
import { explainDiskError } from '../../../src/operations/home/disk-errors.js';
import { neo4jMemory, writeNeo4jConfiguration } from '../../../src/operations/local-servers/neo4j-configuration.js';
import { identityOf } from '../../../src/operations/home/process-identity.js';
import { compareVersions } from '../../../src/operations/local-servers/redis-binary.js';
import { StackFile } from '../../../src/operations/home/index.js';

describe('stack of a home', () => {
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'home-'));
  });

  afterEach(() => {
    rmSync(home, { recursive: true });
  });

  it('remembers each server in a file that only its owner reads', () => {
    const file = new StackFile(home);
    const redis = { version: '7.2.1', port: 2, password: 'b' };
    const neo4j = { version: '5.26.30', port: 1, password: 'a', process: { pid: 4, born: 'then' } };
    file.put('redis', redis);
    file.put('neo4j', neo4j);
    expect(new StackFile(home).read()).to.deep.equal({ format: 1, redis, neo4j });
    expect(statSync(join(home, 'stack.json')).mode & 0o777).to.equal(0o600);
  });

  it('knows its own servers after the home was moved, and none of theirs in a copy of it', () => {
    const [original, copy, moved] = ['original', 'copy', 'moved'].map((name) => join(home, name));
    const { pid, born } = identityOf(process.pid)!;
    const redis = { version: '7.2.1', port: 2, password: 'b' };
    new StackFile(original).put('redis', { ...redis, process: { pid, born } });
    cpSync(original, copy, { recursive: true });
    renameSync(original, moved);
    expect(new StackFile(moved).read().redis).to.deep.equal({ ...redis, process: { pid, born } });
    expect(new StackFile(copy).read().redis).to.deep.equal(redis);
  });

  it('refuses a file that it cannot read, and says what to do', () => {
    writeFileSync(join(home, 'stack.json'), '{"format": 1, "neo4j"');
    expect(() => new StackFile(home).read()).to.throw(
      AlongsideError,
      /cannot be read .* choose another one with --home/,
    );
    rmSync(join(home, 'stack.json'));
    mkdirSync(join(home, 'stack.json'));
    expect(() => new StackFile(home).read())
      .to.throw(AlongsideError)
      .with.property('code', 'stack-file-broken');
  });

  it('knows no servers where the home has none', async () => {
    expect(await findServers({ home, env: {} })).to.equal(undefined);
    expect(await stackStatus({ home, env: {} })).to.deep.equal({ neo4j: null, redis: null });
  });

  it('gives the address of a server only while its own process runs', async () => {
    const file = new StackFile(home);
    const env = { NEO4J_URI: 'bolt://elsewhere:7687', NEO4J_PASSWORD: 'p' };
    const me = identityOf(process.pid)!;
    file.put('redis', { version: '7.2.1', port: 6000, password: 'b', process: me });
    expect(await findServers({ home, env })).to.deep.equal({
      neo4j: { uri: 'bolt://elsewhere:7687', user: 'neo4j', password: 'p' },
      redis: { url: 'redis://:b@127.0.0.1:6000' },
    });
    file.put('redis', { version: '7.2.1', port: 6000, password: 'b', process: { ...me, born: 'before' } });
    expect(await findServers({ home, env })).to.equal(undefined);
  });

  it('shows a URL without its password', () => {
    expect(withoutPassword('redis://:secret@127.0.0.1:6379')).to.equal('redis://127.0.0.1:6379');
  });

  it('starts nothing before it has found all that it needs', async () => {
    const env = { ...process.env, NEO4J_URI: '', REDIS_URL: '', ALONGSIDE_NEO4J_VERSION: '4.4' };
    const error = await up({ home, env, progress: noProgress }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(UsageError);
    expect(new StackFile(home).read()).to.deep.equal({ format: 1 });
  });

  it('keeps Neo4j on loopback, with the sizes that the environment asks for', () => {
    const memory = neo4jMemory({ ALONGSIDE_NEO4J_HEAP: '2g', ALONGSIDE_NEO4J_PAGECACHE: '512m' });
    writeNeo4jConfiguration(home, '5.26', 4242, memory);
    const text = readFileSync(join(home, 'conf', 'neo4j.conf'), 'utf8');
    expect(memory.heap).to.equal('2g');
    expect(text).to.contain('server.bolt.listen_address=127.0.0.1:4242\n');
    expect(text).to.contain('server.memory.pagecache.size=512m\n');
    expect(text).to.contain('db.memory.transaction.max=1048576k\n');
    expect(text).to.contain('db.memory.transaction.total.max=1468006k\n');
    expect(text).to.contain('server.http.enabled=false\n');
    expect(() => neo4jMemory({ ALONGSIDE_NEO4J_HEAP: 'much' })).to.throw(UsageError, 'such as 768m or 2g');
  });

  it('orders versions by their numbers', () => {
    expect(['7.0.15', '6.2', '10.0', '6.2.11'].sort(compareVersions)).to.deep.equal([
      '6.2',
      '6.2.11',
      '7.0.15',
      '10.0',
    ]);
  });

  it('explains a full and a forbidden disk, and nothing else', () => {
    const errorOf = (code: string): Error => Object.assign(new Error(code), { code });
    expect(explainDiskError(errorOf('ENOSPC'), '/data', '--home')).to.have.property('code', 'disk-full');
    expect(explainDiskError(errorOf('EROFS'), '/data', '--home')).to.have.property('code', 'folder-not-writable');
    const other = errorOf('ECONNRESET');
    expect(explainDiskError(other, '/data', '--home')).to.equal(other);
  });
});
