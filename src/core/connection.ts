/** Where the two servers are and how to enter: handed from the composition root to whoever connects. */
export interface ServerConnections {
  readonly neo4j: {
    readonly uri: string;
    readonly user: string;
    readonly password: string;
    /** Left out: the one that the server gives a user by default. */
    readonly database?: string | undefined;
  };
  readonly redis: { readonly url: string };
}

/** The environment that hands these connections to a child process; a password never goes into arguments or a queue. */
export function connectionEnvironment({ neo4j, redis }: ServerConnections): Record<string, string> {
  return {
    NEO4J_URI: neo4j.uri,
    NEO4J_USER: neo4j.user,
    NEO4J_PASSWORD: neo4j.password,
    NEO4J_DATABASE: neo4j.database ?? '',
    REDIS_URL: redis.url,
  };
}
