import { memo, useState } from "react";
import { useDebouncedText } from "../use-debounced-text";
import { SearchInput } from "./search-input";

interface SearchFieldProps {
  label: string;
  /** What is searched for in what is shown. */
  value: string;
  /** Called when the typing pauses. */
  onSearch: (text: string) => void;
  loading: boolean;
}

/** Searches a list. It keeps what is typed to itself, so that a key renders nothing else. */
export const SearchField = memo(function SearchField({ label, value, onSearch, loading }: SearchFieldProps) {
  const [isComposing, setIsComposing] = useState(false);
  const [text, setText] = useDebouncedText(value, onSearch, { isUnfinished: isComposing });
  return <SearchInput label={label} value={text} onChange={setText} onComposing={setIsComposing} loading={loading} />;
});
