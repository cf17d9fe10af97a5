// How the browser tests run. `cargo xtask test browser` names the server binary (ROLLCALL_BIN), its assets
// (ROLLCALL_SITE) and the browser (ROLLCALL_BROWSER); the fixtures start a server per test file on them.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "@playwright/test";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "google-chrome-beta"];

/** The browser of this machine, or nothing: then Playwright takes the one it has downloaded. */
function browser(): string | undefined {
  if (process.env.ROLLCALL_BROWSER) return process.env.ROLLCALL_BROWSER;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  // Two: the machines of the tests have two cores, and each worker's server and browser need some of one.
  workers: 2,
  // Every story has a lab of its own, so stories of one file run side by side, too.
  fullyParallel: true,
  reporter: "list",
  outputDir: "results",
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    launchOptions: { executablePath: browser(), args: quiet },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    timezoneId: "Europe/Berlin",
  },
  projects: [
    { name: "stories", testDir: "stories" },
    { name: "screenshots", testDir: "screenshots" },
  ],
});
