// A value that shows itself only when asked: printing, logging or serialising it by accident gives "[secret]".

export class Secret<Value = string> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  /** For the one place that needs the value, at the moment it needs it. */
  reveal(): Value {
    return this.#value;
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }
}
