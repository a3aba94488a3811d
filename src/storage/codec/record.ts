import { crc32 } from 'node:zlib';
import { ownMemory } from './byte-order.js';
import { DamagedValue, type Codec } from './codec.js';
import type { Member } from './member.js';

type Values<Members> = { readonly [Name in keyof Members]: Members[Name] extends Member<infer Value> ? Value : never };

/** Bytes behind the members: a uint16 that stands for the layout. */
const LAYOUT = 2;

/**
 * A record of columns of one length and of single values: `record({ source: oneOf(['a', 'b']), scores: column(float32) })`.
 *
 * All numbers are little-endian. The members stand one after another, those with the longest elements first, so that each
 * column begins at a multiple of its element's size and is read as a view, not copied; the columns' length follows from the
 * record's. Last comes the layout, a checksum of the members' names and types: what another declaration wrote is refused.
 */
export function record<Members extends Readonly<Record<string, Member<unknown>>>>(
  members: Members,
): Codec<Values<Members>, Buffer> {
  const layout =
    0xffff &
    crc32(
      Object.entries(members)
        .map(([name, { type }]) => `${name} ${type}`)
        .join(),
    );
  const { places, end } = placesOf(members);

  return {
    encode: (value) => {
      const values: Readonly<Record<string, unknown>> = value;
      const length = commonLength(places, values);
      const bytes = Buffer.allocUnsafe(end.fixed + end.row * length + LAYOUT);
      for (const { name, member, fixed, row } of places) member.write(values[name], bytes, fixed + row * length);
      bytes.writeUInt16LE(layout, bytes.length - LAYOUT);
      return bytes;
    },
    decode: (bytes) => {
      const length = end.row === 0 ? 0 : (bytes.length - end.fixed - LAYOUT) / end.row;
      if (length < 0 || !Number.isInteger(length) || bytes.length !== end.fixed + end.row * length + LAYOUT) {
        throw new DamagedValue(`No record has ${bytes.length} bytes.`);
      }
      if (bytes.readUInt16LE(bytes.length - LAYOUT) !== layout) throw new DamagedValue('The layout is another.');
      const memory = ownMemory(bytes);
      const values: Record<string, unknown> = {};
      for (const { name, member, fixed, row } of places)
        values[name] = member.read(memory, fixed + row * length, length);
      return values as Values<Members>;
    },
  };
}

/** Where a member begins: after `fixed` bytes, and `row` bytes for each entry of the columns. */
interface Place {
  readonly name: string;
  readonly member: Member<unknown>;
  readonly fixed: number;
  readonly row: number;
}

/** The places of the members, in the order of their declaration, and where the record ends. */
function placesOf(members: Readonly<Record<string, Member<unknown>>>): {
  readonly places: readonly Place[];
  readonly end: Pick<Place, 'fixed' | 'row'>;
} {
  const declared = Object.keys(members);
  const found = new Map<string, Place>();
  let [fixed, row] = [0, 0];
  for (const name of declared.toSorted((a, b) => members[b].size - members[a].size)) {
    const member = members[name];
    found.set(name, { name, member, fixed, row });
    if (member.lengthOf === undefined) fixed += member.size;
    else row += member.size;
  }
  return { places: declared.flatMap((name) => found.get(name) ?? []), end: { fixed, row } };
}

/** The length of a record's columns; throws `RangeError` where they differ. */
function commonLength(places: readonly Place[], values: Readonly<Record<string, unknown>>): number {
  const lengths = new Set(
    places.map(({ name, member }) => member.lengthOf?.(values[name])).filter((length) => length !== undefined),
  );
  if (lengths.size > 1) throw new RangeError(`Columns of one record have ${[...lengths].join(', ')} entries.`);
  return [...lengths][0] ?? 0;
}
