/** Turns values into bytes and back. */
export interface Codec<Value, Bytes extends string | Buffer = string | Buffer> {
  encode(value: Value): Bytes;
  /** Reads what `encode` wrote; throws `DamagedValue` on anything else. */
  decode(bytes: Buffer): Value;
}

/** What is wrong with bytes that cannot be read. Who knows where they came from tells the user. */
export class DamagedValue extends Error {}
