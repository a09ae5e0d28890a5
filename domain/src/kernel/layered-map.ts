// A map that is never changed: `with` answers another one and shares what it can with this one. A copy of a plain Map for each
// event makes folding n units cost n²; here the few latest changes lie in a small layer over a shared base.

/** Changes above the base before both are merged into a new base. About the root of how many entries there will be. */
const LAYER = 64;

export class LayeredMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly #base: ReadonlyMap<Key, Value>;
  readonly #layer: ReadonlyMap<Key, Value>;
  #merged: ReadonlyMap<Key, Value> | undefined;

  private constructor(base: ReadonlyMap<Key, Value>, layer: ReadonlyMap<Key, Value>) {
    this.#base = base;
    this.#layer = layer;
  }

  static of<Key, Value>(map: ReadonlyMap<Key, Value>): LayeredMap<Key, Value> {
    return map instanceof LayeredMap ? (map as LayeredMap<Key, Value>) : new LayeredMap(map, new Map()); // of the same types as the parameter
  }

  /** With one entry set; the place of a key that was there stays. */
  with(key: Key, value: Value): LayeredMap<Key, Value> {
    const layer = new Map(this.#layer).set(key, value);
    return layer.size < LAYER ? new LayeredMap(this.#base, layer) : new LayeredMap(merge(this.#base, layer), new Map());
  }

  get(key: Key): Value | undefined {
    return this.#layer.get(key) ?? this.#base.get(key);
  }

  has(key: Key): boolean {
    return this.#layer.has(key) || this.#base.has(key);
  }

  get size(): number {
    return this.#whole().size;
  }

  /** In the order in which keys came first. */
  entries() {
    return this.#whole().entries();
  }

  keys() {
    return this.#whole().keys();
  }

  values() {
    return this.#whole().values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  forEach(callback: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }

  /** Made once, when somebody goes through all entries. */
  #whole(): ReadonlyMap<Key, Value> {
    return (this.#merged ??= this.#layer.size === 0 ? this.#base : merge(this.#base, this.#layer));
  }
}

const merge = <Key, Value>(base: ReadonlyMap<Key, Value>, layer: ReadonlyMap<Key, Value>): Map<Key, Value> => {
  const merged = new Map(base);
  for (const [key, value] of layer) merged.set(key, value);
  return merged;
};
