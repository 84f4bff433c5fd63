import { rmSync } from "node:fs";

export default function teardown(): void {
  const dataDir = process.env["VITRINA_BROWSER_DATA_DIR"];
  if (dataDir && !process.env["VITRINA_BROWSER_URL"]) rmSync(dataDir, { recursive: true, force: true });
}
