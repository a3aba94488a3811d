import express from 'express';
import { expect } from 'chai';
import { listen } from '../../../../src/serving/http/index.js';
import { beginRequests } from '../../../../src/serving/http/middleware/begin-requests.js';
import { stateOf } from '../../../../src/serving/http/middleware/request-state.js';
import { ask, recordedLog } from '../api-fixture.js';

/** The lines of a request for a customer's list. */
async function linesOf(accessLog: boolean): Promise<readonly Record<string, unknown>[]> {
  const { logger, lines } = recordedLog();
  const app = express();
  app.use(beginRequests(logger, { requestEnded: () => undefined }, { accessLog }));
  app.get('/v1/users/:id', (_request, response) => {
    stateOf(response).route = '/v1/users/{id}';
    response.json({});
  });
  const server = await listen(app, 0);
  await ask(`${server.url}/v1/users/anna?token=secret`, { headers: { 'x-request-id': 'r-1' } });
  await server.close();
  return lines();
}

const INFO = 30;

describe('the access log', () => {
  it('has a line for each request at level info, with its route and never its address', async () => {
    const [line, ...more] = await linesOf(true);
    expect(more).to.deep.equal([]);
    expect(line).to.include({ level: INFO, method: 'GET', route: '/v1/users/{id}', status: 200, requestId: 'r-1' });
    expect(line['milliseconds']).to.be.a('number');
    expect(JSON.stringify(line)).not.to.match(/anna|secret/);
  });

  it('has none at that level where it is off', async () => {
    expect((await linesOf(false)).filter(({ level }) => Number(level) >= INFO)).to.deep.equal([]);
  });
});
