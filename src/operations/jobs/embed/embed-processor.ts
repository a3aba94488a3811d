import { jobProcess } from '../job-process.js';
import { embedKind } from '../../../storage/queue/index.js';
import { embedShop } from './embed-shop.js';

export default jobProcess(embedKind, (parts, job) =>
  embedShop(
    {
      ...parts,
      now: () => new Date(),
      graceSeconds: Number(process.env['ALONGSIDE_SNAPSHOT_GRACE'] ?? 900),
    },
    job,
  ),
);
