import { CsvError, parse } from 'csv-parse/sync';

/** One record of a CSV file, or the reason why it cannot be read; `raw` is its text as it was, without the line end. */
export interface CsvRecord {
  /** Number of the record's first line; the header is line 1. */
  readonly line: number;
  readonly raw: string;
  readonly fields: readonly string[];
  readonly fault?: string;
}

/** A quoted value may span lines, but an unclosed quote must not swallow the file: past this many characters it is a fault. */
const longestRecord = 64 * 1024;

/**
 * Cuts CSV text (RFC 4180) into records as it arrives.
 *
 * A record with a bad quote costs one line: reading goes on with the next line, so nothing behind it is lost.
 * Records without quotes are split here, which is most of a file of events; csv-parse reads the others.
 */
export class CsvRecords {
  private tail = '';
  private line = 0;
  /** Lines of a record whose quote is still open. */
  private open: string[] = [];
  private openLength = 0;

  /** The records that end within the text so far. */
  *push(text: string): Generator<CsvRecord, void> {
    const all = this.tail === '' ? text : this.tail + text;
    let start = 0;
    for (let end = all.indexOf('\n'); end >= 0; end = all.indexOf('\n', start)) {
      yield* this.add(withoutReturn(all.slice(start, end)));
      start = end + 1;
    }
    this.tail = all.slice(start);
    if (this.tail.length > longestRecord) {
      // A line this long is no row of ours; giving it out in pieces keeps memory bounded, and each piece is a fault.
      yield {
        line: this.line + 1,
        raw: this.tail,
        fields: [],
        fault: `a line is longer than ${String(longestRecord)} characters`,
      };
      this.tail = '';
    }
  }

  /** What is left at the end of the file. */
  *end(): Generator<CsvRecord, void> {
    if (this.tail !== '') yield* this.add(withoutReturn(this.tail));
    this.tail = '';
    while (this.open.length > 0) yield* this.resume();
  }

  private *add(text: string): Generator<CsvRecord, void> {
    this.line++;
    if (this.open.length === 0) {
      if (text === '') return;
      if (!text.includes('"')) yield { line: this.line, raw: text, fields: text.split(',') };
      else if (quotesBalance(text)) yield parsed(this.line, text);
      else this.hold(text);
      return;
    }
    this.hold(text);
    if (!quotesBalance(text)) {
      const record = parsed(this.line - this.open.length + 1, this.open.join('\n'));
      if (record.fault === undefined) {
        this.release();
        yield record;
      } else yield* this.resume();
    } else if (this.openLength > longestRecord) yield* this.resume();
  }

  /** Gives the first held line up as a fault and reads the others anew. */
  private *resume(): Generator<CsvRecord, void> {
    const [first, ...rest] = this.open;
    this.line -= rest.length;
    this.release();
    yield parsed(this.line, first);
    for (const line of rest) yield* this.add(line);
  }

  private hold(line: string): void {
    this.open.push(line);
    this.openLength += line.length + 1;
  }

  private release(): void {
    this.open = [];
    this.openLength = 0;
  }
}

function parsed(line: number, raw: string): CsvRecord {
  try {
    const [fields = []]: string[][] = parse(raw, { relax_column_count: true, record_delimiter: '\u0000' });
    return { line, raw, fields };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line, raw, fields: [], fault: faults.get(error.code) ?? error.message };
  }
}

const faults: ReadonlyMap<string, string> = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'a quote is opened and not closed'],
  ['CSV_INVALID_CLOSING_QUOTE', 'text follows a closing quote'],
  ['INVALID_OPENING_QUOTE', 'a quote stands inside a value that is not quoted'],
]);

function quotesBalance(text: string): boolean {
  let balanced = true;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) balanced = !balanced;
  return balanced;
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
