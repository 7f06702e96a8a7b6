import { defineConfig } from "vitest/config";

/** unit: needs nothing but the clone. fault: real processes, killed. e2e: needs Chromium. integration: needs Java and Maven (a real FHIR server and validator). */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 60_000 } },
      { test: { name: "fault", include: ["test/fault/**/*.test.ts"], testTimeout: 60_000 } },
      // The window in a real Chromium (CHROMIUM names it, else Debian's).
      {
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: "test/e2e/build-app.ts",
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // A browser on two busy cores may lose a second, or ten; what is broken fails twice.
          expect: { poll: { timeout: 30_000, interval: 100 } },
          retry: 1,
        },
      },
      // README's pictures, made from the same drawn states: npm run screens.
      {
        test: {
          name: "screens",
          include: ["test/e2e/*.screens.ts"],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "integration",
          include: ["test/integration/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
