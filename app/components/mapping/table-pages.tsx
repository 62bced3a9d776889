import { InlineStack, Pagination } from "@shopify/polaris";
import { useWords } from "~/words/words-context";

interface TablePagesProps {
  page: number;
  pages: number;
  /** "Pages of faults". */
  label: string;
  onPage: (page: number) => void;
}

/** Turns the pages of a table; nothing while there is one. */
export function TablePages({ page, pages, label, onPage }: TablePagesProps) {
  const { t } = useWords();
  if (pages <= 1) return null;
  return (
    <InlineStack align="center">
      <Pagination
        accessibilityLabel={label}
        label={t("paging.pageOf", { page, pages })}
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
