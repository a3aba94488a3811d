/** Addresses that answer. */
export interface ServedAt {
  readonly url: string;
  /** Of metrics that are served apart. */
  readonly metrics?: string;
}
