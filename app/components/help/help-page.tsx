import { BlockStack, Card, Layout, Link, Page, Text } from "@shopify/polaris";
import { useId, type ReactNode } from "react";
import { RichText } from "~/words/rich-text";
import { useWords } from "~/words/words-context";
import styles from "./help-page.module.css";
import { HELP_GROUPS, HELP_QUESTIONS } from "./help-topics";

/** What the app's words mean, each in a sentence, and what merchants ask first. */
export function HelpPage() {
  const { t } = useWords();
  return (
    <Page title={t("help.title")}>
      <Layout>
        <Layout.Section variant="oneHalf">
          <Section title={t("help.questionsTitle")}>
            <Questions />
          </Section>
        </Layout.Section>
        <Layout.Section variant="oneHalf">
          <Section title={t("help.termsTitle")}>
            <Terms />
          </Section>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <Card>
      <section aria-labelledby={heading}>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd" id={heading}>
            {title}
          </Text>
          {children}
        </BlockStack>
      </section>
    </Card>
  );
}

/** What the answers lead to. */
const LINKS = {
  status: <Link url="/app/status" />,
  settings: <Link url="/app/settings" />,
  file: <Link url="/app/vendors/mapping" />,
  alerts: <Link url="/app/alerts" />,
};

function Questions() {
  const { t } = useWords();
  return HELP_QUESTIONS.map((question) => (
    <BlockStack key={question} gap="100">
      <Text as="h3" variant="headingSm">
        {t(`help.questions.${question}.question`)}
      </Text>
      <Text as="p">
        <RichText name={`help.questions.${question}.answer`} components={LINKS} />
      </Text>
    </BlockStack>
  ));
}

function Terms() {
  const { t } = useWords();
  return HELP_GROUPS.map(({ group, terms }) => (
    <BlockStack key={group} gap="200">
      <Text as="h3" variant="headingSm">
        {t(`help.groups.${group}.title`)}
      </Text>
      <dl className={styles.terms}>
        {terms.map(({ term, title, meaning }) => (
          <div key={term} id={term}>
            <dt>{t(title)}</dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </BlockStack>
  ));
}
