/** How far a long piece of work is, in steps that a person understands. */
export interface ProgressUpdate {
  /** What is being done, as a reader would say it: "reading events.csv", "encoding". Stable while the step lasts. */
  readonly step: string;
  readonly done: number;
  /** Absent where the end is not known. */
  readonly total?: number;
  /** What `done` counts: "rows", "bytes", "products". */
  readonly unit: string;
  /** What else is worth knowing at this point, in a few words: "loss 4.21". */
  readonly note?: string;
}

export type ReportProgress = (update: ProgressUpdate) => void;

export const noProgress: ReportProgress = () => undefined;
