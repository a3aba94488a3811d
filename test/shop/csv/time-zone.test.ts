import { expect } from 'chai';
import fc from 'fast-check';
import { clockOf, readUtc } from '../../../src/shop/csv/index.js';

/** The instant at which a zone's clock shows this. */
const at = (zone: string, clock: string): string => new Date(clockOf(zone)(Date.parse(`${clock}Z`))).toISOString();

describe('the clock of a time zone', () => {
  it('is ahead of UTC by an offset, or by what the zone has in that season', () => {
    expect(at('+09:00', '2025-03-26T08:50:00')).to.equal('2025-03-25T23:50:00.000Z');
    expect(at('-0330', '2025-03-26T08:50:00')).to.equal('2025-03-26T12:20:00.000Z');
    expect(at('Asia/Tokyo', '2025-03-26T08:50:00')).to.equal('2025-03-25T23:50:00.000Z');
    expect(at('Europe/Berlin', '2025-01-26T12:00:00')).to.equal('2025-01-26T11:00:00.000Z');
    expect(at('Europe/Berlin', '2025-07-26T12:00:00')).to.equal('2025-07-26T10:00:00.000Z');
    expect(at('UTC', '2025-07-26T12:00:00')).to.equal('2025-07-26T12:00:00.000Z');
  });

  it('shows the earlier of two equal hours, and skips one into the next', () => {
    expect(at('Europe/Berlin', '2025-10-26T02:30:00')).to.equal('2025-10-26T00:30:00.000Z');
    expect(at('Europe/Berlin', '2025-03-30T02:30:00')).to.equal('2025-03-30T01:30:00.000Z');
  });

  it('shows every instant as the place does, but for the hour that comes twice', () => {
    const zones = fc.constantFrom('America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Cairo');
    const instants = fc.integer({ min: Date.UTC(2015, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 });
    fc.assert(
      fc.property(zones, instants, (zone, minute) => {
        const shown = new Date(minute * 60_000).toLocaleString('sv-SE', { timeZone: zone });
        const found = clockOf(zone)(Date.parse(`${shown.replace(' ', 'T')}Z`));
        expect((minute * 60_000 - found) / 60_000).to.be.oneOf([0, 30, 60]);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused where there is no such zone', () => {
    for (const zone of ['Mars/Base', '', '9']) {
      expect(() => clockOf(zone))
        .to.throw(zone)
        .with.property('code', 'invalid-option');
    }
    expect(readUtc(5)).to.equal(5);
  });
});
