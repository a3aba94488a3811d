import { Router, type Request, type Response } from 'express';
import type { oas31 } from 'zod-openapi';
import { pageHeaders } from '../middleware/security-headers.js';
import { sendReply } from '../middleware/send.js';
import { stateOf } from '../middleware/request-state.js';
import { ApiError } from '../problems/api-error.js';
import { jsonText, noContent, text, type Reply } from '../reply.js';
import { referenceAssets } from './assets.js';
import { readGuides } from './guides.js';
import { guidePage, guidesPage, referencePage } from './pages.js';

/**
 * `/openapi.json`, the reference at `/docs` that is drawn from it, and the guides. All of it is read or written once, and
 * found by name in a table: no part of an address ever becomes a path of a file.
 */
export function documentRoutes(document: oas31.OpenAPIObject): Router {
  const router = Router({ caseSensitive: true });
  const serve = (path: string, reply: () => Reply): void => {
    router.get(path, (_request, response) => {
      beginPage(response, path);
      sendReply(response, reply());
    });
  };
  router.get(/^\/docs(\/.*)?\/$/, (request, response) => {
    beginPage(response, '/docs');
    sendReply(response, noContent(308, { Location: withoutSlash(request.originalUrl) }));
  });
  const openApi = jsonText(JSON.stringify(document));
  const assets = referenceAssets();
  const guides = readGuides();
  serve('/openapi.json', () => openApi);
  serve('/docs', () => text(referencePage, 'text/html'));
  serve('/docs/guides', () => text(guidesPage(guides.index), 'text/html'));
  router.get('/docs/assets/:name', (request: NamedRequest, response) => {
    beginPage(response, '/docs/assets/{name}');
    const asset = assets.get(request.params.name);
    if (asset === undefined) throw missing(request.params.name);
    sendReply(response, { ...asset(), headers: { 'Cache-Control': 'public, max-age=3600' } });
  });
  router.get('/docs/guides/:name', (request: NamedRequest, response) => {
    beginPage(response, '/docs/guides/{name}');
    const guide = guides.byName.get(request.params.name);
    if (guide === undefined) throw missing(request.params.name);
    sendReply(response, text(guidePage(guide), 'text/html'));
  });
  return router;
}

/** An address without the slash at its end, relative to it, so that it holds under a prefix of a proxy too. */
function withoutSlash(address: string): string {
  const { pathname, search } = new URL(address, 'http://localhost');
  return `../${pathname.split('/').findLast((part) => part !== '') ?? ''}${search}`;
}

/** Notes the route, and puts the headers of a page in the place of those of data. */
function beginPage(response: Response, route: string): void {
  const state = stateOf(response);
  state.route = route;
  state.headers.splice(0, Infinity, 'X-Request-Id', state.id, ...pageHeaders);
}

type NamedRequest = Request<{ name: string }>;

function missing(name: string): ApiError {
  return new ApiError('not-found', `The documents have nothing called "${name.slice(0, 100)}".`);
}
