/** A fault as a sentence without its subject, to stand at its field: "must be a number" is "Must be a number." */
export function toFaultSentence(fault: string): string {
  return `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`;
}
