import { expect } from 'chai';
import type { z } from 'zod';
import { operations, type Operation } from '../../../src/serving/http/index.js';
import type { OperationResponse } from '../../../src/serving/http/operation.js';
import { problemCodes } from '../../../src/serving/http/problems/catalogue.js';
import { problemMediaType, problemSchema } from '../../../src/serving/http/problems/problem.js';
import { KeyStore } from '../../../src/serving/keys/index.js';
import { ask } from '../../serving/http/api-fixture.js';
import { askExample, type ContractFixture } from './contract-fixture.js';

/** What the document says of an answer with this status: a call's own, else a problem. */
function answerAsDescribed(operation: Operation, status: number): { schema?: z.ZodType; mediaType: string } {
  const problem: OperationResponse = { description: '', schema: problemSchema, mediaType: problemMediaType };
  const { schema, mediaType = 'application/json' } =
    status in operation.responses ? operation.responses[status] : problem;
  return { ...(schema === undefined ? {} : { schema }), mediaType };
}

/** What the reference says is what the service does. */
export function documentOfTheContract(fixture: () => ContractFixture): void {
  describe('in its document', () => {
    let authorization = '';
    before(async () => {
      const { key } = await new KeyStore(fixture().redis, () => new Date()).create(['read', 'events', 'admin']);
      authorization = `Bearer ${key}`;
    });

    for (const operation of operations) {
      for (const example of operation.examples) {
        it(`is kept by the example of ${operation.id}: ${example.summary}`, async () => {
          const status = example.status ?? 200;
          const reply = await askExample(fixture().server.url, operation, example, { authorization });
          const text = await reply.text();
          expect(reply.status, text).to.equal(status);
          const { schema, mediaType } = answerAsDescribed(operation, status);
          if (schema === undefined && text === '') return;
          expect(reply.headers.get('content-type')).to.satisfy((type: string) => type.startsWith(mediaType));
          if (schema === undefined) return;
          const answer: unknown = mediaType.endsWith('json') ? JSON.parse(text) : text;
          expectToFit(schema, answer);
          if (example.answer !== undefined) expectToFit(schema, example.answer);
        });
      }
    }

    it('shows no answer that a call could not give', () => {
      for (const { responses } of operations) {
        for (const { schema, example } of Object.values(responses)) {
          if (schema !== undefined && example !== undefined) expectToFit(schema, example);
        }
      }
    });

    it('describes every call in OpenAPI 3.1, with what it takes, answers and refuses', async () => {
      const { body } = await ask(`${fixture().server.url}/openapi.json`);
      const { openapi, paths } = body as { openapi: string; paths: Record<string, Record<string, DescribedCall>> };
      expect(openapi).to.equal('3.1.1');
      for (const operation of operations) {
        const described = paths[operation.path][operation.method];
        expect(described.operationId).to.equal(operation.id);
        expect(Object.keys(described.responses)).to.include.members([
          ...Object.keys(operation.responses),
          '400',
          '500',
        ]);
        const names = (described.parameters ?? []).map(({ name }) => name);
        expect(names).to.have.members([
          ...fieldsOf(operation.params),
          ...fieldsOf(operation.query),
          ...fieldsOf(operation.requestHeaders),
        ]);
      }
      const ids = operations.map(({ id }) => id);
      expect(new Set(ids).size).to.equal(ids.length);
    });

    it('is drawn on a page that loads nothing from elsewhere, and may not', async () => {
      const { url } = fixture().server;
      const page = await fetch(`${url}/docs`);
      const html = await page.text();
      expect(page.headers.get('content-security-policy'))
        .to.contain("default-src 'none'")
        .and.contain("script-src 'self'");
      const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
      for (const address of loaded.filter((address) => !address.startsWith('data:'))) {
        expect(address).not.to.match(/^([a-z]+:)?\/\//);
        expect(await fetch(new URL(address, `${url}/docs`)), address).to.have.property('status', 200);
      }
      expect(html).not.to.match(/<script(?![^>]*src=)/);
    });

    it('leads to its pages by an address with a slash too, also under a prefix of a proxy', async () => {
      const { url } = fixture().server;
      for (const [address, page] of [
        ['/docs/', '/docs'],
        ['/docs/guides/', '/docs/guides'],
        ['/docs/guides/errors/?a=b', '/docs/guides/errors?a=b'],
      ]) {
        const { status, headers } = await fetch(`${url}${address}`, { redirect: 'manual' });
        expect(status, address).to.equal(308);
        const under = new URL(headers.get('location') ?? '', `https://shop.example/prefix${address}`);
        expect(under.href).to.equal(`https://shop.example/prefix${page}`);
        expect(await fetch(`${url}${address}`)).to.have.property('status', 200);
      }
      const { body } = await ask(`${url}/openapi.json`);
      const [server] = body['servers'] as { url: string }[];
      expect(new URL(server.url, 'https://shop.example/prefix/openapi.json').href).to.equal(
        'https://shop.example/prefix/',
      );
    });

    it('has a guide of every error', async () => {
      const html = await (await fetch(`${fixture().server.url}/docs/guides/errors`)).text();
      for (const code of problemCodes) expect(html).to.contain(`<td><code>${code}</code></td>`);
    });

    it('sends the headers that it describes, and describes those that a client needs', async () => {
      const { url } = fixture().server;
      const { body } = await ask(`${url}/openapi.json`);
      const { paths, components } = body as unknown as DescribedDocument;
      const described = (path: string, method: string, status: string): string[] => {
        const response = paths[path][method].responses[status];
        const { headers = {} } =
          '$ref' in response ? components.responses[response.$ref.split('/').at(-1) ?? ''] : response;
        return Object.keys(headers);
      };
      const list = await ask(`${url}/v1/products/tents-001/also-consider`);
      const names = described('/v1/products/{id}/also-consider', 'get', '200');
      expect(names).to.have.members(['ETag', 'X-Request-Id', 'RateLimit', 'RateLimit-Policy']);
      for (const name of names) expect(list.headers.has(name), name).to.equal(true);
      const refused = await ask(`${url}/v1/rules`);
      for (const name of described('/v1/rules', 'get', '401')) expect(refused.headers.has(name), name).to.equal(true);
      expect(described('/v1/rules', 'get', '401')).to.include('WWW-Authenticate');
      expect(described('/v1/rules', 'get', '429')).to.include('Retry-After');
    });

    it('lets no cache keep what is for one customer, and every browser ask again', async () => {
      for (const path of ['/v1/users/c00222/also-consider', '/v1/products/none/also-consider', '/v1/versions']) {
        const { headers } = await ask(`${fixture().server.url}${path}`);
        expect(headers.get('cache-control'), path).to.equal('private, no-cache');
      }
    });
  });
}

interface DescribedCall {
  readonly operationId: string;
  readonly responses: object;
  readonly parameters?: readonly { readonly name: string }[];
}

interface DescribedResponse {
  readonly headers?: object;
}

interface DescribedDocument {
  readonly paths: Record<
    string,
    Record<string, { readonly responses: Record<string, DescribedResponse | { readonly $ref: string }> }>
  >;
  readonly components: { readonly responses: Record<string, DescribedResponse> };
}

function fieldsOf(schema: z.ZodObject | undefined): string[] {
  return Object.keys(schema?.shape ?? {});
}

/** Valid, and without a field that the schema does not know. */
function expectToFit(schema: NonNullable<Operation['responses'][number]['schema']>, value: unknown): void {
  expect(schema.parse(value)).to.deep.equal(value);
}
