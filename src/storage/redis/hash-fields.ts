import type { Redis } from 'ioredis';

/** A field of a hash: the hash's key, the field's name and its value. */
export type HashField = readonly [key: string, field: string, value: string | Buffer];

const BATCH = 500;

/** Writes the fields of hashes, streamed, a batch of items in one round trip. */
export class HashFields {
  /** @param expireSeconds after which the hashes go away by themselves; undefined leaves their expiry as it is */
  constructor(
    private readonly redis: Redis,
    private readonly expireSeconds: number | undefined,
  ) {}

  /** Writes what each item becomes, be it fields of several hashes; `report` is told how many items are written. */
  async all<Item>(
    items: AsyncIterable<Item> | Iterable<Item>,
    fieldsOf: (item: Item) => readonly HashField[],
    report: (done: number) => void = () => undefined,
  ): Promise<void> {
    const batch = new Map<string, (string | Buffer)[]>();
    let done = 0;
    for await (const item of items) {
      for (const [key, field, value] of fieldsOf(item)) {
        const fields = batch.get(key);
        if (fields === undefined) batch.set(key, [field, value]);
        else fields.push(field, value);
      }
      if (++done % BATCH === 0) await this.flush(batch, done, report);
    }
    await this.flush(batch, done, report);
  }

  private async flush(
    batch: Map<string, (string | Buffer)[]>,
    done: number,
    report: (done: number) => void,
  ): Promise<void> {
    if (batch.size === 0) return;
    const write = this.redis.pipeline();
    for (const [key, fields] of batch) {
      write.hset(key, ...fields);
      if (this.expireSeconds !== undefined) write.expire(key, this.expireSeconds);
    }
    const replies = await write.exec();
    const error = replies?.find(([failure]) => failure !== null)?.[0];
    if (error) throw error;
    batch.clear();
    report(done);
  }
}
