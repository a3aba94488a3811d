import cluster from 'node:cluster';
import { expect } from 'chai';
import { pino } from 'pino';
import { ServingProcesses } from '../../../../../../src/operations/cli/commands/serve/processes/primary.js';
import { rejection } from '../../../../../shop/csv/temporary-folder.js';

describe('processes that serve one port', () => {
  it('are not started where the command was told to end before', async () => {
    const processes = new ServingProcesses(pino({ level: 'silent' }));
    try {
      expect(await rejection(processes.start(2, AbortSignal.abort()))).to.have.property('code', 'interrupted');
      expect(Object.keys(cluster.workers ?? {})).to.deep.equal([]);
    } finally {
      await processes.stop();
    }
  });
});
