import { z } from 'zod';
import type { JobKind } from './job-kind.js';
import { writeBackResultSchema } from './write-back-result.js';

/** What is done about snapshots that are there: bring the lists in the graph after one, or clean up behind all. */
export const publishJobSchema = z.discriminatedUnion('task', [
  z.strictObject({
    task: z.literal('write-back'),
    snapshot: z.string().min(1),
    /** Items of each list that are written into the graph. */
    top: z.int().min(1).max(100).default(10),
  }),
  z.strictObject({ task: z.literal('clean-up') }),
]);
export type PublishJob = z.output<typeof publishJobSchema>;

/** What a finished job tells. */
export const publishResultSchema = z.discriminatedUnion('task', [
  z.object({ task: z.literal('write-back'), snapshot: z.string(), writeBack: writeBackResultSchema }),
  z.object({
    task: z.literal('clean-up'),
    /** Snapshots that nothing points at, and that were to stay for ever: they expire now. */
    snapshots: z.array(z.string()),
    /** Stored models that were removed. */
    models: z.array(z.string()),
    /** Keys of snapshots that were never finished, and have no end of their own. */
    drafts: z.int(),
  }),
]);
export type PublishResult = z.output<typeof publishResultSchema>;

export const publishKind: JobKind<PublishJob, PublishResult> = {
  name: 'publish',
  payload: publishJobSchema,
  result: publishResultSchema,
};
