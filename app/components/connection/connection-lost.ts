/** A request of the page found no way to the app, or no way back: which of the two, nobody here can know. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";

  constructor(cause: unknown) {
    super("The app could not be reached", { cause });
  }
}
