import type { i18n, ParseKeys, TFunction } from "i18next";
import type { ReactElement } from "react";
import { Trans } from "react-i18next/TransWithoutContext";
import { useWords } from "./words-context";

interface RichTextProps {
  /** Key of a text that holds tags, such as "See the <vendors>vendors</vendors>". */
  name: ParseKeys;
  values?: Record<string, string | number>;
  /** The element that stands for each tag; its children are what stands between. */
  components: Record<string, ReactElement>;
}

/** Its own type works out the placeholders of every key there is, which is more than the compiler can do. */
const Sentence = Trans as (
  props: Omit<RichTextProps, "name"> & { t: TFunction; i18n: i18n; i18nKey: string },
) => ReactElement;

/** A sentence of the catalogue with links or emphasis in it. */
export function RichText({ name, values = {}, components }: RichTextProps) {
  const { t, i18n } = useWords();
  return <Sentence t={t} i18n={i18n} i18nKey={name} values={values} components={components} />;
}
