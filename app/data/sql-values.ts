/** The values of one parameterised statement, and the placeholders that stand for them. */
export class SqlValues {
  readonly list: unknown[] = [];

  /** Adds a value and returns its placeholder, such as `$3`. */
  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}
