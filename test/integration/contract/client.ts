import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { ContractFixture } from './contract-fixture.js';
import { GeneratedClient } from './generated-client.js';

/** Uses each kind of call as a shop's engineer would, through the generated types. */
const program = `
import createClient from 'openapi-fetch';
import type { components, paths } from './alongside.js';

type List = components['schemas']['List'];

export async function useClient(baseUrl: string): Promise<{ titles: string[]; code: string; live: string; basket: number }> {
  const alongside = createClient<paths>({ baseUrl });
  const list = await alongside.GET('/v1/products/{id}/also-consider', {
    params: { path: { id: 'tents-001' }, query: { limit: 3, excludeCategory: ['sports', 'pets'], maxPerCategory: 1 } },
  });
  const titles = (list.data as List).items.map((item) => item.title);
  const missing = await alongside.GET('/v1/products/{id}/also-consider', { params: { path: { id: 'no such thing/?#' } } });
  const code: string = missing.error?.code ?? '';
  const basket = await alongside.POST('/v1/also-consider', { body: { products: ['tents-001'], limit: 4 } });
  const versions = await alongside.GET('/v1/versions');
  const live = versions.data?.snapshots.find((snapshot) => snapshot.live)?.id ?? '';
  return { titles, code, live, basket: basket.data?.items.length ?? 0 };
}
`;

/** What the types must refuse: a parameter that does not exist, one of another type, a path that does not exist. */
const mistakes = [
  "alongside.GET('/v1/products/{id}/also-consider', { params: { path: { id: 'x' }, query: { colour: 'red' } } })",
  "alongside.GET('/v1/products/{id}/also-consider', { params: { path: { id: 'x' }, query: { limit: 'many' } } })",
  "alongside.GET('/v1/product/{id}/also-consider', { params: { path: { id: 'x' } } })",
  "alongside.POST('/v1/also-consider', {})",
  "alongside.POST('/v1/also-consider/batch', { body: { queries: [{ products: 'x' }] } })",
  "alongside.PUT('/v1/rules', { body: { rules: [] } })",
  "(await alongside.GET('/v1/versions')).error?.code === 'unknown-product'",
];

/** A client made from the document alone compiles, and works. */
export function clientOfTheContract(fixture: () => ContractFixture): void {
  describe('by a generated client', () => {
    const client = new GeneratedClient('generated-client');
    before(() => client.generate(fixture().server.url));
    after(() => client.remove());

    it('is compiled against, and answers, in types and in values', async () => {
      expect(await client.compile('use-client', program)).to.deep.equal([]);
      const { useClient } = (await import(pathToFileURL(client.programOf('use-client')).href)) as {
        useClient: (url: string) => Promise<{ titles: string[]; code: string; live: string; basket: number }>;
      };
      const used = await useClient(fixture().server.url);
      expect(used.titles).to.have.length(3);
      expect(used).to.include({ code: 'unknown-product', basket: 4 });
      expect(used.live).to.equal(await fixture().redis.get('alongside:live'));
    });

    it('refuses mistakes before they are made', async () => {
      const lines = mistakes.map((mistake) => `void (async () => ${mistake});`);
      const head = "import createClient from 'openapi-fetch';\nimport type { paths } from './alongside.js';\n";
      const found = await client.compile(
        'mistakes',
        `${head}const alongside = createClient<paths>();\n${lines.join('\n')}\nexport {};\n`,
      );
      expect(found, found.join('\n')).to.have.length(mistakes.length);
    });
  });
}
