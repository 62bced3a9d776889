/** A file that can't be read at all. The message is for the merchant: what is wrong, and what to do. */
export class UnreadableFile extends Error {
  override name = "UnreadableFile";
}
