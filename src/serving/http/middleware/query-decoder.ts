import { z } from 'zod';

/** One parameter's text (several: it was repeated) as the value that its schema speaks of. */
type Decode = (text: unknown) => unknown;

/**
 * Reads a query string's texts by the types of a schema: `limit=5` becomes 5 where the schema says number, and one
 * `category=x` an array where it says array. What does not fit stays as it is, for the schema to refuse in its own words.
 */
export function queryDecoder(
  schema: z.ZodObject,
): (query: Readonly<Record<string, unknown>>) => Record<string, unknown> {
  const decoders = new Map(Object.entries(schema.shape).map(([name, field]) => [name, decoderOf(field as z.ZodType)]));
  return (query) => {
    const decoded: Record<string, unknown> = {};
    for (const name of Object.keys(query)) {
      const decode = decoders.get(name);
      define(decoded, name, decode === undefined ? query[name] : decode(query[name]));
    }
    return decoded;
  };
}

function decoderOf(schema: z.ZodType): Decode {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodArray) {
    const decode = decoderOf(inner.element as z.ZodType);
    return (text) => (Array.isArray(text) ? text.map(decode) : [decode(text)]);
  }
  if (inner instanceof z.ZodNumber) return numberOf;
  if (inner instanceof z.ZodBoolean) return (text) => (text === 'true' ? true : text === 'false' ? false : text);
  if (inner instanceof z.ZodUnion) {
    const options = (inner.options as z.ZodType[]).map(unwrapped);
    return options.some((option) => option instanceof z.ZodNumber) ? numberOf : (text) => text;
  }
  return (text) => text;
}

/** The schema under defaults, optionality and transformations. */
function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrapped(schema.unwrap() as z.ZodType);
  }
  return schema instanceof z.ZodPipe ? unwrapped(schema.in as z.ZodType) : schema;
}

/** Decimal notation only: no hexadecimal, no exponent, no blanks. */
function numberOf(text: unknown): unknown {
  return typeof text === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : text;
}

/** Sets an own property whatever its name, so that `__proto__` is a name like any other, and refused like any other. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(target, name, { value, enumerable: true });
  else target[name] = value;
}
