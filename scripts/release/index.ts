/**
 * What a release is made of.
 *
 *   node dist/scripts/release/index.js bundle OUT          OUT/alongside-VERSION-OS-CPU.tgz, which `npm install -g` takes without a
 *                                                          registry, and OUT/alongside-VERSION.cdx.json, its bill of materials
 *   node dist/scripts/release/index.js libraries MODULES   leaves this platform's native libraries in a node_modules
 */
import { packageRoot } from '../../src/core/index.js';
import { writeBundle } from './bundle.js';
import { keepLibrariesOf } from './native-libraries.js';

const platform = { os: process.platform, cpu: process.arch };
const [task, path = ''] = process.argv.slice(2);
if (path === '') throw new Error('Usage: bundle OUT | libraries MODULES');
if (task === 'bundle') for (const written of writeBundle(packageRoot, platform, path)) console.log(written);
else if (task === 'libraries') for (const kept of keepLibrariesOf(platform, path)) console.log(kept);
else throw new Error('Usage: bundle OUT | libraries MODULES');
