// Starts one server with the demo tenants in a fresh data folder, and lets the journeys loose on it.
// VITRINA_BROWSER_URL=http://localhost:8080 uses a server that runs already instead; with VITRINA_BROWSER_DATA_DIR,
// its data folder, the journeys that need the command line run too.
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { defineConfig } from "@playwright/test";

const root = resolve(import.meta.dirname, "../..");
const given = process.env["VITRINA_BROWSER_URL"];

// Each worker reads this file again: what the first reading chose is handed on in the environment.
const port = (process.env["VITRINA_BROWSER_PORT"] ??= given ? new URL(given).port : freePort());
const dataDir = (process.env["VITRINA_BROWSER_DATA_DIR"] ??= given ? "" : mkdtempSync(join(tmpdir(), "vitrina-browser-")));
// Google's stand-in, which the server takes for Google.
const google = (process.env["VITRINA_BROWSER_GOOGLE_PORT"] ??= given ? "" : freePort());
// What stands in for its calendars, which sends messages to the server.
const calendar = (process.env["VITRINA_BROWSER_CALENDAR_PORT"] ??= given ? "" : freePort());
const program = (process.env["VITRINA_BIN"] ??= join(process.env["CARGO_TARGET_DIR"] ?? join(root, "target"), "debug/vitrina"));

function freePort(): string {
  const script = `const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })`;
  return execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim();
}

export default defineConfig({
  testDir: "journeys",
  outputDir: "test-results",
  forbidOnly: !!process.env["CI"],
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://demo.localhost:${port}`,
    locale: "es-CO",
    timezoneId: "America/Bogota",
    viewport: { width: 1280, height: 900 },
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", // the tests of a container run as root
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [{ name: "chromium" }],
  ...(given
    ? {}
    : {
        webServer: [
          {
            command: `"${process.execPath}" server.mjs ${google}`,
            cwd: join(root, "tests/google"),
            wait: { stdout: /listening on http/ },
            timeout: 60_000,
            stdout: "ignore",
            stderr: "pipe",
          },
          {
            command: `"${join(program, "../google-calendar-stand-in")}" ${calendar} 127.0.0.1:${port}`,
            wait: { stdout: /listening on http/ },
            timeout: 60_000,
            stdout: "ignore",
            stderr: "pipe",
          },
          {
            command: `"${program}" serve --demo --port ${port} --data-dir "${dataDir}"`,
            cwd: root,
            env: {
              // Beside another server on the same machine; all journeys come from one address.
              VITRINA_TELEMETRY__METRICS_PORT: freePort(),
              VITRINA_LIMITS__ON: "false",
              GOOGLE_CLIENT_ID: "vitrina-tests",
              GOOGLE_CLIENT_SECRET: "a secret of tests",
              VITRINA_INTEGRATIONS__GOOGLE_ISSUER: `http://127.0.0.1:${google}`,
              VITRINA_INTEGRATIONS__GOOGLE_CALENDAR_STAND_IN: `http://127.0.0.1:${calendar}`,
            },
            wait: { stdout: /listening on http/ },
            timeout: 300_000,
            stdout: "ignore",
            stderr: "pipe",
            gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
          },
        ],
      }),
});
