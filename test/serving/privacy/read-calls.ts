import { randomBits, randomKey } from '../../../src/core/index.js';
import { openApiDocument } from '../../../src/serving/http/openapi/document.js';
import { operations } from '../../../src/serving/http/operations/index.js';
import type { Operation, RequestContext } from '../../../src/serving/http/operation.js';
import type { SampleShop } from '../../../src/shop/sample/index.js';

/** A call and what it is asked with. */
export interface ReadCall {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Draws values for parameters by their names, and by their types where the name says nothing. */
class Values {
  private drawn = 0;
  private readonly key: ReturnType<typeof randomKey>;

  constructor(
    seed: number,
    private readonly shop: SampleShop,
    private readonly planted: readonly string[],
  ) {
    this.key = randomKey(seed, 'read calls');
  }

  one<Value>(values: readonly Value[]): Value {
    return values[randomBits(this.key, this.drawn++) % values.length];
  }

  of(name: string, schema: Schema, path: string): unknown {
    const { enum: choices, items, type, anyOf } = schema;
    if (type === 'array')
      return [this.of(name, items ?? {}, path), ...(this.one([0, 1]) === 1 ? [this.of(name, items ?? {}, path)] : [])];
    if (choices !== undefined) return this.one(choices);
    if (anyOf !== undefined) return this.of(name, this.one(anyOf), path);
    if (type === 'boolean') return this.one([true, false]);
    if (type === 'integer' || type === 'number') return this.number(name, schema);
    if (/categor/i.test(name) || /^(from|to)$/.test(name)) return this.one(this.shop.categories).categoryId;
    if (/brand/i.test(name)) return this.one(this.shop.products).brand;
    if (/user/i.test(name) || path.includes('/users/')) return this.one(this.shop.events).userId;
    // Half of the questions are about what the planted customer bought.
    return this.one([0, 1]) === 1 ? this.one(this.planted) : this.one(this.shop.products).productId;
  }

  private number(name: string, { minimum = 0, maximum = 100, default: usual }: Schema): unknown {
    if (name === 'days') return this.one([1, 7, 30, 60, 99, 100, 101, 365, 3650]);
    return this.one([minimum, Math.min(maximum, minimum + 3), Math.min(maximum, 20), usual ?? minimum]);
  }
}

/** Calls that read without a key, found in the document, with random parameters; a call that is added is among them. */
export function readCalls(seed: number, each: number, shop: SampleShop, planted: readonly string[]): ReadCall[] {
  const { paths = {} } = openApiDocument(operations);
  const values = new Values(seed, shop, planted);
  return operations.filter(isOpen).flatMap((operation) => {
    const described = paths[operation.path][operation.method as 'get'];
    const parameters = (described?.parameters ?? []) as {
      name: string;
      in: string;
      required?: boolean;
      schema: Schema;
    }[];
    const content = (described?.requestBody as { content?: Record<string, { schema: Schema }> } | undefined)?.content;
    return Array.from({ length: each }, (): ReadCall => {
      const drawn = (place: string): Record<string, unknown> =>
        Object.fromEntries(
          parameters
            .filter((parameter) => parameter.in === place && parameter.name !== 'cursor')
            .filter(({ required }) => required === true || values.one([0, 0, 1]) === 1)
            .map(({ name, schema }) => [name, values.of(name, schema, operation.path)]),
        );
      const body = content === undefined ? undefined : bodyOf(values, content['application/json'].schema, operation);
      return { operation, params: drawn('path'), query: drawn('query'), body };
    });
  });
}

function isOpen({ scope, path, method }: Operation): boolean {
  return scope === 'read' && !path.includes('/users/') && ['get', 'post'].includes(method);
}

function bodyOf(values: Values, schema: Schema, { path }: Operation): unknown {
  const { properties = {} } = schema;
  if ('queries' in properties)
    return { queries: [1, 2].map(() => bodyOf(values, properties['queries'].items ?? {}, { path } as Operation)) };
  const chosen = Object.entries(properties).filter(
    ([name]) => name !== 'cursor' && name !== 'user' && (name === 'products' || values.one([0, 0, 1]) === 1),
  );
  return Object.fromEntries(chosen.map(([name, each]) => [name, values.of(name, each, path)]));
}

/** What a call answers, or the code of what it throws. */
export async function answerTo(
  { operation, params, query, body }: ReadCall,
  context: RequestContext,
): Promise<unknown> {
  try {
    const input = {
      params: operation.params?.parse(params) ?? {},
      query: operation.query?.parse(query) ?? {},
      body: operation.body?.parse(body),
    };
    const { content } = await operation.handle(input)(context);
    return JSON.parse(String(content)) as unknown;
  } catch (error) {
    return { failed: String((error as { code?: string }).code ?? error) };
  }
}
