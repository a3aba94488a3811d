import express from 'express';
import { expect } from 'chai';
import { z } from 'zod';
import { listen, type ListeningServer } from '../../../../src/serving/http/index.js';
import { notFound, problemHandler } from '../../../../src/serving/http/middleware/problem-handler.js';
import { beginRequests } from '../../../../src/serving/http/middleware/begin-requests.js';
import { AlongsideError } from '../../../../src/core/index.js';
import { ask, post, recordedLog } from '../api-fixture.js';

describe('a problem document', () => {
  const { logger, lines } = recordedLog();
  const answered: string[] = [];
  let thrown: unknown;
  let server: ListeningServer;

  before(async () => {
    const app = express();
    app.use(beginRequests(logger, { requestEnded: () => undefined }));
    app.get('/throws', () => {
      throw thrown;
    });
    app.get('/items/:id', (request, response) => {
      response.json({ id: request.params.id });
    });
    app.post('/body', express.json({ limit: 100 }), (_request, response) => {
      response.json({});
    });
    app.use(notFound, problemHandler(logger, { problemAnswered: (code) => answered.push(code) }));
    server = await listen(app, 0);
  });
  after(() => server.close());

  const problem = async (error: unknown) => {
    thrown = error;
    return ask(`${server.url}/throws`, { headers: { 'x-request-id': 'r-1' } });
  };

  it('has the media type, status, code and sentence of the error that was thrown', async () => {
    const reply = await problem(new AlongsideError('unknown-product', 'The shop has no product "x".'));
    expect(reply.status).to.equal(404);
    expect(reply.type).to.contain('application/problem+json');
    expect(reply.body).to.deep.equal({
      type: 'urn:alongside:problem:unknown-product',
      title: 'Unknown product',
      status: 404,
      code: 'unknown-product',
      detail: 'The shop has no product "x".',
      requestId: 'r-1',
    });
  });

  it('is 503 while there is no snapshot to answer from', async () => {
    for (const code of ['no-snapshot', 'snapshot-missing', 'snapshot-corrupt', 'redis-unreachable'] as const) {
      expect((await problem(new AlongsideError(code, 'Later.'))).status).to.equal(503);
    }
  });

  it('names each field that is not valid', async () => {
    const parsed = z.strictObject({ limit: z.int().max(100) }).safeParse({ limit: 'many', colour: 'red' });
    const reply = await problem(parsed.error);
    expect(reply.status).to.equal(400);
    expect(reply.body).to.include({ code: 'invalid-request' });
    expect(reply.body['detail']).to.match(/limit: .+; colour: is not known here/);
    expect((reply.body['errors'] as { path: string }[]).map(({ path }) => path)).to.deep.equal(['limit', 'colour']);
  });

  it('tells a client nothing of a fault inside, which the log has', async () => {
    const before = lines().length;
    const reply = await problem(new Error('password of redis is hunter2'));
    expect(reply.status).to.equal(500);
    expect(reply.text).not.to.contain('hunter2');
    expect(JSON.stringify(lines().slice(before))).to.contain('hunter2');
  });

  it('hides errors of ours whose codes are not for clients', async () => {
    const reply = await problem(new AlongsideError('environment-missing', 'NEO4J_PASSWORD is missing.'));
    expect(reply.status).to.equal(500);
    expect(reply.text).not.to.contain('NEO4J_PASSWORD');
  });

  it('says what is wrong with a body or an address that cannot be read', async () => {
    expect((await post(`${server.url}/body`, '{"half": ')).body).to.include({ status: 400, code: 'invalid-request' });
    expect((await post(`${server.url}/body`, { long: 'x'.repeat(200) })).body).to.include({
      status: 413,
      code: 'body-too-large',
    });
    const encoded = await ask(`${server.url}/items/%E0%A4%A`);
    expect(encoded.body).to.include({ status: 400, code: 'invalid-request' });
    expect(encoded.body['detail']).to.contain('address');
  });

  it('answers an address where there is nothing', async () => {
    const reply = await ask(`${server.url}/nowhere?secret=1`);
    expect(reply.body).to.include({ status: 404, code: 'not-found', detail: 'There is nothing at GET /nowhere.' });
  });
});
