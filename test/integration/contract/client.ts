import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { packageRoot } from '../../../src/kernel/index.js';
import type { ContractFixture } from './contract-fixture.js';

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
];

/** A client made from the document alone compiles, and works. */
export function clientOfTheContract(fixture: () => ContractFixture): void {
  describe('by a generated client', () => {
    // Inside the package, so that the program finds openapi-fetch; what is built is not committed.
    const folder = join(packageRoot, 'dist', 'generated-client');
    before(async () => {
      await mkdir(folder, { recursive: true });
      const types = await openapiTS(new URL(`${fixture().server.url}/openapi.json`));
      await writeFile(join(folder, 'alongside.d.ts'), astToString(types));
    });
    after(() => rm(folder, { recursive: true }));

    /** Compiles a file of the folder; returns what the compiler has against it. */
    async function compile(name: string, source: string): Promise<string[]> {
      const file = join(folder, name);
      await writeFile(file, source);
      const compiled = ts.createProgram([file], {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.NodeNext,
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        types: [],
        lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      });
      compiled.emit();
      return ts
        .getPreEmitDiagnostics(compiled)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    }

    it('is compiled against, and answers, in types and in values', async () => {
      expect(await compile('use-client.ts', program)).to.deep.equal([]);
      const { useClient } = (await import(pathToFileURL(join(folder, 'use-client.js')).href)) as {
        useClient: (url: string) => Promise<{ titles: string[]; code: string; live: string; basket: number }>;
      };
      const used = await useClient(fixture().server.url);
      expect(used.titles).to.have.length(3);
      expect(used).to.include({ code: 'unknown-product', basket: 4 });
      expect(used.live).to.equal(await fixture().redis.get('alongside:live'));
    });

    it('refuses mistakes before they are made', async () => {
      const lines = mistakes.map((mistake) => `await ${mistake};`);
      const head = "import createClient from 'openapi-fetch';\nimport type { paths } from './alongside.js';\n";
      const found = await compile(
        'mistakes.ts',
        `${head}const alongside = createClient<paths>();\n${lines.join('\n')}\nexport {};\n`,
      );
      expect(found).to.have.length.of.at.least(mistakes.length);
    });
  });
}
