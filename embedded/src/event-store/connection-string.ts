/** What a client is given to find the store: no TLS, since it listens on this machine only unless told otherwise. */
export const connectionString = (host: string, port: number): string =>
  `esdb://${host.includes(":") ? `[${host}]` : host}:${port}?tls=false`;
