import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { EventIdentities, eventKind, readRows } from '../../../src/shop/csv/index.js';
import { readEvents } from '../../../src/serving/intake/read-events.js';
import { temporaryFolder } from '../../shop/csv/temporary-folder.js';

const id = fc.string({
  unit: fc.constantFrom('a', 'B', '7', '~', '=', '-', 'ü', '"', ','),
  minLength: 1,
  maxLength: 4,
});
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const quantity = fc.integer({ min: -3, max: 3 }).filter((pieces) => pieces !== 0);
const anyEvent = fc
  .record({
    eventId: optional(id),
    userId: id,
    productId: id,
    type: fc.constantFrom('view', 'favourite', 'favorite', 'cart', 'purchase', 'return'),
    timestamp: fc
      .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2026-01-01T00:00:00Z'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    orderId: optional(id),
    sessionId: optional(id),
    quantity: optional(quantity),
  })
  .map(({ quantity: pieces, ...event }) => ({
    ...event,
    quantity: ['purchase', 'return'].includes(event.type) || pieces === undefined ? pieces : Math.abs(pieces),
  }));

describe('the identity of an event', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let files = 0;

  it('is the same by HTTP and in a file, and so is all that it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 12 }), async (rows) => {
        const sent = readEvents(rows, Date.parse('2026-01-02T00:00:00Z'));
        expect(sent.rejected).to.deep.equal([]);
        const path = join(folder(), `${String(files++)}.csv`);
        const cells = rows.map((row) =>
          [
            row.userId,
            row.productId,
            row.type,
            row.timestamp,
            row.orderId,
            row.sessionId,
            row.eventId,
            row.quantity?.toString(),
          ]
            .map((cell = '') => `"${cell.replaceAll('"', '""')}"`)
            .join(','),
        );
        const header = 'user_id,product_id,type,timestamp,order_id,session_id,event_id,quantity';
        await writeFile(path, [header, ...cells, ''].join('\n'));
        const identities = new EventIdentities();
        const read = [];
        for await (const batch of readRows(path, eventKind)) {
          expect(batch.rejected).to.deep.equal([]);
          for (const { row } of batch.rows) read.push({ identity: identities.identify(row), event: row });
        }
        expect(read).to.deep.equal(sent.events);
      }),
      { numRuns: 40 },
    );
  });
});
