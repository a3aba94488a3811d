import { jobProcess } from '../job-process.js';
import { embedKind } from '../../../storage/queue/index.js';
import { snapshotGrace } from './snapshot-grace.js';
import { embedShop } from './embed-shop.js';

export default jobProcess(embedKind, (parts, job) =>
  embedShop(
    {
      ...parts,
      now: () => new Date(),
      graceSeconds: snapshotGrace(process.env),
    },
    job,
  ),
);
