import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { packageRoot } from '../../core/index.js';
import { seasons } from './season.js';

const name = z.string().min(1);

/** One or more names, `|` between them. */
const names = z
  .string()
  .transform((cell) => cell.split('|'))
  .pipe(z.array(name));

/** A row of `groups.csv`. A group shares brands and series, so that a tent and a mat of one brand and series match. */
const groupRow = z
  .strictObject({
    department: name,
    departmentName: name,
    id: name,
    name,
    valueBrands: names,
    midBrands: names,
    premiumBrands: names,
    series: names,
  })
  .transform(({ valueBrands, midBrands, premiumBrands, ...group }) => ({
    ...group,
    /** Invented brands by price tier. */
    brands: [valueBrands, midBrands, premiumBrands],
  }));

/** A row of `leaves.csv`. */
const leafRow = z.strictObject({
  group: name,
  id: name,
  name,
  nouns: names,
  /** What distinguishes products of one series. Where `price` follows it, in ascending order. */
  variants: names,
  /** Whether a later variant costs more (sizes do, colours do not). */
  priceFollowsVariant: z.stringbool(),
  /** In the shop's currency, as is the dearest. */
  cheapest: z.coerce.number().positive(),
  dearest: z.coerce.number().positive(),
  /** With `{brand}`, `{series}`, `{variant}` and `{noun}` in it. */
  title: name,
  season: z.enum(seasons),
  /** Share of the shop's demand, 1 being that of an ordinary leaf. */
  demand: z.coerce.number().positive(),
  /** Share of the shop's range, 1 being that of an ordinary leaf. */
  range: z.coerce.number().positive(),
  /** Bought again and again, several at a time. */
  consumable: z.stringbool(),
  /** Nothing of it has been sold or seen yet. */
  unreleased: z.stringbool(),
  /** `leaf:probability`: how likely an order with a product of this leaf also gets its complement there. */
  goesWith: names.pipe(
    z.array(
      z
        .string()
        .regex(/^[^:]+:[\d.]+$/)
        .transform((cell) => cell.split(':'))
        .transform(([leaf, probability]) => ({ leaf, probability: Number(probability) })),
    ),
  ),
});

export type Leaf = z.infer<typeof leafRow>;

export type Group = z.infer<typeof groupRow> & { readonly leaves: readonly Leaf[] };

/**
 * The groups of leaf categories that the shop is stocked from, those of one department next to each other.
 *
 * @throws ZodError for a table that is not as described here
 */
export function readGroups(folder: string = join(packageRoot, 'src', 'shop', 'sample', 'catalogue')): Group[] {
  const groups = z.array(groupRow).parse(records(join(folder, 'groups.csv')));
  const leafOfGroups = leafRow.extend({ group: z.enum(groups.map(({ id }) => id)) });
  const leaves = z.array(leafOfGroups).parse(records(join(folder, 'leaves.csv')));
  return groups.map((group) => ({ ...group, leaves: leaves.filter((leaf) => leaf.group === group.id) }));
}

function records(path: string): unknown {
  return parse(readFileSync(path, 'utf8'), { columns: true });
}
