// Preload for the demo's processes: when the demo itself is killed, they stop as if asked to, instead of staying behind
// on their ports. The channel to the demo closes in that moment.

if (process.channel) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // Waiting for that must not keep a process running that has nothing else to do.
  process.channel.unref();
}
