#!/bin/sh
# exec, so that the app itself receives the signal to stop. It waits for nothing here: it opens the database, applies the
# migrations under a lock and only then its port, and ends with a message where it can't.
set -eu
exec node --import tsx server.ts
