import type { Codec } from './codec.js';

/** Values that are stored in another form: `to` makes it, `from` reads it. */
export function mapped<Value, Stored>(
  codec: Codec<Stored>,
  to: (value: Value) => Stored,
  from: (stored: Stored) => Value,
): Codec<Value> {
  return {
    encode: (value) => codec.encode(to(value)),
    decode: (bytes) => from(codec.decode(bytes)),
  };
}
