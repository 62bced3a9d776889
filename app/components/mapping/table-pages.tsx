import { InlineStack, Pagination } from "@shopify/polaris";

interface TablePagesProps {
  page: number;
  pages: number;
  /** Of what, in the plural. */
  label: string;
  onPage: (page: number) => void;
}

/** Turns the pages of a table; nothing while there is one. */
export function TablePages({ page, pages, label, onPage }: TablePagesProps) {
  if (pages <= 1) return null;
  return (
    <InlineStack align="center">
      <Pagination
        accessibilityLabel={`Pages of ${label}`}
        label={`Page ${page} of ${pages}`}
        hasPrevious={page > 1}
        hasNext={page < pages}
        onPrevious={() => {
          onPage(page - 1);
        }}
        onNext={() => {
          onPage(page + 1);
        }}
      />
    </InlineStack>
  );
}
