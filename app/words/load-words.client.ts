import { CATALOGUE_FILES } from "./catalogue-files";
import { createWords, type Catalogue, type Language, type PolarisWords, type Words } from "./words";

/** The words of the language that the document is written in; the document has the browser fetch them early. */
export async function loadWords(language: Language): Promise<Words> {
  const files = CATALOGUE_FILES[language];
  const [catalogue, polaris] = await Promise.all([
    readJson<Catalogue>(files.words),
    files.polaris === undefined ? undefined : readJson<PolarisWords>(files.polaris),
  ]);
  return createWords(language, catalogue, polaris, (fault) => {
    console.error(fault);
  });
}

/** A file of the app's own build. */
async function readJson<Content>(url: string): Promise<Content> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as Content;
}
