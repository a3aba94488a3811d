import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect } from 'chai';
import { USUAL_TIMES, listen, type ListeningServer } from '../../../../src/serving/http/index.js';
import { isProbe, refusing } from '../../../../src/serving/http/load/refuse.js';
import { beginRequests } from '../../../../src/serving/http/middleware/begin-requests.js';
import { ask, recordedLog } from '../api-fixture.js';

const limits = { connections: 2, backlog: 10, mostWait: 1000 };

describe('a server that has as many connections as it takes', () => {
  const problems: string[] = [];
  let server: ListeningServer;
  const idle: Socket[] = [];

  before(async () => {
    const begin = beginRequests(recordedLog().logger, { requestEnded: () => undefined });
    const handlers = {
      answer: (_request: IncomingMessage, response: ServerResponse) => response.end('answered'),
      refuse: refusing(begin, { problemAnswered: (code) => problems.push(code) }),
      urgent: isProbe,
    };
    server = await listen(handlers, 0, '127.0.0.1', USUAL_TIMES, limits);
    for (let i = 0; i < limits.connections; i++) {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
      await once(socket, 'connect');
      idle.push(socket);
    }
  });
  after(async () => {
    for (const socket of idle) socket.destroy();
    await server.close(0);
  });

  it('tells the next one so, with when to come again, and lets go of it', async () => {
    const { status, body, headers } = await ask(`${server.url}/v1/versions`, { headers: { 'x-request-id': 'r-1' } });
    expect([status, body['code'], body['requestId']]).to.deep.equal([503, 'overloaded', 'r-1']);
    expect(headers.get('retry-after')).to.equal('1');
    expect(headers.get('connection')).to.equal('close');
    expect(problems).to.deep.equal(['overloaded']);
  });

  it('still answers a health probe', async () => {
    expect((await ask(`${server.url}/healthz`)).text).to.equal('answered');
  });

  it('answers again once one is free', async () => {
    idle.pop()?.destroy();
    let answer = await ask(`${server.url}/v1/versions`);
    while (answer.status === 503) answer = await ask(`${server.url}/v1/versions`);
    expect(answer.text).to.equal('answered');
  });
});
