import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { pipeline, type Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { AlongsideError, UsageError, messageOf } from '../../core/index.js';
import type { ProductRelations } from '../splits/index.js';

const NAMES = ['relations.csv', 'relations.csv.gz'];
/** What was bought along; `also_viewed` and others say something else. */
const BOUGHT = new Set(['also_bought', 'bought_together']);
const rowSchema = z.object({ src: z.string(), dst: z.string(), type: z.string() });

/**
 * Reads a shop's own word on which products are bought along: `relations.csv` (src, dst, type), plain or .gz, in `folder`.
 * Pairs of products that the catalogue lacks are left out.
 *
 * @throws UsageError `relations-missing`
 */
export async function readProductRelations(folder: string, ids: readonly string[]): Promise<ProductRelations> {
  const path = NAMES.map((name) => join(folder, name)).find((each) => existsSync(each));
  if (path === undefined) {
    throw new UsageError('relations-missing', `The protocol "relations" needs ${NAMES.join(' or ')} in ${folder}.`);
  }
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const source: number[] = [];
  const target: number[] = [];
  try {
    const rows = openText(path).pipe(parse({ columns: true, bom: true })) as AsyncIterable<unknown>;
    for await (const row of rows) {
      const { src, dst, type } = rowSchema.parse(row);
      const [x, y] = [numberOf.get(src), numberOf.get(dst)];
      if (x === undefined || y === undefined || !BOUGHT.has(type)) continue;
      source.push(x);
      target.push(y);
    }
  } catch (error) {
    throw new AlongsideError(
      'invalid-relations',
      `${path} is no table of src, dst, type: ${messageOf(error)}`,
      { file: path },
      { cause: error },
    );
  }
  return { source: Int32Array.from(source), target: Int32Array.from(target) };
}

function openText(path: string): Readable {
  const file = createReadStream(path);
  // A failure of the file reaches the reader through the last stream.
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
}
