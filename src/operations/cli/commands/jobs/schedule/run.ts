import { Schedules, type Schedule, type ScheduleName } from '../../../../../storage/queue/index.js';
import { checkRedis } from '../../../../../storage/redis/index.js';
import { columns } from '../../../columns.js';
import type { CliContext } from '../../../command.js';
import { requireServers } from '../../../servers.js';

export async function listSchedules(context: CliContext): Promise<void> {
  const schedules = await (await schedulesOf(context)).list();
  context.terminal.result({ schedules }, () =>
    schedules.length === 0
      ? 'Nothing is scheduled: "alongside jobs schedule set embed \'0 3 * * *\'" embeds all anew each night.'
      : table(schedules),
  );
}

export async function setSchedule(context: CliContext, name: ScheduleName, cron: string, zone: string): Promise<void> {
  const schedule = await (await schedulesOf(context, true)).set(name, cron, zone);
  context.terminal.result(schedule, () => `Scheduled: ${name} at "${cron}" (${zone}), next ${schedule.next ?? '-'}.`);
}

export async function removeSchedule(context: CliContext, name: ScheduleName): Promise<void> {
  const removed = await (await schedulesOf(context, true)).remove(name);
  context.terminal.result({ name, removed }, () =>
    removed ? `The schedule ${name} is removed.` : `There was no schedule ${name}.`,
  );
}

async function schedulesOf(context: CliContext, writes = false): Promise<Schedules> {
  const servers = await requireServers(context);
  await checkRedis(servers.redis.url, { writes });
  return new Schedules(servers);
}

function table(schedules: readonly Schedule[]): string {
  return columns([
    ['schedule', 'cron', 'time zone', 'next'],
    ...schedules.map(({ name, cron, timeZone, next }) => [name, cron, timeZone, next?.slice(0, 19) ?? '-']),
  ]);
}
