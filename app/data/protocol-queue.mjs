// Lets many connections share PGlite, which has one session, as if each had its own. Plain JavaScript, like the thread
// that it runs in.

/** The last message of an answer when no transaction is open: ReadyForQuery with status I (idle). */
const READY_AND_IDLE = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);
const SYNC = new Uint8Array([0x53, 0, 0, 0, 4]);
/** `ROLLBACK` as a simple query. */
const ROLLBACK = new Uint8Array(Buffer.from("Q\0\0\0\rROLLBACK\0", "latin1"));
const TERMINATE = 0x58;

/**
 * @typedef {object} QueuedMessage
 * @property {number} handlerId the connection that sent it
 * @property {Uint8Array} message one message of PostgreSQL's frontend protocol
 * @property {(answer: Uint8Array) => void} onData
 * @property {(bytes: number) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/**
 * Takes the place of pglite-socket's own queue, which lets connections alternate message by message: a Parse of one
 * connection then replaces the unnamed statement that another one is about to bind ("bind message supplies 18
 * parameters, but prepared statement requires 3"), and after an error inside PGlite it stands still.
 *
 * Here a connection that has begun to talk keeps PGlite until the answer ends with ReadyForQuery, idle: through the
 * messages of an extended query up to Sync, and through a transaction up to its end. Others wait in order.
 *
 * What a session keeps beyond that (SET, advisory locks, LISTEN, named statements, temporary tables) is still shared.
 */
export class ProtocolQueue {
  /** @type {QueuedMessage[]} */
  #waiting = [];
  /** The connection that PGlite belongs to for now. @type {number | null} */
  #owner = null;
  #working = false;

  /** @param {import("@electric-sql/pglite").PGlite} database */
  constructor(database) {
    this.database = database;
  }

  /**
   * Executes one message when its connection's turn comes.
   *
   * @param {number} handlerId
   * @param {Uint8Array} message
   * @param {(answer: Uint8Array) => void} onData takes the answer, in parts
   * @returns {Promise<number>} bytes of the answer
   */
  enqueue(handlerId, message, onData) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ handlerId, message, onData, resolve, reject });
      void this.#work();
    });
  }

  getQueueLength() {
    return this.#waiting.length;
  }

  /**
   * Forgets what a connection that is gone still wanted.
   *
   * @param {number} handlerId
   */
  clearQueueForHandler(handlerId) {
    const gone = this.#waiting.filter((queued) => queued.handlerId === handlerId);
    this.#waiting = this.#waiting.filter((queued) => queued.handlerId !== handlerId);
    for (const queued of gone) queued.reject(new Error("The connection is closed"));
  }

  /**
   * Ends what a connection that is gone had begun, so that the others can go on.
   *
   * @param {number} handlerId
   */
  async clearTransactionIfNeeded(handlerId) {
    if (this.#owner !== handlerId) return;
    const ignoreAnswer = () => {};
    await this.enqueue(handlerId, SYNC, ignoreAnswer);
    if (this.database.isInTransaction()) await this.enqueue(handlerId, ROLLBACK, ignoreAnswer);
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    for (let queued = this.#next(); queued; queued = this.#next()) await this.#execute(queued);
    this.#working = false;
  }

  #next() {
    if (this.#owner === null) return this.#waiting.shift();
    const index = this.#waiting.findIndex((queued) => queued.handlerId === this.#owner);
    return index === -1 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  /** @param {QueuedMessage} queued */
  async #execute({ handlerId, message, onData, resolve, reject }) {
    // It would end the session that all share.
    if (message[0] === TERMINATE) return resolve(0);
    let bytes = 0;
    let ending = Buffer.alloc(0);
    const onRawData = (/** @type {Uint8Array} */ answer) => {
      bytes += answer.length;
      ending = Buffer.concat([ending, answer.subarray(-READY_AND_IDLE.length)]).subarray(-READY_AND_IDLE.length);
      onData(answer);
    };
    try {
      await this.database.runExclusive(() => this.database.execProtocolRawStream(message, { onRawData }));
      this.#owner = ending.equals(READY_AND_IDLE) ? null : handlerId;
      resolve(bytes);
    } catch (error) {
      this.#owner = null;
      reject(error);
    }
  }
}
