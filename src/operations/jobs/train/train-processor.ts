import { jobProcess } from '../job-process.js';
import { trainKind } from '../../../storage/queue/index.js';
import { trainFromGraph } from './train-from-graph.js';

export default jobProcess(trainKind, (parts, job) => trainFromGraph({ ...parts, now: () => new Date() }, job));
