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

  it('forgets no job that a worker holds, and says what to do', async () => {
    const error = await rejection(list.remove(id));
    expect(error).to.have.property('code', 'job-state');
    expect(error.message).to.contain(`The job ${id} is held by a worker.`).and.contain('15 seconds');
    expect((await list.show(id)).state).to.equal('active');
  });

  it('keeps the wish to cancel a job whose worker says nothing, for whoever takes it up', async () => {
    expect(await list.cancel(id)).to.deep.equal({ id, state: 'to-be-cancelled' });
    expect((await list.show(id)).state).to.equal('active');
  });

  it('takes out a job whose worker is gone, by its number alone', async () => {
    await loseLock();
    expect(await list.cancel(id.replace('embed/', ''))).to.deep.equal({ id, state: 'cancelled' });
    expect(await list.all()).to.deep.equal([]);
  });

  it('forgets a job whose worker is gone, by its number alone', async () => {
    await loseLock();
    expect(await list.remove(id.replace('embed/', ''))).to.equal(id);
    expect(await list.all()).to.deep.equal([]);
  });

  it('has one job for all who ask for the same while it waits', async () => {
    const queue = new JobQueue(embedKind, opened.servers);
    try {
      const first = await queue.ask(embedJobSchema.parse({ seed: 7 }));
      const again = await queue.ask(embedJobSchema.parse({ seed: 7 }));
      const other = await queue.ask(embedJobSchema.parse({ seed: 8 }));
      expect(first.coalesced).to.equal(false);
      expect(again).to.deep.equal({ id: first.id, coalesced: true });
      expect(other.coalesced).to.equal(false);
      expect((await list.all()).map((job) => job.id)).to.deep.equal([id, `embed/${first.id}`, `embed/${other.id}`]);
      await list.cancel(`embed/${first.id}`);
      expect(await queue.ask(embedJobSchema.parse({ seed: 7 }))).to.include({ coalesced: false });
    } finally {
      await queue.close();
    }
  });
});
