/** Slanting lines to fill a band with: told apart from bars and tints without colour. */
export function HatchPattern({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="#f1f1f1" />
        <line x1="0" y1="0" x2="0" y2="6" stroke="#616161" strokeWidth="2" />
      </pattern>
    </defs>
  );
}
