/** `npm run bench -- NAME [ARGUMENTS]`: the benchmarks by name. Each file's header says what is compared with what. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Benchmarks whose file is not called after them. */
const files: Readonly<Record<string, string>> = { gowalla: 'gowalla-quality' };

const benches: Readonly<Record<string, string>> = {
  import: 'DIR [--write-large]     import and re-import against bare CREATE; memory on 5 M generated events',
  export: 'DIR                     edges from Neo4j to a finished CSR against reading alone',
  propagation: 'DIR [THREADS]           three layers on Gowalla against the gathers alone (DIR holds train.txt.gz)',
  gowalla: 'DIR [--validation] [NAME…]  recall and NDCG of graph filters on Gowalla’s official split',
  training: 'DIR PYTHON [LAYER] [DEPTH] [THREADS]   a training step against PyTorch',
  'training-cost':
    '[SHARE] [LAYER]    processor time and memory of train and embed on a generated year of 1.3 M purchases',
  cuda: '[DIR] [STEPS]          training and encoding on CUDA against the CPU: differences and times',
  influence: '[SEEDS] [STEPS]          what a block of odd orders does to the lists of a shop with planted complements',
  scale: '[PRODUCTS] [EDGES…]     adjacency and encoding of generated graphs of 10, 20 and 40 M edges',
  snapshot:
    '[PRODUCTS]           the API on a million products: memory, readiness, requests while the snapshot switches',
  categories: '[CATEGORIES] [PRODUCTS] [ORDERS]   peak memory of each command on a shop of 50,000 categories',
  lists: '[PRODUCTS…]             exact lists of whole generated catalogues',
  api: 'HOME [SECONDS]          lists over HTTP against a bare Express route that sends the same bytes',
  connections:
    'HOME [SECONDS] [CONNECTIONS…]  the longest wait of a new connection beside busy ones, and of a bare Express route',
  events: 'HOME [SECONDS] [ROUNDS]  events accepted over HTTP against a bare Express route that adds each to a stream',
  memory: 'HOME [REQUESTS]         what serve holds after 120,000 distinct requests',
  schemathesis: 'HOME COMMAND [EXAMPLES]  requests made up from the OpenAPI document: no fault, no undocumented answer',
  docs: 'HOME CHROMIUM           the reference and the guides in a real browser: no error, no other host, every call answers',
  batch: 'DIR                     queries per second of recommend --batch',
};

const [name = '--help', ...args] = process.argv.slice(2);
if (!(name in benches)) {
  const lines = Object.entries(benches).map(([bench, what]) => `  ${bench.padEnd(12)} ${what}`);
  process.stdout.write(`npm run bench -- NAME [ARGUMENTS]\n\n${lines.join('\n')}\n`);
  process.exitCode = name === '--help' ? 0 : 2;
} else {
  const file = fileURLToPath(new URL(`./${files[name] ?? name}.js`, import.meta.url));
  spawn(process.execPath, [file, ...args], { stdio: 'inherit' }).once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}
