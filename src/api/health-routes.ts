import { Router } from 'express';
import { messageOf } from '../kernel/index.js';
import type { LiveSnapshot } from '../snapshots/index.js';

/** `/healthz`: the process runs. `/readyz`: Redis answers and a snapshot is live, so lists can be served. */
export function healthRoutes(live: LiveSnapshot): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    try {
      const { manifest } = await live.current();
      response.json({
        status: 'ready',
        snapshot: manifest.id,
        model: manifest.model.id,
        createdAt: manifest.createdAt,
      });
    } catch (error) {
      response.status(503).json({ status: 'not ready', detail: messageOf(error) });
    }
  });
  return router;
}
