import type { Redis } from 'ioredis';

/** What is sent at once: so many fields, or so many bytes. */
const FIELDS = 2000;
const BYTES = 4_000_000;

/** Writes the fields of hashes, many of them in one round trip. */
export class HashWriter {
  private readonly waiting = new Map<string, (string | Buffer)[]>();
  private fields = 0;
  private bytes = 0;

  /** @param expireSeconds after which the hashes go away by themselves */
  constructor(
    private readonly redis: Redis,
    private readonly expireSeconds: number,
  ) {}

  /** Takes a field; returns whether it is time to send. */
  add(key: string, field: string, value: string | Buffer): boolean {
    const fields = this.waiting.get(key);
    if (fields === undefined) this.waiting.set(key, [field, value]);
    else fields.push(field, value);
    this.bytes += value.length;
    return ++this.fields >= FIELDS || this.bytes >= BYTES;
  }

  /** Sends what was taken. */
  async send(): Promise<void> {
    if (this.fields === 0) return;
    const write = this.redis.pipeline();
    for (const [key, fields] of this.waiting) {
      write.hset(key, ...fields).expire(key, this.expireSeconds);
    }
    this.waiting.clear();
    this.fields = this.bytes = 0;
    const replies = await write.exec();
    const error = replies?.find(([failure]) => failure !== null)?.[0];
    if (error) throw error;
  }
}
