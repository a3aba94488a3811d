import type { ReportProgress } from '../../core/index.js';

/** What long work of the engine tells its caller. */
export interface EngineHooks {
  readonly progress: ReportProgress;
  /** Takes a line that says what a user may want to know. */
  readonly note?: (line: string) => void;
}
