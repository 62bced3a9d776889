// What every test may rely on being set; the values are the sandbox's.
process.env.NODE_ENV = "test";
process.env.SHOPIFY_API_KEY ??= "sandbox-api-key";
process.env.SHOPIFY_API_SECRET ??= "sandbox-api-secret-of-32-characters";
process.env.SHOPIFY_APP_URL ??= "http://localhost:4000";
process.env.LOG_LEVEL ??= "silent";
