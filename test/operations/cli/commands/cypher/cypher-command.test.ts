import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exploreLibrary } from '../../../../../src/storage/neo4j/index.js';
import { onlyJson, run } from '../../../../e2e/command-line.js';

describe('the command cypher', function () {
  this.timeout(120_000);
  const library = exploreLibrary();

  it('lists every statement with its question, without any server', async () => {
    const { stdout, code } = await run(['cypher'], process.env);
    expect(code).to.equal(0);
    for (const { name, question } of library)
      expect(stdout)
        .to.match(new RegExp(`^${name} +`, 'm'))
        .and.contain(question);
    const listed = onlyJson(await run(['cypher', '--json'], process.env));
    expect(listed['statements']).to.have.length(library.length);
  });

  it('shows a statement as it is in its file', async () => {
    const { stdout } = await run(['cypher', 'hubs', '--show'], process.env);
    expect(stdout).to.equal(library.find(({ name }) => name === 'hubs')?.file);
  });

  const usage: Record<string, readonly [args: readonly string[], says: string]> = {
    'an unknown name, and says which may be meant': [['hub'], 'Did you mean hubs'],
    'an unknown parameter': [['hubs', '--param', 'most=3'], 'it takes limit'],
    'a parameter without a value': [['hubs', '--param', 'limit'], 'key=value'],
    'a name and a file at once': [['hubs', '--file', 'x'], 'not both'],
  };
  for (const [what, [args, says]] of Object.entries(usage)) {
    it(`refuses ${what}`, async () => {
      const { code, stderr, stdout } = await run(['cypher', ...args], process.env);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr).to.contain(says);
    });
  }

  it('refuses an empty file, before any server is asked', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'alongside-cypher-'));
    const file = join(folder, 'empty.cypher');
    await writeFile(file, '\n :param limit => 3;\n');
    const { code, stderr } = await run(['cypher', '--file', file], process.env);
    await rm(folder, { recursive: true });
    expect(code).to.equal(2);
    expect(stderr).to.contain(`${file} is empty`);
  });
});
