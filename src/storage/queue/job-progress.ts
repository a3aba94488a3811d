import { z } from 'zod';

/** How far a job is; what `job.updateProgress` carries while it runs. */
export const jobProgressSchema = z
  .object({
    step: z.string().describe('What is being done.'),
    done: z.number(),
    total: z.number().exactOptional().describe('Left out where the end of the step is not known.'),
    unit: z.string().describe('What `done` and `total` count.'),
    note: z.string().exactOptional(),
    number: z.int().positive().exactOptional().describe('The number of the step, from 1.'),
    secondsLeft: z
      .number()
      .nonnegative()
      .exactOptional()
      .describe('Until the job ends, by its pace and by what the steps took last time; left out where neither says.'),
    memory: z.int().nonnegative().exactOptional().describe("Bytes that the job's process holds."),
  })
  .meta({ id: 'JobProgress' });
export type JobProgress = z.output<typeof jobProgressSchema>;
