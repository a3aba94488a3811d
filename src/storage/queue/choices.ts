/** What can be scheduled: a full embedding, a training, a clean-up. */
export const SCHEDULE_NAMES = ['embed', 'train', 'clean-up'] as const;
export type ScheduleName = (typeof SCHEDULE_NAMES)[number];
