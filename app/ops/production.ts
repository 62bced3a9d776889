// To be imported before all else: React asks when it is loaded, and renders far slower as in development.
process.env.NODE_ENV ??= "production";
