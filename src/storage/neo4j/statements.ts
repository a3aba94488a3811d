import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AlongsideError, packageRoot } from '../../core/index.js';

/** `folder/name` of a file under `cypher/`, without its extension. */
export type StatementName = `${'schema' | 'write' | 'read'}/${string}`;

/** Reads statements by name from `cypher/`, each once. The comment lines of a file's header are not sent to the server. */
export class StatementLibrary {
  private readonly texts = new Map<StatementName, string>();

  constructor(private readonly folder: string = join(packageRoot, 'cypher')) {}

  text(name: StatementName): string {
    let text = this.texts.get(name);
    if (text === undefined) {
      text = this.read(name);
      this.texts.set(name, text);
    }
    return text;
  }

  private read(name: StatementName): string {
    try {
      return readFileSync(join(this.folder, `${name}.cypher`), 'utf8')
        .split('\n')
        .filter((line) => !line.startsWith('//'))
        .join('\n')
        .trim();
    } catch (cause) {
      throw new AlongsideError('statement-missing', `No statement cypher/${name}.cypher.`, { name }, { cause });
    }
  }
}
