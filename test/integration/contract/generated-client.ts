import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { packageRoot } from '../../../src/core/index.js';

/** Programs against types that are generated from a server's document, in a folder of their own. */
export class GeneratedClient {
  // Inside the package, so that a program finds openapi-fetch; what is built is not committed.
  private readonly folder: string;

  constructor(name: string) {
    this.folder = join(packageRoot, 'dist', name);
  }

  /** Writes the types, as `alongside.d.ts`. */
  async generate(serverUrl: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const types = await openapiTS(new URL(`${serverUrl}/openapi.json`));
    await writeFile(join(this.folder, 'alongside.d.ts'), astToString(types));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  /** Compiles a program; returns what the compiler has against it. */
  async compile(name: string, source: string): Promise<string[]> {
    const file = join(this.folder, `${name}.ts`);
    await writeFile(file, source);
    const compiled = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.NodeNext,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      types: ['node'],
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    });
    compiled.emit();
    return ts
      .getPreEmitDiagnostics(compiled)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  }

  /** Where a compiled program lies. */
  programOf(name: string): string {
    return join(this.folder, `${name}.js`);
  }

  /** Runs a compiled program to its end; returns what it wrote. Rejects where it fails. */
  async run(name: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, [this.programOf(name)], {
      env: { ...process.env, ...env },
    });
    return stdout;
  }
}
