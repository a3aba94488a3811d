import { Command } from 'commander';
import { SCHEDULE_NAMES, type ScheduleName } from '../../../../../storage/queue/choices.js';
import { UsageError } from '../../../../../core/index.js';
import { command } from '../../../command.js';

/** `alongside jobs schedule`: what is queued again and again; without a subcommand, the list. */
export function scheduleCommand(): Command {
  const names = SCHEDULE_NAMES.join(', ');
  return new Command('schedule')
    .description('show, set and remove what is queued again and again')
    .addCommand(
      command(
        'list',
        'list the schedules; "jobs schedule" alone does the same',
        () => undefined,
        async (context) => {
          const { listSchedules } = await import('./run.js');
          await listSchedules(context);
        },
      ),
      { isDefault: true },
    )
    .addCommand(
      command<{ readonly timeZone: string }>(
        'set',
        'queue a full embedding, a training or a clean-up by a cron schedule, in the place of the one before',
        (self) =>
          self
            .argument('<name>', names)
            .argument('<cron>', 'minute, hour, day of the month, month, day of the week, such as "0 3 * * *"')
            .option('--time-zone <zone>', 'time zone of these, such as Europe/Vienna', 'UTC'),
        async (context, { timeZone }, [name, cron]) => {
          const { setSchedule } = await import('./run.js');
          await setSchedule(context, scheduleName(name), cron, timeZone);
        },
      ),
    )
    .addCommand(
      command(
        'remove',
        'remove a schedule; its job in progress goes on',
        (self) => self.argument('<name>', names),
        async (context, _options, [name]) => {
          const { removeSchedule } = await import('./run.js');
          await removeSchedule(context, scheduleName(name));
        },
      ),
    );
}

function scheduleName(text: string): ScheduleName {
  const name = SCHEDULE_NAMES.find((known) => known === text);
  if (name !== undefined) return name;
  throw new UsageError('invalid-option', `There is no schedule "${text}"; there are ${SCHEDULE_NAMES.join(', ')}.`);
}
