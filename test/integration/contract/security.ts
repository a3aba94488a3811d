import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { listen, operations, type Operation } from '../../../src/serving/http/index.js';
import { countGraph } from '../../../src/storage/neo4j/index.js';
import { problemCodesOf } from '../../../src/serving/http/openapi/problem-responses.js';
import { httpErrors } from '../../../src/core/index.js';
import { ask, testApi } from '../../serving/http/api-fixture.js';
import { askExample, type ContractFixture } from './contract-fixture.js';

/** What must do no harm wherever text is taken. */
const harmful: Readonly<Record<string, string>> = {
  'a header': 'x\r\nSet-Cookie: stolen=1\r\n\r\n',
  'a line break': 'x\ny',
  Cypher: "x'}) DETACH DELETE p //",
  'a Cypher parameter': '$userId',
  'a Redis command': 'x\r\nFLUSHALL\r\n',
  'a path': '../../../etc/passwd',
  'an encoded path': '..%2f..%2f',
  'a prototype': '__proto__',
  'ten kilobytes': 'x'.repeat(10_000),
  'a zero': 'x\0y',
  'half a character': '\ud800',
  markup: '<script>alert(1)</script>',
  nothing: '',
};

/** Sends bytes as they are; resolves with all that comes back when the connection is closed. */
function sendRaw(url: string, parts: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (received += part));
    socket.on('close', () => {
      resolve(received);
    });
    socket.on('error', reject);
    for (const part of parts) socket.write(part);
  });
}

