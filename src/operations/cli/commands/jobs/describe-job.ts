import type { JobProgress, JobView } from '../../../../storage/queue/index.js';

/** Stands for the code of a failure that has none. */
const NO_CODE = 'ended without an error of its own: its process went away';

/** All that is known of a job, a line each. */
export function describeJob(job: JobView): string {
  const { failure, progress } = job;
  return [
    `job       ${job.id}, ${job.state}`,
    `asked     ${job.askedAt}${job.schedule === null ? '' : `, by the schedule ${job.schedule}`}`,
    ...(job.dueAt === null ? [] : [`due       ${job.dueAt}`]),
    `started   ${job.startedAt ?? '-'}`,
    `ended     ${job.endedAt ?? '-'}`,
    `attempts  ${job.attempts} of ${job.mostAttempts}`,
    `asks for  ${JSON.stringify(job.payload)}`,
    ...(progress === null ? [] : [`step      ${progressText(progress)}`]),
    ...(failure === null ? [] : [`error     ${failure.code ?? NO_CODE}`, `          ${failure.message}`]),
    ...Object.entries(failure?.details ?? {}).map(([name, value]) => `          ${name}: ${String(value)}`),
  ].join('\n');
}

/** Step, counts, time left and memory: "3: writing lists, 1,200 of 2,000 products, 12 s left, 310 MB". */
export function progressText({ number, step, done, total, unit, secondsLeft, memory }: JobProgress): string {
  return [
    number === undefined ? step : `${number}: ${step}`,
    ...(total === undefined && done === 0
      ? []
      : [`${grouped(done)}${total === undefined ? '' : ` of ${grouped(total)}`} ${unit}`]),
    ...(secondsLeft === undefined ? [] : [`${timeText(secondsLeft)} left`]),
    ...(memory === undefined ? [] : [`${Math.round(memory / 1024 / 1024)} MB`]),
  ].join(', ');
}

function grouped(count: number): string {
  return count.toLocaleString('en');
}

function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 120) return `${whole} s`;
  return whole < 7200 ? `${Math.round(whole / 60)} min` : `${Math.round(whole / 3600)} h`;
}
