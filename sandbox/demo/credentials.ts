/** The app's client ID and secret at the sandbox, which trusts whoever runs it. */
export const SANDBOX_API_KEY = "sandbox-api-key";
export const SANDBOX_API_SECRET = "sandbox-api-secret-of-32-characters";
