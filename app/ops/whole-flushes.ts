import { Transform, type TransformCallback } from "node:stream";

/** So that a browser gets the head of a page, and some of its rows, while the rest is compressed. */
const PIECE_BYTES = 32 * 1024;

/**
 * Hands on in large pieces what React writes until it says, by calling `flush`, that there is nothing more to send for now. It
 * writes a page in hundreds of pieces of 2 KB, each of which would cost every stream on its way, and the compression, a turn.
 */
export class WholeFlushes extends Transform {
  private written: Uint8Array[] = [];

  flush(): void {
    const whole = Buffer.concat(this.written);
    this.written = [];
    for (let begin = 0; begin < whole.length; begin += PIECE_BYTES) {
      this.push(whole.subarray(begin, begin + PIECE_BYTES));
    }
  }

  /** Pushes nothing: a full stream would take later writes only after the `flush` that is meant for them. */
  override _transform(bytes: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    this.written.push(bytes);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.flush();
    done();
  }
}
