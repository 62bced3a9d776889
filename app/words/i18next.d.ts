import type en from "./en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    /** English names the keys; a test holds the other languages to the same ones. */
    resources: { translation: typeof en };
  }
}
