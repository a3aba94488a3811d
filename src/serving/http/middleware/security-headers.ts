import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';

/**
 * Headers of data: helmet's, with a policy under which an answer can load nothing at all, and what caches may do. What only a browser that shows a page
 * looks at is left to pages. Names and values in turns.
 */
export const dataHeaders: readonly string[] = [
  ...headersOf({
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  }),
  // Of one customer, or about to change: a browser asks again, with the tag that it has, and a cache in between keeps nothing.
  ...['Cache-Control', 'private, no-cache'],
];

/** Helmet's headers for a page: its own files, and the styles and small pictures that the reference writes into itself. */
export const pageHeaders: readonly string[] = headersOf({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
});

/** What helmet sets is the same for every answer, so it is asked once. */
function headersOf(options: HelmetOptions): string[] {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  let failed: unknown;
  helmet(options)(request, response, (error?: unknown) => {
    failed = error;
  });
  if (failed instanceof Error) throw failed;
  return response.getHeaderNames().flatMap((name) => [name, String(response.getHeader(name))]);
}
