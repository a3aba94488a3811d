/**
 * `npm run bench -- docs HOME CHROMIUM`: the reference and the guides in a real browser, over a home's live snapshot.
 * CHROMIUM is the browser's program.
 *
 * Fails where a page has an error or a breach of its policy, asks another host, is wider than a telephone's window, or lacks
 * a call of the document, and where a reading call that is tried out on the page does not answer as a shop's would.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { operations, type Operation } from '../../src/serving/http/index.js';
import { findServers } from '../../src/operations/home/index.js';

const WIDTHS = [1280, 390];
/** Found, or of another shop than that of the examples. */
const ANSWERED = new Set(['200', '404']);

const [home, program] = process.argv.slice(2);
const servers = await findServers({ home, env: process.env });
if (servers === undefined) throw new Error(`No servers run for the home ${home}: start them with "alongside up".`);
const server = spawn(process.execPath, [fileURLToPath(new URL('./api-server.js', import.meta.url)), 'api'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, REDIS_URL: servers.redis.url },
});
try {
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const browser = await chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
  const faults = await faultsOf(browser, line.toString().trim()).finally(() => browser.close());
  process.stdout.write(faults.map((fault) => `${fault}\n`).join('') || 'The pages are sound.\n');
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  server.kill();
}

async function faultsOf(browser: Browser, url: string): Promise<string[]> {
  const faults: string[] = [];
  for (const width of WIDTHS) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const note = (what: string): void => {
      faults.push(`${new URL(page.url()).pathname} at ${width} px: ${what}`);
    };
    watch(page, url, note);
    await page.goto(`${url}/docs`);
    await page.waitForSelector('.opblock');
    await checkWidth(page, width, note);
    for (const operation of operations) await checkOperation(page, operation, note);
    await page.goto(`${url}/docs/guides`);
    await checkWidth(page, width, note);
    const guides = await page.locator('main a').all();
    const names = await Promise.all(guides.map((guide) => guide.getAttribute('href')));
    for (const name of names) {
      await page.goto(new URL(name ?? '', `${url}/docs/guides`).href);
      await checkWidth(page, width, note);
    }
    await page.close();
  }
  return faults;
}

/** Notes what a page must never do, from now on. */
function watch(page: Page, url: string, note: (what: string) => void): void {
  page.on('console', (message) => {
    // A 404 of a call that was tried out is an error to the console, and an answer to us.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) note(message.text());
  });
  page.on('pageerror', ({ message }) => {
    note(message);
  });
  page.on('request', (request) => {
    if (!/^data:/.test(request.url()) && new URL(request.url()).origin !== url) note(`asks ${request.url()}`);
  });
}

async function checkWidth(page: Page, width: number, note: (what: string) => void): Promise<void> {
  const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (needed > width) note(`is ${needed} px wide`);
}

/** Is on the page; and where anybody may call it, answers when it is tried out with what the form says. */
async function checkOperation(page: Page, operation: Operation, note: (what: string) => void): Promise<void> {
  const { id, tag, scope } = operation;
  const block = page.locator(`#operations-${tag}-${id}`);
  if ((await block.count()) !== 1) {
    note(`lacks ${id}`);
    return;
  }
  if (scope !== 'none' && scope !== 'read') return;
  await block.locator('.opblock-summary-control').click();
  await block.locator('.try-out__btn').click();
  await block.locator('.execute').click();
  const status = block.locator('.live-responses-table tbody .response-col_status').first();
  const answered = (await status.innerText({ timeout: 30_000 })).trim();
  if (!ANSWERED.has(answered.slice(0, 3))) note(`${id} answers ${answered}`);
  await block.locator('.opblock-summary-control').click();
}
