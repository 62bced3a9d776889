import { Text } from "@shopify/polaris";
import { AbsentValue } from "./absent-value";
import type { WrittenFigure } from "./reorder-columns";

interface FigureProps {
  written: WrittenFigure;
  alignment?: "start" | "end";
  /** That of the text around it when not given. */
  fontWeight?: "bold" | undefined;
}

/** A figure, or why there is none; digits are as wide as one another, so that columns line up. */
export function Figure({ written, alignment = "start", fontWeight }: FigureProps) {
  return (
    <Text as={alignment === "end" ? "p" : "span"} alignment={alignment} numeric {...(fontWeight && { fontWeight })}>
      <FigureText written={written} />
    </Text>
  );
}

/** The same as text alone, where what is around it aligns its digits: a page of a list has hundreds. */
export function FigureText({ written }: Pick<FigureProps, "written">) {
  return typeof written === "string" ? written : <AbsentValue reason={written.absence} />;
}
