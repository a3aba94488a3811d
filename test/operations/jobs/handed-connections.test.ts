import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { handConnections } from '../../../src/operations/jobs/handed-connections.js';

const child = fileURLToPath(new URL('handed-connections-child.js', import.meta.url));

describe('connections handed to the process of a job', () => {
  const servers = {
    neo4j: { uri: 'bolt://127.0.0.1:1', user: 'neo4j', password: 'secret one' },
    redis: { url: 'redis://:secret-two@127.0.0.1:2' },
  };

  it('arrive whole and alone, whatever else a command knows of its servers, in one process after another', async () => {
    const handed = handConnections({ ...servers, startedNow: ['neo4j'] } as typeof servers);
    try {
      for (let i = 0; i < 2; i++) {
        const process = fork(child, { stdio: handed.stdio });
        const [received] = (await once(process, 'message')) as [unknown];
        expect(received).to.deep.equal(servers);
      }
    } finally {
      handed.close();
    }
  });
});
