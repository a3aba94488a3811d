import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { expect } from 'chai';
import { ModelStore } from '../../src/storage/models/index.js';
import {
  clearQueues,
  followJob,
  JobList,
  JobQueue,
  publishKind,
  queueOptions,
  Schedules,
  StepTimes,
  trainJobSchema,
  trainKind,
  type PublishResult,
  type TrainJob,
  type TrainResult,
} from '../../src/storage/queue/index.js';
import { connectionEnvironment, noProgress, type ProgressUpdate } from '../../src/core/index.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { importShop, writeSmallShop } from './shop-fixture.js';

const child = fileURLToPath(new URL('worker-child.js', import.meta.url));
const { signal } = new AbortController();

describe('a job that is steered', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const workers: ChildProcess[] = [];
  let opened: OpenServers;
  let queue: JobQueue<TrainJob, TrainResult>;
  let list: JobList;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    queue = new JobQueue(trainKind, opened.servers);
    list = new JobList(opened.servers);
    await writeSmallShop(folder());
    await importShop(opened.graph, folder());
  });
  beforeEach(() => clearQueues(opened.servers));
  afterEach(async () => {
    for (const worker of workers.splice(0)) {
      if (worker.exitCode !== null || worker.signalCode !== null) continue;
      const exit = once(worker, 'exit');
      worker.kill('SIGKILL');
      await exit;
    }
  });
  after(async () => {
    await list.close();
    await queue.close();
    await opened.close();
  });

  const models = (): string => join(folder(), 'models');

  async function startWorker(env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
    const worker = fork(child, {
      env: { ...process.env, ...connectionEnvironment(opened.servers), ALONGSIDE_MODELS: models(), ...env },
      execArgv: [],
    });
    workers.push(worker);
    await once(worker, 'message');
    return worker;
  }

  /** The process that the worker gave the job. */
  function processOf({ pid = 0 }: ChildProcess): string {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0];
  }

  /** A training that nobody waits for the end of. */
  const endless = trainJobSchema.parse({ steps: 100_000, provider: 'cpu' });

  /** Queues it and resolves when it says that it is at a step. */
  async function jobAt(step: string): Promise<{ id: string; ended: Promise<unknown> }> {
    const id = await queue.add(endless);
    let ended = Promise.resolve<unknown>(undefined);
    await new Promise<void>((resolve) => {
      const progress = ({ step: at }: ProgressUpdate): void => {
        if (at === step) resolve();
      };
      ended = queue.follow(id, progress, signal).catch((error: unknown) => error);
    });
    return { id: `train/${id}`, ended };
  }

  async function cleanedUp(): Promise<PublishResult> {
    const publish = new JobQueue(publishKind, opened.servers);
    try {
      return await publish.follow(await publish.add({ task: 'clean-up' }), noProgress, signal);
    } finally {
      await publish.close();
    }
  }

  async function untilGone(id: string): Promise<void> {
    while ((await list.show(id).catch(() => undefined)) !== undefined) await wait(50);
  }

  for (const step of ['reading the catalogue', 'training']) {
    it(`that is cancelled while ${step} ends at once with its process, and its worker goes on`, async () => {
      const worker = await startWorker();
      const { id, ended } = await jobAt(step);
      const process = processOf(worker);
      const began = performance.now();
      const { state } = await list.cancel(id);
      if (state !== 'cancelled') await untilGone(id);
      while (existsSync(`/proc/${process}`)) await wait(20);
      // Half a second on a machine that has nothing else to do.
      expect(performance.now() - began).to.be.lessThan(10_000);
      expect(await ended).to.include({ code: 'interrupted', message: `The job ${id} was cancelled.` });
      expect(await rejection(list.show(id))).to.have.property('code', 'unknown-job');
      expect(await new ModelStore(models()).live()).to.equal(undefined);
      expect(await cleanedUp()).to.deep.equal({ task: 'clean-up', snapshots: [], models: [], drafts: 0 });
    });
  }

  it('and whose worker is gone is ended by the one that takes it up', async () => {
    const worker = await startWorker();
    const { id } = await jobAt('reading the catalogue');
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    expect((await list.cancel(id)).state).to.be.oneOf(['to-be-cancelled', 'cancelled']);
    await startWorker();
    await untilGone(id);
    expect((await list.all()).length).to.equal(0);
  });

  it('says its steps by number, with counts, what is left and the memory that it holds', async () => {
    const before = ['reading the catalogue', 'reading events', 'training'].map((step) => ({ step, seconds: 5 }));
    await new StepTimes(opened.redis, 'train').keep(before);
    await startWorker();
    const { id } = await jobAt('training');
    for await (const { progress, state } of followJob(list, id, signal)) {
      if (progress?.step !== 'training' || progress.done === 0) continue;
      expect(state).to.equal('active');
      const { number = 0, memory = 0, secondsLeft = -1, total = 0 } = progress;
      expect(number).to.be.at.least(3);
      expect(memory).to.be.greaterThan(20_000_000);
      expect(secondsLeft).to.be.at.least(0);
      expect(total).to.be.greaterThan(progress.done);
      break;
    }
    await list.cancel(id);
  });

  it('that takes more memory than it may fails once, with how much that was', async () => {
    await startWorker({ TEST_JOB_MEMORY: String(60 * 1024 * 1024) });
    const id = await queue.add(endless);
    const error = await rejection(queue.follow(id, noProgress, signal));
    expect(error.message).to.contain('may take 60 MB').and.contain('--memory');
    const { failure, attempts } = await list.show(`train/${id}`);
    expect(failure?.code).to.equal('job-memory');
    expect(attempts).to.equal(1);
  });

  it('is queued by its schedule again and again, until that is removed', async () => {
    const schedules = new Schedules(opened.servers);
    expect(await schedules.list()).to.deep.equal([]);
    const set = await schedules.set('clean-up', '30 3 1 1 *', 'Europe/Vienna');
    expect(set.next).to.match(/^\d{4}-01-01T02:30:00.000Z$/);
    // In Redis alone: whoever asks next, after whatever restart, finds it.
    expect(await new Schedules(opened.servers).list()).to.deep.equal([set]);
    const [planned] = await list.all();
    expect(planned).to.include({ kind: 'publish', state: 'delayed', dueAt: set.next, schedule: 'clean-up' });
    expect(await rejection(list.cancel(planned.id))).to.have.property('code', 'job-state');

    await startWorker();
    const options = queueOptions(opened.servers.redis.url);
    const publish = new Queue('publish', options);
    const job = await publish.getJob(planned.id.replace('publish/', ''));
    await job!.promote();
    for (;;) {
      const { state } = await list.show(planned.id);
      if (state === 'completed') break;
      expect(state).not.to.equal('failed');
      await wait(50);
    }
    expect((await list.all()).map(({ state, schedule }) => [state, schedule])).to.deep.equal([['delayed', 'clean-up']]);
    await publish.close();

    expect(await schedules.remove('clean-up')).to.equal(true);
    expect(await schedules.list()).to.deep.equal([]);
    expect(await list.all()).to.deep.equal([]);
    expect(await schedules.remove('clean-up')).to.equal(false);
    for (const [cron, zone] of [
      ['* * *', 'UTC'],
      ['61 * * * *', 'UTC'],
      ['0 3 * * *', 'Mars/Olympus'],
      ['0 0 30 2 *', 'UTC'],
    ]) {
      expect(await rejection(schedules.set('embed', cron, zone)), cron).to.have.property('code', 'invalid-option');
    }
    expect(await schedules.list()).to.deep.equal([]);
  });
});
