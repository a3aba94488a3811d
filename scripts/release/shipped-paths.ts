import { z } from 'zod';

/** What the image's `application` stage holds of the package's root: files and folders, with `/`. */
export function pathsOfImage(dockerfile: string): string[] {
  const stage = /^FROM scratch AS application$(?<lines>[\s\S]*?)(?=^FROM )/m.exec(dockerfile)?.groups?.['lines'] ?? '';
  const copies = [...stage.matchAll(/^COPY (?:--from=build \/app\/)?(\S+) \/app\/(\S+)$/gm)];
  return copies.map(([line, source, target]) => {
    if (source !== target) throw new Error(`"${line}" puts a path elsewhere than it lies.`);
    return target;
  });
}

/** What npm puts into the package beside its dependencies. */
export function pathsOfPackage(manifest: unknown): string[] {
  const { files } = z.object({ files: z.array(z.string()) }).parse(manifest);
  return ['package.json', 'README.md', 'LICENSE', ...files];
}