/** Hostile requests, tried. */
export function securityOfTheContract(fixture: () => ContractFixture): void {
  describe('against hostile requests', () => {
    const url = (): string => fixture().server.url;
    const lists = (): string => `${url()}/v1/also-consider`;
    const postRaw = (body: string | Buffer, headers: Record<string, string> = {}): ReturnType<typeof ask> =>
      ask(lists(), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : new Uint8Array(body),
      });

    for (const operation of operations) {
      for (const [part, name] of textsOf(operation)) {
        it(`takes nothing for a command in ${part} ${name} of ${operation.id}`, async () => {
          const before = await stored(fixture());
          for (const [what, text] of Object.entries(harmful)) {
            // No address can say it.
            if (part === 'params' && what === 'half a character') continue;
            const [example] = operation.examples;
            const changed = {
              ...example,
              [part]: { ...(example[part] as object), [name]: valueLike(example[part], name, text) },
            };
            const reply = await askExample(url(), operation, changed).catch((error: unknown) => error as Error);
            if (reply instanceof Error) throw new Error(`${what}: ${reply.message}`);
            const { code } = (await reply.json()) as { code?: string };
            expect(reply.headers.get('set-cookie'), what).to.equal(null);
            if (reply.status === 200) continue;
            // An empty part of a path is another path.
            const codes: string[] = [
              ...problemCodesOf(operation),
              ...(text === '' ? ['not-found', 'method-not-allowed'] : []),
            ];
            expect(codes, `${what}: ${String(reply.status)}`).to.include(code);
            expect(reply.status, what).to.be.lessThan(500);
          }
          expect(await stored(fixture())).to.deep.equal(before);
        });
      }
    }

    it('names a request itself where its name could harm', async () => {
      for (const name of ['x'.repeat(129), 'a b', '<b>', '"']) {
        const reply = await ask(`${url()}/healthz`, { headers: { 'x-request-id': name } });
        expect(reply.headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/);
      }
      const named = await ask(`${url()}/v1/products/x/also-consider`, { headers: { 'x-request-id': 'shop:42.a-b' } });
      expect(named.headers.get('x-request-id')).to.equal('shop:42.a-b');
      expect(named.body['requestId']).to.equal('shop:42.a-b');
    });

    it('lets no body reach the prototype of objects', async () => {
      for (const body of [
        '{"__proto__": {"polluted": 1}, "products": ["tents-001"]}',
        '{"products": ["tents-001"], "constructor": {"prototype": {"polluted": 1}}}',
        '{"products": ["tents-001"], "\\u005f_proto__": {"polluted": 1}}',
      ]) {
        expect((await postRaw(body)).body, body).to.include({ status: 400, code: 'invalid-request' });
      }
      for (const query of ['__proto__=x', '__proto__[polluted]=1', 'constructor=x', 'limit[a]=1']) {
        const reply = await ask(`${url()}/v1/products/tents-001/also-consider?${query}`);
        expect(reply.body, query).to.include({ status: 400, code: 'invalid-request' });
      }
      expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    });

    it('reads no body that is too long, too deep, packed too tightly, or no JSON', async () => {
      const long = JSON.stringify({ products: ['x'.repeat(70_000)] });
      expect((await postRaw(long)).body).to.include({ status: 413, code: 'body-too-large' });
      const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
      expect((await postRaw(bomb, { 'content-encoding': 'gzip' })).body).to.include({ code: 'body-too-large' });
      for (const [open, close] of [
        ['[', ']'],
        ['{"a":', '}'],
      ]) {
        const deep = `${open.repeat(10_000)}1${close.repeat(10_000)}`;
        expect((await postRaw(deep)).body).to.include({ status: 400, code: 'invalid-request' });
      }
      for (const body of ['', '{', 'null', '{"products": ["\\ud800"', '\u0000', '[1,2]']) {
        expect((await postRaw(body)).body, body).to.include({ status: 400, code: 'invalid-request' });
      }
      expect((await postRaw(Buffer.from([0x22, 0xff, 0xfe, 0x22]))).body).to.include({ status: 400 });
      const form = await postRaw('products=x', { 'content-type': 'application/x-www-form-urlencoded' });
      expect(form.body).to.include({ status: 415, code: 'unsupported-media-type' });
      const packed = await postRaw('{}', { 'content-encoding': 'zip' });
      expect(packed.body).to.include({ status: 415, code: 'unsupported-media-type' });
    });

    it('answers what is no request of HTTP, or has too many headers, and closes', async () => {
      const garbage = await sendRaw(url(), ['NONSENSE\r\n\r\n']);
      expect(garbage)
        .to.match(/^HTTP\/1\.1 400 /)
        .and.contain('"code":"invalid-request"');
      const large = await sendRaw(url(), [`GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`]);
      expect(large)
        .to.match(/^HTTP\/1\.1 431 /)
        .and.contain('"code":"headers-too-large"');
    });

    it('does not wait for clients that send slowly', async () => {
      const api = testApi({ redis: fixture().redis });
      const times = { headers: 200, request: 400, idle: 2000 };
      const server = await listen(api.app, 0, '127.0.0.1', times);
      const started = performance.now();
      const slow = await Promise.all([
        sendRaw(server.url, ['GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ']),
        sendRaw(server.url, [
          'POST /v1/also-consider HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"pro',
        ]),
      ]);
      // The two were answered and closed by the server: it is not the client that ended them.
      for (const answer of slow)
        expect(answer)
          .to.match(/^HTTP\/1\.1 408 /)
          .and.contain('"code":"request-timeout"');
      expect(performance.now() - started).to.be.lessThan(30_000);
      await server.close();
      api.close();
    });

    it('keeps to the documents that it knows, whatever the path says', async () => {
      for (const path of [
        '/docs/guides/..%2f..%2fpackage.json',
        '/docs/guides/%2e%2e%2f%2e%2e%2fREADME',
        '/docs/guides/errors%00.md',
        '/docs/guides/__proto__',
        '/docs/guides/constructor',
        '/docs/assets/..%2f..%2fpackage.json',
        '/docs/assets/package.json',
        '/docs/assets/..%5c..%5cpackage.json',
        '/docs/assets/%252e%252e%252fpackage.json',
        '/docs/../../package.json',
        '/docs/guides/../../../package.json',
        '//etc/passwd',
      ]) {
        const answer = await sendRaw(url(), [`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`]);
        expect(answer, path)
          .to.match(/^HTTP\/1\.1 404 /)
          .and.contain('"code":"not-found"');
      }
    });

    it('says which methods an address takes', async () => {
      const refused = await ask(lists(), { method: 'DELETE' });
      expect(refused.body).to.include({ status: 405, code: 'method-not-allowed' });
      expect(refused.headers.get('allow')).to.equal('POST, OPTIONS');
      const options = await fetch(`${url()}/healthz`, { method: 'OPTIONS' });
      expect(options).to.have.property('status', 204);
      expect(options.headers.get('allow')).to.equal('GET, HEAD, OPTIONS');
      const head = await fetch(`${url()}/healthz`, { method: 'HEAD' });
      expect(head).to.have.property('status', 200);
    });

    it('answers in the forms that a client takes, or says that it cannot', async () => {
      const taken = await ask(`${url()}/healthz`, { headers: { accept: 'text/html, application/json;q=0.5' } });
      expect(taken).to.have.property('status', 200);
      const refused = await ask(`${url()}/healthz`, { headers: { accept: 'image/png' } });
      expect(refused.body).to.include({ status: 406, code: 'not-acceptable' });
    });

    it('says nothing that would help an attacker in its headers', async () => {
      const { headers } = await ask(`${url()}/v1/products/tents-001/also-consider`);
      expect(headers.get('x-powered-by')).to.equal(null);
      expect(headers.get('server')).to.equal(null);
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('content-security-policy')).to.equal("default-src 'none';frame-ancestors 'none'");
    });

    it('has every code that it answers in the list, each with its own status', () => {
      for (const operation of operations) {
        for (const code of problemCodesOf(operation)) expect(httpErrors).to.have.property(code);
      }
    });
  });
}

/** What the shop's data amounts to. */
async function stored({ graph, redis }: ContractFixture): Promise<object> {
  return { graph: await countGraph(graph), keys: (await redis.keys('alongside:*')).sort() };
}

/** Where a call takes text: the parts of its path, its query and its body. */
function textsOf({ params, query, body }: Operation): ['params' | 'query' | 'body', string][] {
  const fields = (schema: unknown): string[] =>
    schema !== null && typeof schema === 'object' && 'shape' in schema ? Object.keys(schema.shape as object) : [];
  return [
    ...fields(params).map((name): ['params', string] => ['params', name]),
    ...fields(query).map((name): ['query', string] => ['query', name]),
    ...fields(body).map((name): ['body', string] => ['body', name]),
  ];
}

/** The text in the shape that the example gives the field, so that it gets past the first check. */
function valueLike(part: unknown, name: string, text: string): unknown {
  const said: unknown = (part as Record<string, unknown> | undefined)?.[name];
  return Array.isArray(said) || name.endsWith('ategory') || name === 'products' ? [text] : text;
}
