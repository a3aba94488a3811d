import { expect } from 'chai';
import type { z } from 'zod';
import { operations, type Operation } from '../../../src/api/index.js';
import type { OperationResponse } from '../../../src/api/operation.js';
import { problemMediaType, problemSchema } from '../../../src/api/problems/problem.js';
import { KeyStore } from '../../../src/keys/index.js';
import { ask } from '../../api/api-fixture.js';
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
      const { key } = await new KeyStore(fixture().redis, () => new Date()).create(['admin']);
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
          expect(reply.headers.get('content-type')).to.satisfy((type: string) => type.startsWith(mediaType));
          if (schema === undefined) return;
          const answer: unknown = mediaType.endsWith('json') ? JSON.parse(text) : text;
          expectToFit(schema, answer);
          if (example.answer !== undefined) expectToFit(schema, example.answer);
        });
      }
    }

    it('describes every call in OpenAPI 3.1, with what it takes, answers and refuses', async () => {
      const { body } = await ask(`${fixture().server.url}/openapi.json`);
      const { openapi, paths } = body as { openapi: string; paths: Record<string, Record<string, DescribedCall>> };
      expect(openapi).to.equal('3.1.1');
      for (const operation of operations) {
        const described = paths[operation.path][operation.method];
        expect(described.operationId).to.equal(operation.id);
        expect(Object.keys(described.responses)).to.include.members(['200', '400', '500']);
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

    it('has a guide for getting started and one of every error', async () => {
      const { url } = fixture().server;
      const list = await (await fetch(`${url}/docs/guides`)).text();
      const names = [...list.matchAll(/href="guides\/([^"]+)"/g)].map(([, name]) => name);
      expect(names).to.include.members(['getting-started', 'errors']);
      for (const name of names) {
        const html = await (await fetch(`${url}/docs/guides/${name}`)).text();
        expect(html, name).to.contain('<h1');
      }
    });
  });
}

interface DescribedCall {
  readonly operationId: string;
  readonly responses: object;
  readonly parameters?: readonly { readonly name: string }[];
}

function fieldsOf(schema: z.ZodObject | undefined): string[] {
  return Object.keys(schema?.shape ?? {});
}

/** Valid, and without a field that the schema does not know. */
function expectToFit(schema: NonNullable<Operation['responses'][number]['schema']>, value: unknown): void {
  expect(schema.parse(value)).to.deep.equal(value);
}
