// Which routes of an application match a path: its pattern for logs and metrics, its methods for a 405.
// Express does not tell; its router keeps a stack of layers that can be asked.

export interface KnownRoute {
  /** As written in the code, such as /api/views/employees/:id */
  readonly pattern: string;
  /** Upper case. */
  readonly methods: ReadonlySet<string>;
}

/** The part of Express 5's layer that is relied on; known-routes' spec fails if it changes. */
interface Layer {
  readonly rawPath?: unknown;
  readonly slash?: boolean;
  readonly handle?: unknown;
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): false | { readonly path: string };
}

const stackOf = (router: unknown): readonly Layer[] => {
  if (typeof router !== "function" || !("stack" in router) || !Array.isArray(router.stack)) return [];
  return router.stack as readonly Layer[]; // see Layer
};

const written = (path: unknown): string => {
  if (typeof path === "string") return path === "/" ? "" : path;
  return Array.isArray(path) ? written(path[0]) : String(path);
};

const matchOf = (layer: Layer, path: string) => {
  try {
    return layer.match(path);
  } catch {
    return false; // a badly encoded path matches nothing
  }
};

const allMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

const methodsOf = (methods: Readonly<Record<string, boolean>>): Set<string> => {
  if (methods["_all"]) return new Set(allMethods);
  const names = new Set(Object.keys(methods).map((name) => name.toUpperCase()));
  if (names.has("GET")) names.add("HEAD");
  return names;
};

/** @param router an Express application's `router`, or a Router */
export const knownRoutes = (router: unknown, path: string, above = ""): KnownRoute[] =>
  stackOf(router).flatMap((layer): KnownRoute[] => {
    if (!layer.route && stackOf(layer.handle).length === 0) return [];
    const match = matchOf(layer, path);
    if (!match) return [];
    if (layer.route) {
      const pattern = above + written(layer.route.path) || "/";
      return [{ pattern, methods: methodsOf(layer.route.methods) }];
    }
    const mount = layer.slash ? "" : match.path.replace(/\/$/, "");
    const rest = path.slice(mount.length);
    return knownRoutes(layer.handle, rest.startsWith("/") ? rest : `/${rest}`, above + written(layer.rawPath));
  });
