import { ApiVersion } from "@shopify/shopify-api";

/** The one place that names the Admin API version; a test holds shopify.app.toml to it. */
export const API_VERSION = ApiVersion.October26;
