// Specs run from the compiled output, as the product does: no second compiler, and workers start from real files.
export default {
  testMatch: ["<rootDir>/*/dist/**/*.spec.js"],
  testPathIgnorePatterns: ["/node_modules/"],
  globalSetup: "<rootDir>/test-infra/dist/jest-setup.js",
  globalTeardown: "<rootDir>/test-infra/dist/jest-teardown.js",
  transform: {},
  testEnvironment: "node",
  injectGlobals: false,
  maxWorkers: 2,
  // Ends what hangs; a slow machine is no fault.
  testTimeout: 120_000,
};
