import type { z } from 'zod';
import { messageOf } from '../../core/index.js';
import { DamagedValue, type Codec } from './codec.js';

/** A value as JSON, checked by its schema when it is read. */
export function json<Value>(schema: z.ZodType<Value>): Codec<Value> {
  return {
    encode: (value) => JSON.stringify(value),
    decode: (bytes) => {
      try {
        return schema.parse(JSON.parse(bytes.toString()));
      } catch (cause) {
        throw new DamagedValue(messageOf(cause), { cause });
      }
    },
  };
}
