import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect } from 'chai';
import { listen, startTracing, type ListeningServer } from '../../../../src/serving/http/index.js';
import type { RunningTracing } from '../../../../src/serving/http/tracing/start-tracing.js';
import { beginRequests } from '../../../../src/serving/http/middleware/begin-requests.js';
import { stateOf } from '../../../../src/serving/http/middleware/request-state.js';
import { recordedLog } from '../api-fixture.js';
import { traceRequests } from '../../../../src/serving/http/tracing/trace-requests.js';

describe('tracing', () => {
  const received: string[] = [];
  let collector: Server;
  let tracing: RunningTracing;
  let server: ListeningServer;
  let taken: Promise<unknown>;

  before(async () => {
    collector = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => (body += part));
      request.on('end', () => {
        received.push(`${request.url ?? ''} ${body}`);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    tracing = await startTracing(`http://127.0.0.1:${(collector.address() as AddressInfo).port}/`);
    const app = express();
    app.use(beginRequests(recordedLog().logger, { requestEnded: () => undefined }), traceRequests(tracing));
    app.get('/v1/users/:id', (_request, response) => {
      taken = once(response, 'close');
      stateOf(response).route = '/v1/users/{id}';
      response.json({});
    });
    server = await listen(app, 0);
  });
  after(async () => {
    await server.close();
    collector.closeAllConnections();
    collector.close();
  });

  it('sends a span a request to the collector, under the trace of the caller and without who was asked for', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    await fetch(`${server.url}/v1/users/jane.doe?limit=7`, {
      headers: { traceparent: `00-${trace}-b7ad6b7169203331-01`, 'x-request-id': 'r-7' },
    });
    await taken; // The span ends when the connection has taken the answer.
    await tracing.close();
    const [sent] = received;
    expect(sent).to.match(/^\/v1\/traces /);
    for (const part of [trace, 'b7ad6b7169203331', 'GET /v1/users/{id}', 'r-7', 'alongside'])
      expect(sent).to.contain(part);
    expect(sent).not.to.contain('jane');
    expect(sent).not.to.contain('limit');
  });
});
