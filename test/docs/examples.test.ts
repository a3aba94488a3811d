import { expect } from 'chai';
import { queryDecoder } from '../../src/serving/http/middleware/query-decoder.js';
import { operations, type Operation } from '../../src/serving/http/index.js';
import { generateSampleShop } from '../../src/shop/sample/index.js';
import { codeOf, page } from './pages.js';

/** The guides' requests are asked of a real service; these are for the larger shop of the demo. */
describe('the requests that README and docs/asking.md show', () => {
  const requests = ['README.md', 'docs/asking.md'].flatMap((path) => codeOf(page(path)).filter(isCurl));
  const shop = generateSampleShop({ orders: 0 });
  const products = new Set(shop.products.map(({ productId }) => productId));
  const categories = new Set(shop.categories.map(({ categoryId }) => categoryId));

  for (const request of new Set(requests)) {
    it(`ask for what the demo's shop has, in words that the call knows: ${request.slice(0, 90)}`, () => {
      const { params, query, body } = askedBy(request);
      expect(products).to.include.members([...params, ...(body?.products ?? [])]);
      expect(categories).to.include.members([query['category'] ?? [], query['excludeCategory'] ?? []].flat());
    });
  }
});

interface Asked {
  readonly params: readonly string[];
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: { readonly products: readonly string[] } | undefined;
}

function isCurl(code: string): boolean {
  return code.startsWith('curl ');
}

/** What a command line asks, read as the call reads it; throws for what no call takes. */
function askedBy(command: string): Asked {
  const url = new URL(/http:[^\s']+/.exec(command)?.[0] ?? '');
  const data = /-d '([^']*)'/.exec(command)?.[1];
  const [operation, params] = callAt(command.includes('-X POST') ? 'post' : 'get', url.pathname);
  const schema = operation.query;
  const words = Object.fromEntries(url.searchParams);
  return {
    params,
    query: schema === undefined ? {} : schema.parse(queryDecoder(schema)(words)),
    body: data === undefined ? undefined : (operation.body?.parse(JSON.parse(data)) as Asked['body']),
  };
}

function callAt(method: Operation['method'], path: string): readonly [Operation, string[]] {
  for (const operation of operations) {
    const match = new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    if (operation.method === method && match !== null) return [operation, match.slice(1)];
  }
  throw new Error(`There is no call ${method} ${path}.`);
}
