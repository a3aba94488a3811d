import { JobList } from '../../../../storage/queue/index.js';
import { checkRedis } from '../../../../storage/redis/index.js';
import type { CliContext } from '../../command.js';
import { requireServers } from '../../servers.js';

/** Works with the jobs of a home's queues, and lets go of them. */
export async function withJobs<Value>(context: CliContext, work: (list: JobList) => Promise<Value>): Promise<Value> {
  const servers = await requireServers(context);
  await checkRedis(servers.redis.url);
  const list = new JobList(servers);
  try {
    return await work(list);
  } finally {
    await list.close();
  }
}
