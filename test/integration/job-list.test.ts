import { Worker } from 'bullmq';
import { expect } from 'chai';
import {
  clearQueues,
  embedJobSchema,
  embedKind,
  JobList,
  JobQueue,
  queueOptions,
} from '../../src/storage/queue/index.js';
import { rejection } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';

describe('the list of jobs', function () {
  this.timeout(serversTimeout);
  let opened: OpenServers;
  let list: JobList;
  let id: string;
  let taker: Worker;

  before(async () => {
    opened = await openEmptyServers();
    list = new JobList(opened.servers, ['embed']);
  });
  beforeEach(async () => {
    await clearQueues(opened.servers);
    const queue = new JobQueue(embedKind, opened.servers);
    id = `embed/${await queue.add(embedJobSchema.parse({}))}`;
    await queue.close();
    // Takes a job and says no more of it, as a worker that was killed.
    taker = new Worker('embed', null, { ...queueOptions(opened.servers.redis.url, null), autorun: false });
    await taker.getNextJob('a worker');
  });
  afterEach(() => taker.close(true));
  after(async () => {
    await list.close();
    await opened.close();
  });

  /** What comes to pass when the lock of a worker that is gone runs out. */
  async function loseLock(): Promise<void> {
    expect(await opened.redis.unlink(`{alongside}:embed:${id.replace('embed/', '')}:lock`)).to.equal(1);
  }

  for (const way of ['cancel', 'remove'] as const) {
    it(`leaves a job that a worker holds where it is, and says what to do: ${way}`, async () => {
      const error = await rejection(list[way](id));
      expect(error).to.have.property('code', 'job-state');
      expect(error.message).to.contain(`The job ${id} is held by a worker. Stop it`).and.contain('30 seconds');
      expect((await list.show(id)).state).to.equal('active');
    });

    it(`takes out a job whose worker is gone, by its number alone: ${way}`, async () => {
      await loseLock();
      expect(await list[way](id.replace('embed/', ''))).to.equal(id);
      expect(await list.all()).to.deep.equal([]);
    });
  }
});
