import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { packageRoot } from '../../../src/core/index.js';
import { KeyStore } from '../../../src/serving/keys/index.js';
import { ask, type Reply } from '../../serving/http/api-fixture.js';
import type { ContractFixture } from './contract-fixture.js';
import { GeneratedClient } from './generated-client.js';

const folder = join(packageRoot, 'docs', 'guides');
const guides = new Map(
  readdirSync(folder).map((file) => [file.replace(/\.md$/, ''), readFileSync(join(folder, file), 'utf8')]),
);
const WRITTEN_URL = 'http://127.0.0.1:3000';

/** What the guides tell a reader to do works, as it stands there. */
export function guidesOfTheContract(fixture: () => ContractFixture): void {
  describe('in its guides', () => {
    const client = new GeneratedClient('guides-client');
    const url = (): string => fixture().server.url;
    let key = '';
    before(async () => {
      key = (await new KeyStore(fixture().redis, () => new Date()).create(['read', 'events', 'admin'])).key;
      await client.generate(url());
    });
    after(async () => {
      await client.remove();
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const { headers: current } = await ask(`${url()}/v1/rules`, { headers });
      const match = { ...headers, 'if-match': current.get('etag') ?? '' };
      await ask(`${url()}/v1/rules`, { method: 'PUT', headers: match, body: '{"rules": []}' });
    });

    for (const [name, markdown] of guides) {
      const programs = blocksOf(markdown, 'ts');
      if (programs.length > 0) {
        it(`has a program in "${name}" that compiles, and runs`, async () => {
          const source = [...preludeOf(name), ...programs].join('\n').replaceAll(WRITTEN_URL, url());
          expect(await client.compile(name, source)).to.deep.equal([]);
          expect(await client.run(name, { ALONGSIDE_KEY: key })).to.match(/\S/);
        }).timeout(120_000);
      }
      for (const command of commandsOf(markdown)) {
        it(`has a command in "${name}" that is answered: ${command.slice(0, 90)}`, async () => {
          const reply = await runCurl(command.replaceAll(WRITTEN_URL, url()).replaceAll('ak_…', key));
          expect(reply.status, reply.text).to.be.oneOf([200, 202]);
        });
      }
    }

    it('leads from the list of guides to each of them, and from each to what it names', async () => {
      const list = await (await fetch(`${url()}/docs/guides`)).text();
      for (const name of guides.keys()) if (name !== 'index') expect(list).to.contain(`href="guides/${name}"`);
      for (const name of guides.keys()) {
        const address = `${url()}/docs/guides${name === 'index' ? '' : `/${name}`}`;
        const html = await (await fetch(address)).text();
        for (const [, href] of html.matchAll(/href="(?!data:|https:)([^"]+)"/g)) {
          expect(await fetch(new URL(href, address)), `${href} in ${name}`).to.have.property('status', 200);
        }
      }
    });
  });
}

/** The client that Getting started makes, with the key of its environment. */
function preludeOf(name: string): string[] {
  return name === 'getting-started' ? [] : blocksOf(guides.get('getting-started') ?? '', 'ts').slice(0, 1);
}

function blocksOf(markdown: string, language: string): string[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , text]) => text);
}

function commandsOf(markdown: string): string[] {
  return blocksOf(markdown, 'sh')
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
    .filter((line) => line.startsWith('curl '));
}

/** Asks what a command line asks, in the few words of curl that the guides use. */
function runCurl(command: string): Promise<Reply> {
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, bare]) => (quoted as string | undefined) ?? bare,
  );
  const headers = new Headers();
  const init: RequestInit = { headers };
  let address = '';
  for (let place = 1; place < words.length; place++) {
    const word = words[place];
    if (word === '-X') init.method = words[++place];
    else if (word === '-d') init.body = words[++place];
    else if (word === '-H') headers.set(...(words[++place].split(/:\s*/, 2) as [string, string]));
    else address = word;
  }
  return ask(address, init);
}
