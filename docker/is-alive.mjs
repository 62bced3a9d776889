// The container's health check: exits with 0 when the app answers.
const response = await fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz?check=live`);
process.exit(response.ok ? 0 : 1);
