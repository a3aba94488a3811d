import { expect } from 'chai';
import express from 'express';
import { pino } from 'pino';
import { z } from 'zod';
import { json } from '../../../../src/serving/http/reply.js';
import { listen, type ListeningServer } from '../../../../src/serving/http/index.js';
import { operation } from '../../../../src/serving/http/operation.js';
import { beginRequests } from '../../../../src/serving/http/middleware/begin-requests.js';
import { addOperationRoutes, type RouteParts } from '../../../../src/serving/http/middleware/operation-routes.js';
import { problemHandler } from '../../../../src/serving/http/middleware/problem-handler.js';
import { ask } from '../api-fixture.js';

describe('a request that comes again', () => {
  let read: { addresses: number; bodies: number };
  let routes: string[];
  let server: ListeningServer;

  beforeEach(async () => {
    read = { addresses: 0, bodies: 0 };
    routes = [];
    const counted = (what: keyof typeof read) =>
      z.string().refine((text) => {
        read[what]++;
        return text.length < 10;
      });
    const common = {
      tag: 'Service',
      scope: 'none',
      summary: '',
      responses: { 200: { description: '' } },
      examples: [],
    } as const;
    const get = operation({
      ...common,
      id: 'get',
      method: 'get',
      path: '/things/{id}',
      params: z.strictObject({ id: z.string() }),
      query: z.strictObject({ as: counted('addresses').optional() }),
      handle:
        ({ params, query }) =>
        () =>
          json([params.id, query.as]),
    });
    const post = operation({
      ...common,
      id: 'post',
      method: 'post',
      path: '/things',
      body: z.strictObject({ name: counted('bodies') }),
      handle:
        ({ body }) =>
        () =>
          json(body.name),
    });
    const app = express();
    const metrics = {
      requestEnded: (_method: string, route: string) => routes.push(route),
      problemAnswered: () => undefined,
    };
    const logger = pino({ level: 'silent' });
    app.use(beginRequests(logger, metrics));
    addOperationRoutes(app, [get, post], {
      access: {},
      settings: { answerSeconds: 1 },
      services: { redisAway: () => false },
    } as unknown as RouteParts);
    app.use(problemHandler(logger, metrics));
    server = await listen(app, 0);
  });
  afterEach(() => server.close());

  const get = async (path: string): Promise<string> => (await ask(`${server.url}${path}`)).text;
  const post = (body: string): ReturnType<typeof ask> =>
    ask(`${server.url}/things`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

  it('is answered the same, its address read once, and goes to the same route', async () => {
    for (let time = 0; time < 3; time++) expect(await get('/things/a?as=x')).to.equal('["a","x"]');
    expect(read.addresses).to.equal(1);
    expect(routes).to.deep.equal(['/things/{id}', '/things/{id}', '/things/{id}']);
  });

  it('is told from every other address', async () => {
    for (let time = 0; time < 2; time++) {
      expect(await get('/things/a?as=x')).to.equal('["a","x"]');
      expect(await get('/things/a?as=y')).to.equal('["a","y"]');
      expect(await get('/things/b?as=x')).to.equal('["b","x"]');
      expect(await get('/things/a')).to.equal('["a",null]');
    }
  });

  it('is refused each time where its address is not valid, and for another method', async () => {
    for (let time = 1; time <= 2; time++) {
      expect((await ask(`${server.url}/things/a?as=${'x'.repeat(10)}`)).status).to.equal(400);
      expect(read.addresses).to.equal(time);
    }
    await get('/things/c');
    expect((await ask(`${server.url}/things/c`, { method: 'DELETE' })).status).to.equal(405);
    expect((await fetch(`${server.url}/things/c`, { method: 'HEAD' })).status).to.equal(200);
  });

  it('has its body read once, byte for byte the same', async () => {
    for (const name of ['x', 'é', 'x', 'é', 'Ã©']) expect((await post(JSON.stringify({ name }))).body).to.equal(name);
    expect(read.bodies).to.equal(3);
    expect((await post(' {"name": "x"}')).body).to.equal('x');
    expect(read.bodies).to.equal(4);
  });

  it('has its body refused each time where that is not valid', async () => {
    for (let time = 0; time < 2; time++) expect((await post('{"name": 1}')).status).to.equal(400);
    for (let time = 0; time < 2; time++) expect((await post('{"name": ')).status).to.equal(400);
    expect((await ask(`${server.url}/things`, { method: 'POST', body: '{"name":"x"}' })).status).to.equal(415);
  });
});
